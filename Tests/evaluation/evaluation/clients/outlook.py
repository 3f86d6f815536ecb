"""Outlook and Exchange: on the desktop, on the web, without a server of its own, and scripts on the server."""

from __future__ import annotations

from typing import List

from ..archive import REPLY_PREFIX
from ..dice import Dice
from ..wire.bodies import Field, Part, encoded_words, multipart, text_part
from . import quotation, thread_index
from .client import Client, _domain, book_of
from .draft import Draft


class Outlook(Client):
    """Desktop Outlook on Exchange; `host` is the mailbox server (on the premises or online)."""

    word_form = "B"
    charset = "iso-8859-1"
    prefix = "RE: "
    cc_name = "CC"
    describes_files = True
    style = "mso"

    def message_id(self, draft: Draft, dice: Dice) -> str:
        if self.host.endswith("outlook.com"):
            server = self.host.partition(".")[0]
            return f"{server}{dice.hex(12).upper()}{dice.hex(11).upper()}0@{self.host}"
        return f"{dice.hex(32)}@{self.host or _domain(draft)}"

    def reply_prefix(self, draft: Draft) -> str:
        return book_of(draft).reply_prefix

    def forward_prefix(self, draft: Draft) -> str:
        return book_of(draft).forward_prefix

    def index(self, draft: Draft, dice: Dice) -> bytes:
        if draft.parent is not None and draft.parent.index and draft.index_habit == "copy":
            return draft.parent.index
        if draft.parent is not None and draft.parent.index and draft.index_habit == "extend":
            return thread_index.extend(draft.parent.index, draft.moment, dice)
        return self.new_index(draft, dice)

    def new_index(self, draft: Draft, dice: Dice) -> bytes:
        return thread_index.begin_outlook(draft.moment, dice)

    def quoted_text(self, draft: Draft) -> str:
        return f"{draft.text}\n\n{quotation.block(draft.parent, draft.language, draft.zone)}\n\n{draft.parent.text.rstrip()}\n"

    def boundary(self, dice: Dice, level: int) -> str:
        server = "".join(one for one in self.host if one.isalnum())[:24] or dice.letters(12)
        return f"_{level:03}_{dice.hex(32)}{server}_"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        encoding = "quoted-printable"
        charset = "us-ascii" if text.isascii() else self.charset
        page = self.page(draft)
        return multipart(
            "alternative",
            self.boundary(dice, 0),
            [text_part(text, charset, encoding), text_part(page, charset, encoding, "html")],
        )

    def page(self, draft: Draft) -> str:
        new = quotation.linked(quotation.paragraphs(draft.text, self.style))
        old = ""
        if draft.parent is not None and draft.quotes:
            head = quotation.paragraphs(quotation.block(draft.parent, draft.language, draft.zone), self.style)
            old = (
                f'<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">\n{head}\n</div>\n'
                + quotation.linked(quotation.paragraphs(draft.parent.text, self.style))
            )
        return (
            '<html xmlns:o="urn:schemas-microsoft-com:office:office"'
            ' xmlns="http://www.w3.org/TR/REC-html40">\n<head>\n<meta name="Generator" content="Microsoft Word 15'
            ' (filtered medium)">\n<style><!--\np.MsoNormal'
            ' {margin:0cm;font-size:11.0pt;font-family:"Calibri",sans-serif;}\n--></style>\n</head>\n<body'
            f' lang="{draft.language.upper()}">\n<div class="WordSection1">\n{new}\n{old}\n</div>\n</body>\n</html>\n'
        )

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        code = {"en": "en-GB", "pt": "pt-PT"}.get(draft.language, f"{draft.language}-{draft.language.upper()}")
        fields: List[Field] = [("Accept-Language", f"{code}, en-US"), ("Content-Language", code)]
        if draft.attachments:
            fields.append(("X-MS-Has-Attach", "yes"))
        else:
            fields.append(("X-MS-Has-Attach", ""))
        fields.append(("X-MS-TNEF-Correlator", ""))
        if self.version:
            fields.append(("x-originating-ip", f"[{self.version}]"))
        return fields

    def fields(self, draft, subject, identifier, references, index, body, dice) -> List[Field]:
        made = super().fields(draft, subject, identifier, references, index, body, dice)
        place = next(number for number, (name, _) in enumerate(made) if name == "Subject") + 1
        if index:
            bare = (
                draft.parent.topic
                if draft.parent is not None and draft.parent.topic
                else (draft.parent.subject if draft.parent is not None else subject)
            )
            made[place:place] = [
                ("Thread-Topic", encoded_words(REPLY_PREFIX.sub("", bare), self.charset, "B")),
                ("Thread-Index", thread_index.write(index)),
            ]
        return made


class OutlookOnTheWeb(Outlook):
    """OWA: the index of Exchange, divs instead of Word's paragraphs."""

    style = "div"

    def new_index(self, draft: Draft, dice: Dice) -> bytes:
        return (
            thread_index.begin_timeless(dice) if dice.chance(0.08) else thread_index.begin_exchange(draft.moment, dice)
        )

    def quoted_text(self, draft: Draft) -> str:
        return f"{draft.text}\n________________________________\n{quotation.block(draft.parent, draft.language, draft.zone)}\n\n{draft.parent.text.rstrip()}\n"

    def page(self, draft: Draft) -> str:
        new = quotation.linked(quotation.paragraphs(draft.text, "div"))
        old = ""
        if draft.parent is not None and draft.quotes:
            head = quotation.paragraphs(quotation.block(draft.parent, draft.language, draft.zone), "br")
            old = (
                '<hr tabindex="-1" style="display:inline-block; width:98%">\n<div id="divRplyFwdMsg"'
                f' dir="ltr">{head}</div>\n' + quotation.linked(quotation.paragraphs(draft.parent.text, "div"))
            )
        return (
            '<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">\n<style'
            ' type="text/css" style="display:none;"> P {margin-top:0;margin-bottom:0;} </style>\n</head>\n<body'
            f' dir="ltr">\n{new}\n{old}\n</body>\n</html>\n'
        )


class OutlookAlone(Outlook):
    """Outlook with POP or IMAP: its own ids and boundaries, X-Mailer."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"{dice.hex(12)}${dice.hex(8)}${dice.hex(8)}$@{_domain(draft)}"

    def boundary(self, dice: Dice, level: int) -> str:
        return f"----=_NextPart_{level:03}_{dice.hex(4).upper()}_01D{dice.hex(5).upper()}.{dice.hex(8).upper()}"

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        return [("X-Mailer", self.version or "Microsoft Outlook 16.0"), ("Content-Language", draft.language)]


class ServerScript(OutlookOnTheWeb):
    """A program on the Exchange server (EWS): Exchange writes the id and the trace, the program the rest."""

    def quoted_text(self, draft: Draft) -> str:
        return f"{draft.text}\n\n{quotation.block(draft.parent, draft.language, draft.zone)}\n\n{draft.parent.text.rstrip()}\n"
