"""A message made from another of the same sender: same client, servers, zone, order and form of everything."""

from __future__ import annotations

import re
from typing import List, Optional, Sequence, Tuple

from ..archive import Stored
from ..clients import thread_index
from ..clients.draft import Draft, Mailbox
from ..dice import Dice
from ..prose import BOOKS
from ..clients import quotation
from ..wire import dates, forms
from ..wire.bodies import Part, encoded_words, file_part, multipart, text_part
from ..wire.message import Message

_ADDRESS = re.compile(rb"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b")
_DATE = re.compile(
    rb";\s*((?:[A-Z][a-z]{2},\s+)?\d{1,2}\s+[A-Z][a-z]{2}\s+\d{4}\s+\d\d:\d\d:\d\d\s+[+-]\d{4}(?:\s+\([^)]*\))?)\s*$"
)
_BOUNDARY = re.compile(r'boundary="?([^";\s]+)"?', re.IGNORECASE)
_ENCODING = re.compile(r"content-transfer-encoding:\s*(\S+)", re.IGNORECASE)
_CHARSET = re.compile(r'charset="?([^";\s]+)"?', re.IGNORECASE)
TRACE = (
    "received",
    "x-received",
    "return-path",
    "delivered-to",
    "x-original-to",
    "arc-",
    "dkim-",
    "x-google-",
    "x-gm-",
    "authentication-results",
    "received-spf",
    "x-ms-exchange-",
    "x-virus",
    "x-greylist",
    "x-spam",
    "x-mimecast",
    "x-mc-unique",
)


def imitated(model: Stored, draft: Draft, dice: Dice, sibling: Optional[Stored]) -> Tuple[bytes, str, List[str]]:
    """The delivered bytes, the id and the references of `draft`, in everything else like `model`.

    `sibling`, a second message of the sender, shows which parts of ids stay.
    """
    message = model.message
    parent = draft.parent
    identifier = forms.identifier(model.id, draft.moment, dice, sibling.id if sibling else None)
    references = [*parent.references, parent.id][-40:] if parent is not None and draft.writes_links else []
    _shift_trace(message, model.moment, draft.moment, dice, None)
    message.set("Date", dates.like(message.get("date"), draft.moment, draft.zone))
    message.set("Message-ID", f"<{identifier}>")
    prefix = re.match(r"\s*((?:re|aw|sv|antw|odp|r)\s*:\s*)", model.subject, re.IGNORECASE)
    bare = parent.subject if parent is not None else draft.subject
    bare = re.sub(r"^(?:\s*(?:re|aw|sv|antw|odp|r|fw|fwd|wg|tr)\s*:\s*)+", "", bare, flags=re.IGNORECASE)
    subject = draft.fixed_subject or ((prefix[1] if prefix else "Re: ") if parent is not None else "") + bare
    message.set("Subject", encoded_words(subject, "utf-8", "Q"))
    _addresses(message, draft.to, draft.cc)
    _links(message, references)
    _index(message, draft, bare, dice)
    _body(message, model, draft, dice)
    return message.write(), identifier, references


def trace_of(model: Stored, moment: int, dice: Dice, foreign_address: Optional[str]) -> List[Tuple[str, bytes]]:
    """The servers' fields of a model at another moment; `foreign_address` replaces that of the client in the first hop."""
    message = model.message
    _shift_trace(message, model.moment, moment, dice, foreign_address)
    return [(name, value) for name, value in message.fields if name.lower().startswith(TRACE)]


def _shift_trace(message: Message, old: int, new: int, dice: Dice, foreign_address: Optional[str]) -> None:
    """Moves the dates of Received fields; queue ids are drawn anew."""
    last = max((number for number, (name, _) in enumerate(message.fields) if name.lower() == "received"), default=-1)
    for number, (name, value) in enumerate(message.fields):
        lower = name.lower()
        if lower in ("received", "x-received"):
            match = _DATE.search(value)
            if match:
                shown = " ".join(match[1].decode("ascii", "replace").split())
                when = dates.read(shown)
                if when:
                    shifted = dates.like(shown, max(new, when[0] - old + new), when[1])
                    value = value[: match.start(1)] + shifted.encode()
            if number == last and foreign_address:
                value = _ADDRESS.sub(foreign_address.encode(), value)
            value = re.sub(
                rb"\bid ([0-9A-Za-z.]{6,})",
                lambda m: (
                    m[0] if re.fullmatch(rb"[\d.]+", m[1]) else b"id " + forms.alike(m[1].decode(), new, dice).encode()
                ),
                value,
            )
            message.fields[number] = (name, value)
        elif lower == "x-ms-exchange-organization-network-message-id":
            message.fields[number] = (name, forms.alike(value.decode("latin-1"), new, dice).encode())


