"""What every client does: an id, links, a quotation, header fields in its own order."""

from __future__ import annotations

from typing import List, Sequence

from ..archive import REPLY_PREFIX
from ..dice import Dice
from ..prose import BOOKS
from ..wire import dates
from ..wire.bodies import Field, Part, encoded_words, file_part, multipart, text_part
from . import quotation
from .draft import Draft, Mailbox, Written


class Client:
    """The common frame. `version` is the device's own text for the user agent."""

    word_form = "Q"
    charset = "utf-8"
    prefix = "Re: "
    describes_files = False

    def __init__(self, version: str = "", host: str = "") -> None:
        self.version = version
        self.host = host

    def write(self, draft: Draft, dice: Dice) -> Written:
        identifier = self.message_id(draft, dice)
        subject = self.subject(draft)
        references: List[str] = []
        if draft.parent is not None and draft.writes_links and not (draft.is_forward and dice.chance(0.3)):
            references = [*draft.parent.references, draft.parent.id][-40:]
        index = self.index(draft, dice) if draft.writes_index else b""
        text = draft.text
        if draft.parent is not None and draft.quotes:
            text = self.quoted_text(draft)
        body = self.body(draft, text, dice)
        fields = self.fields(draft, subject, identifier, references, index, body, dice)
        return Written(fields, body.body, identifier, references, index, subject, text)

    # What subclasses change.

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"{dice.hex(32)}@{_domain(draft)}"

    def index(self, draft: Draft, dice: Dice) -> bytes:
        return b""

    def quoted_text(self, draft: Draft) -> str:
        line = quotation.attribution(draft.parent, draft.language, draft.zone)
        return f"{draft.text}\n{line}\n\n{quotation.marked(draft.parent.text)}\n"

    def boundary(self, dice: Dice, level: int) -> str:
        return f"------------{dice.hex(24).upper()}"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        return text_part(text, self.charset, "7bit" if text.isascii() else "8bit")

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        return []

    def order(
        self,
        address: List[Field],
        subject: Field,
        date: Field,
        identifier: Field,
        links: List[Field],
        own: List[Field],
        content: Sequence[Field],
    ) -> List[Field]:
        return [*address, subject, date, identifier, *links, *own, ("MIME-Version", "1.0"), *content]

    # What they share.

    def subject(self, draft: Draft) -> str:
        if draft.fixed_subject:
            return draft.fixed_subject
        if draft.parent is None:
            return draft.subject
        bare = REPLY_PREFIX.sub("", draft.parent.subject)
        if draft.is_forward:
            return self.forward_prefix(draft) + bare
        return self.reply_prefix(draft) + bare

    def reply_prefix(self, draft: Draft) -> str:
        return self.prefix

    def forward_prefix(self, draft: Draft) -> str:
        return "Fwd: "

    def body(self, draft: Draft, text: str, dice: Dice) -> Part:
        part = self.texts(draft, text, dice)
        if not draft.attachments:
            return part
        files = [file_part(one, self.describes_files) for one in draft.attachments]
        return multipart("mixed", self.boundary(dice, 4), [part, *files])

    def fields(
        self,
        draft: Draft,
        subject: str,
        identifier: str,
        references: Sequence[str],
        index: bytes,
        body: Part,
        dice: Dice,
    ) -> List[Field]:
        address = [("From", self.mailboxes([draft.sender])), ("To", self.mailboxes(draft.to))]
        if draft.cc:
            address.append((self.cc_name, self.mailboxes(draft.cc)))
        links: List[Field] = []
        if references:
            links = [
                ("References", "\n ".join(f"<{one}>" for one in references)),
                ("In-Reply-To", f"<{references[-1]}>"),
            ]
        return self.order(
            address,
            ("Subject", encoded_words(subject, self.charset, self.word_form)),
            ("Date", dates.write(draft.moment, draft.zone)),
            ("Message-ID", f"<{identifier}>"),
            links,
            [*self.own_fields(draft, index), *draft.extra],
            body.fields,
        )

    cc_name = "Cc"

    def mailboxes(self, people: Sequence[Mailbox]) -> str:
        return ",\n ".join(self.mailbox(one) for one in people)

    def mailbox(self, one: Mailbox) -> str:
        name, address = one
        if not name:
            return f"<{address}>" if self.prefix == "RE: " else address
        word = encoded_words(name, self.charset, self.word_form)
        if any(mark in name for mark in ",.()@") and name.isascii():
            word = f'"{name}"'
        return f"{word} <{address}>"


def _domain(draft: Draft) -> str:
    return draft.sender[1].partition("@")[2]


def book_of(draft: Draft):
    return BOOKS[draft.language]
