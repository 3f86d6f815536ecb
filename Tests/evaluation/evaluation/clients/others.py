"""Clients outside the Exchange world, and mailers of machines."""

from __future__ import annotations

from typing import List

from ..dice import ALPHANUMERIC, Dice
from ..wire.bodies import Field, Part, multipart, text_part
from . import quotation, thread_index
from .client import Client, _domain, book_of
from .draft import Draft


class AppleMail(Client):
    """Mail of macOS."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return "-".join(dice.hex(n).upper() for n in (8, 4, 4, 4, 12)) + f"@{_domain(draft)}"

    def boundary(self, dice: Dice, level: int) -> str:
        return f"Apple-Mail={dice.hex(8).upper()}-{dice.hex(4).upper()}-{dice.hex(12).upper()}"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        return text_part(
            text, "us-ascii" if text.isascii() else "utf-8", "7bit" if text.isascii() else "quoted-printable", quote=""
        )

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        return [("X-Mailer", self.version or "Apple Mail (2.3654.120.0.1.13)")]

    def order(self, address, subject, date, identifier, links, own, content):
        return [
            address[0],
            *content,
            ("Mime-Version", "1.0 (Mac OS X Mail 14.0 \\(3654.120.0.1.13\\))"),
            subject,
            date,
            *links[1:],
            *address[1:],
            *links[:1],
            identifier,
            *own,
        ]


class IPhone(AppleMail):
    """The phone; through Exchange ActiveSync the server keeps the conversation index going."""

    def index(self, draft: Draft, dice: Dice) -> bytes:
        if self.host and draft.parent is not None and draft.parent.index:
            return thread_index.extend(draft.parent.index, draft.moment, dice)
        return b""

    def boundary(self, dice: Dice, level: int) -> str:
        return f"Apple-Mail-{'-'.join(dice.hex(n).upper() for n in (8, 4, 4, 4, 12))}"

    def quoted_text(self, draft: Draft) -> str:
        line = quotation.attribution(draft.parent, draft.language, draft.zone)
        phone = book_of(draft).phone_line
        return f"{draft.text}\n{phone}\n\n> {line}\n> \n{quotation.marked(draft.parent.text)}\n"

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        fields: List[Field] = [("X-Mailer", self.version or "iPhone Mail (18F72)")]
        return fields + ([("Thread-Index", thread_index.write(index))] if index else [])

    def order(self, address, subject, date, identifier, links, own, content):
        return [
            *content,
            address[0],
            ("Mime-Version", "1.0 (1.0)"),
            subject,
            date,
            identifier,
            *links,
            *address[1:],
            *own,
        ]


class Thunderbird(Client):
    """Thunderbird: format=flowed, UUID ids."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return "-".join(dice.hex(n) for n in (8, 4, 4, 4, 12)) + f"@{_domain(draft)}"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        return text_part(text, "utf-8", "7bit" if text.isascii() else "8bit", parameters="; format=flowed", quote="")

    def order(self, address, subject, date, identifier, links, own, content):
        agent = self.version or "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:78.0) Gecko/20100101 Thunderbird/78.10.0"
        return [
            subject,
            *address[1:],
            *links[:1],
            address[0],
            identifier,
            date,
            ("User-Agent", agent),
            ("MIME-Version", "1.0"),
            *links[1:],
            *content,
            *own,
        ]


class Gmail(Client):
    """Gmail in a browser or on Android."""

    charset = "UTF-8"

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"CA{dice.letters(dice.pick((48, 49, 50)), ALPHANUMERIC + '_-=+')}@mail.gmail.com"

    def boundary(self, dice: Dice, level: int) -> str:
        return f"000000000000{dice.hex(16)}"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        page = quotation.linked(f'<div dir="ltr">{quotation.paragraphs(draft.text, "div")}</div>')
        if draft.parent is not None and draft.quotes:
            line = quotation.paragraphs(quotation.attribution(draft.parent, draft.language, draft.zone), "br")
            page += (
                f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{line}<br></div><blockquote'
                ' class="gmail_quote" style="margin:0px 0px 0px'
                f' 0.8ex">{quotation.paragraphs(draft.parent.text, "div")}</blockquote></div>'
            )
        encoding = "quoted-printable" if not text.isascii() or len(text) > 800 else "7bit"
        return multipart(
            "alternative",
            self.boundary(dice, 0),
            [text_part(text, "UTF-8", encoding), text_part(page, "UTF-8", "quoted-printable", "html")],
        )

    def order(self, address, subject, date, identifier, links, own, content):
        return [("MIME-Version", "1.0"), *links, address[0], date, identifier, subject, *address[1:], *own, *content]