def _addresses(message: Message, to: Sequence[Mailbox], cc: Sequence[Mailbox]) -> None:
    def text(people: Sequence[Mailbox]) -> str:
        return ",\n ".join(f"{_phrase(name)} <{address}>" if name else address for name, address in people)

    message.set("To", text(to), "From")
    if cc:
        message.set("Cc", text(cc), "To")
    else:
        message.remove("Cc")


def _phrase(name: str) -> str:
    if not name.isascii():
        return encoded_words(name, "utf-8", "Q")
    return f'"{name}"' if re.search(r"[^A-Za-z0-9 '\-]", name) else name


def _links(message: Message, references: List[str]) -> None:
    if not references:
        message.remove("In-Reply-To", "References")
        return
    message.set("In-Reply-To", f"<{references[-1]}>", "Message-ID")
    message.set("References", "\n ".join(f"<{one}>" for one in references), "Message-ID")


def _index(message: Message, draft: Draft, topic: str, dice: Dice) -> None:
    if message.index("Thread-Index") is None:
        return
    if not draft.writes_index:
        message.remove("Thread-Index", "Thread-Topic")
        return
    old = thread_index.read(message.get("Thread-Index"))
    parent = draft.parent.index if draft.parent is not None else b""
    if parent:
        new = thread_index.extend(parent, draft.moment, dice)
    elif old[:1] == b"\x01" and old[1:2] != b"\x01":
        new = thread_index.begin_outlook(draft.moment, dice)
    elif old[:1] == b"\x01":
        new = thread_index.begin_exchange(draft.moment, dice)
    else:
        new = thread_index.begin_outlook(draft.moment, dice)
    message.set("Thread-Index", thread_index.write(new))
    if message.index("Thread-Topic") is not None:
        message.set("Thread-Topic", encoded_words(topic, "utf-8", "B"))


def _quoted(model: Stored, draft: Draft) -> str:
    """The parent in the manner in which the model quotes."""
    if draft.parent is None or not draft.quotes:
        return ""
    parent, language = draft.parent, draft.language
    labels = BOOKS[language].labels
    who = f"{parent.name} <{parent.address}>" if parent.name else parent.address
    if re.search(rf"^(?:From:|{re.escape(labels[0])})\s", model.text, re.MULTILINE):
        rule = "_" * 32 + "\n" if "\n" + "_" * 32 + "\n" in model.text else ""
        return f"\n\n{rule}{quotation.block(parent, language, draft.zone)}\n\n{parent.text.rstrip()}\n"
    line = quotation.attribution(parent, language, draft.zone)
    if language == "en":
        at = dates.write(parent.moment, draft.zone)
        found = re.search(r"^On .{5,120}?wrote:$", model.text.replace(",\n", ", "), re.MULTILINE | re.DOTALL)
        shown = found[0] if found else ""
        if re.match(r"On \d+/\d+/\d+", shown):
            line = (
                f"On {dates.MONTHS.index(at.split()[2]) + 1}/{at.split()[1]}/{at.split()[3][2:]} {at.split()[4][:5]},"
                f" {parent.name} wrote:"
            )
        elif re.match(r"On \d{4}/\d+/\d+ ", shown):
            line = (
                f"On {at.split()[3]}/{dates.MONTHS.index(at.split()[2]) + 1}/{at.split()[1]} {at.split()[4][:5]},"
                f" {parent.name} wrote:"
            )
        elif re.match(r"On [A-Z][a-z]{2}, [A-Z][a-z]{2} \d", shown):
            bits = at.split()
            line = f"On {bits[0]} {bits[2]} {bits[1]}, {bits[3]} at {bits[4][:5]}, {who} wrote:"
        elif re.match(r"On [A-Z][a-z]{2}, \d", shown):
            line = f"On {at.rpartition(' ')[0]}, {who} wrote:"
    return f"\n{line}\n{quotation.marked(parent.text)}\n"


def _body(message: Message, model: Stored, draft: Draft, dice: Dice) -> None:
    kind = message.get("content-type").lower()
    text = draft.text.rstrip() + "\n" + _quoted(model, draft)
    html_model = kind.startswith("multipart/") and b"text/html" in model.raw
    charset = _first(_CHARSET, model.raw, "utf-8")
    encoding = _first(_ENCODING, model.raw, "quoted-printable" if html_model else "7bit").lower()
    if encoding not in ("7bit", "8bit", "quoted-printable", "base64"):
        encoding = "8bit"
    if charset.lower() in ("us-ascii", "ascii") and not text.isascii():
        charset = "utf-8"
    try:
        "x".encode(charset)
    except LookupError:
        charset = "utf-8"
    boundary = _first(_BOUNDARY, model.raw, "----=_Part_5012_118")
    if html_model:
        page = _page(model, draft)
        part: Part = multipart(
            "alternative",
            forms.alike(boundary, draft.moment, dice),
            [text_part(text, charset, encoding), text_part(page, charset, encoding, "html")],
        )
    else:
        flowed = "; format=flowed" if "format=flowed" in kind else ""
        part = text_part(
            text, charset, encoding, parameters=flowed, quote='"' if '"' in message.get("content-type") else ""
        )
    if draft.attachments:
        part = multipart(
            "mixed",
            (
                forms.alike(boundary, draft.moment, dice)
                if html_model or "multipart" in kind
                else f"------------{dice.hex(24).upper()}"
            ),
            [part, *(file_part(one, "X-MS-Has-Attach".encode() in model.raw) for one in draft.attachments)],
        )
    for name, value in part.fields:
        message.set(name, value)
    if len(part.fields) == 1:
        message.remove("Content-Transfer-Encoding")
    message.body = part.body


def _page(model: Stored, draft: Draft) -> str:
    """HTML in the style of the model's own."""
    raw = model.raw
    style = "mso" if b"MsoNormal" in raw else "div"
    new = quotation.linked(quotation.paragraphs(draft.text, style))
    parent, old = draft.parent, ""
    if parent is not None and draft.quotes:
        if b"gmail_quote" in raw:
            line = quotation.paragraphs(quotation.attribution(parent, draft.language, draft.zone), "br")
            return (
                f'<div dir="ltr">{new}</div><br><div class="gmail_quote"><div dir="ltr"'
                f' class="gmail_attr">{line}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px'
                f' 0.8ex">{quotation.paragraphs(parent.text, "div")}</blockquote></div>'
            )
        head = quotation.paragraphs(
            quotation.block(parent, draft.language, draft.zone), style if style == "mso" else "br"
        )
        if style == "mso":
            old = (
                f'<div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">\n{head}\n</div>\n'
            )
        else:
            old = (
                '<hr tabindex="-1" style="display:inline-block; width:98%">\n<div id="divRplyFwdMsg"'
                f' dir="ltr">{head}</div>\n'
            )
        old += quotation.linked(quotation.paragraphs(parent.text, style))
    top = ""
    decoded = raw if b"=3D" not in raw else raw.replace(b"=\n", b"").replace(b"=3D", b"=")
    match = re.search(rb"<html.*?<body[^>]*>", decoded, re.DOTALL | re.IGNORECASE)
    if match and len(match[0]) < 6000:
        top = match[0].decode("ascii", "ignore")
    opening = '<div class="WordSection1">' if style == "mso" else "<div>"
    return f"{top or '<html><body>'}\n{opening}\n{new}\n{old}\n</div>\n</body>\n</html>\n"


def _first(pattern: "re.Pattern[str]", raw: bytes, other: str) -> str:
    match = pattern.search(raw[:60_000].decode("latin-1"))
    return match[1] if match else other