class Android(Client):
    """The mail program of a telephone maker, through ActiveSync or IMAP."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"{dice.letters(24, 'abcdefghijklmnopqrstuvwxyz0123456789')}.{draft.moment}{dice.between(100, 999)}@email.android.com"

    def index(self, draft: Draft, dice: Dice) -> bytes:
        if self.host and draft.parent is not None and draft.parent.index:
            return thread_index.extend(draft.parent.index, draft.moment, dice)
        return b""

    def boundary(self, dice: Dice, level: int) -> str:
        return f"--_com.samsung.android.email_{dice.letters(16, '0123456789')}"

    def quoted_text(self, draft: Draft) -> str:
        return (
            f"{draft.text}\n\n-------- Original message"
            f" --------\n{quotation.block(draft.parent, draft.language, draft.zone)}\n\n{draft.parent.text.rstrip()}\n"
        )

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        page = (
            '<html><head></head><body dir="auto">'
            + quotation.linked(quotation.paragraphs(text, "div"))
            + "</body></html>"
        )
        return multipart(
            "alternative",
            self.boundary(dice, 0),
            [text_part(text, "utf-8", "base64"), text_part(page, "utf-8", "base64", "html")],
        )

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        return [("Thread-Index", thread_index.write(index))] if index else []

    def order(self, address, subject, date, identifier, links, own, content):
        return [date, subject, identifier, *links, *own, address[0], *address[1:], ("MIME-Version", "1.0"), *content]


class Roundcube(Client):
    """Webmail of small hosts."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"{dice.hex(32)}@{_domain(draft)}"

    def boundary(self, dice: Dice, level: int) -> str:
        return f"=_{dice.hex(32)}"

    def order(self, address, subject, date, identifier, links, own, content):
        return [
            ("MIME-Version", "1.0"),
            date,
            *address,
            subject,
            *links[1:],
            *links[:1],
            ("User-Agent", self.version or "Roundcube Webmail/1.4.11"),
            identifier,
            ("X-Sender", address[0][1].rpartition("<")[2].rstrip(">")),
            *content,
            *own,
        ]


class Mutt(Client):
    """Mutt, for the technical partner."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        return f"{draft.moment}.{dice.hex(6).upper()}@{self.host or _domain(draft)}"

    def order(self, address, subject, date, identifier, links, own, content):
        return [
            date,
            *address,
            subject,
            identifier,
            *links,
            ("MIME-Version", "1.0"),
            *content,
            ("Content-Disposition", "inline"),
            *links[1:1],
            ("User-Agent", self.version or "Mutt/2.0.5 (2021-01-21)"),
            *own,
        ]


class Mailer(Client):
    """A program: PHPMailer, a Python script, a mass mailer. `version` chooses."""

    def message_id(self, draft: Draft, dice: Dice) -> str:
        if self.version == "php":
            return f"{dice.letters(42)}@{self.host or _domain(draft)}"
        if self.version == "python":
            return f"{draft.moment}{dice.between(10 ** 5, 10 ** 6)}.{dice.between(100, 30000)}.{dice.between(10 ** 18, 10 ** 19)}@{self.host or _domain(draft)}"
        return f"{dice.hex(8)}.{dice.between(10 ** 6, 10 ** 7)}@{self.host or _domain(draft)}"

    def boundary(self, dice: Dice, level: int) -> str:
        if self.version == "php":
            return f"b1_{dice.letters(42)}"
        if self.version == "python":
            return f"==============={dice.between(10 ** 18, 10 ** 19)}=="
        return f"----=_NextPart_{dice.hex(8)}"

    def texts(self, draft: Draft, text: str, dice: Dice) -> Part:
        page = quotation.linked(quotation.paragraphs(text, "br"))
        return text_part(
            f"<html><body>{page}</body></html>",
            "utf-8",
            "base64" if self.version == "python" else "quoted-printable",
            "html",
        )

    def own_fields(self, draft: Draft, index: bytes) -> List[Field]:
        return (
            [("X-Mailer", "PHPMailer 6.1.4 (https://github.com/PHPMailer/PHPMailer)")]
            if self.version == "php"
            else [("X-Mailer", "Microsoft Outlook 16.0")] if self.version == "outlook" else []
        )
