"""MIME bodies: leaves, multiparts, encodings (RFC 2045 to 2047, 2231)."""

from __future__ import annotations

import base64
import html
import quopri
import re
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from typing import List, Sequence, Tuple

Field = Tuple[str, str]


@dataclass(frozen=True)
class Attachment:
    """A file that goes along with a message."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Part:
    """Header fields of a body part, and its bytes."""

    fields: Tuple[Field, ...]
    body: bytes


def text_part(
    text: str, charset: str, encoding: str, subtype: str = "plain", parameters: str = "", quote: str = '"'
) -> Part:
    """A text leaf; encoding is 7bit, 8bit, quoted-printable or base64."""
    if charset.lower() != "utf-8":
        try:
            text.encode(charset)
        except (UnicodeEncodeError, LookupError):
            charset, encoding = "utf-8", encoding if encoding != "7bit" else "quoted-printable"
    data = text.encode(charset)
    if encoding in ("7bit", "8bit"):
        long_line = any(len(line) > 990 for line in data.split(b"\n"))
        if long_line or (encoding == "7bit" and not data.isascii()):
            encoding = "quoted-printable"
    if encoding == "quoted-printable":
        data = quopri.encodestring(data)
    elif encoding == "base64":
        data = base64.encodebytes(data)
    if not data.endswith(b"\n"):
        data += b"\n"
    content_type = f"text/{subtype}; charset={quote}{charset}{quote}{parameters}"
    return Part((("Content-Type", content_type), ("Content-Transfer-Encoding", encoding)), data)


def file_part(attachment: Attachment, description: bool = False) -> Part:
    """A leaf that carries a file; Outlook gives it a description."""
    name = encoded_words(attachment.name, "utf-8", "B")
    fields = [("Content-Type", f'{attachment.content_type}; name="{name}"')]
    if description:
        fields.append(("Content-Description", name))
        fields.append(("Content-Disposition", f'attachment; filename="{name}"; size={len(attachment.content)}'))
    else:
        fields.append(("Content-Disposition", f'attachment; filename="{name}"'))
    fields.append(("Content-Transfer-Encoding", "base64"))
    return Part(tuple(fields), base64.encodebytes(attachment.content))


def multipart(subtype: str, boundary: str, children: Sequence[Part], preamble: str = "", parameters: str = "") -> Part:
    chunks: List[bytes] = [preamble.encode()]
    mark = b"--" + boundary.encode()
    for child in children:
        chunks += [mark, b"\n", fields_bytes(child.fields), b"\n", child.body]
        if not child.body.endswith(b"\n"):
            chunks.append(b"\n")
        chunks.append(b"\n")
    chunks += [mark, b"--\n"]
    return Part((("Content-Type", f'multipart/{subtype};{parameters}\n boundary="{boundary}"'),), b"".join(chunks))


def fields_bytes(fields: Sequence[Field]) -> bytes:
    return b"".join(fold(name, value).encode("utf-8", "surrogateescape") + b"\n" for name, value in fields)


def fold(name: str, value: str, limit: int = 78) -> str:
    """A header field, folded before blanks unless the value is folded already."""
    if "\n" in value or len(name) + len(value) + 2 <= limit:
        return f"{name}: {value}"
    lines: List[str] = []
    line = f"{name}:"
    for word in value.split(" "):
        if len(line) + 1 + len(word) > limit and not line.endswith(":") and line.strip():
            lines.append(line)
            line = ""
        line += f" {word}"
    return "\n".join(lines + [line])


def encoded_words(text: str, charset: str, form: str) -> str:
    """RFC 2047 encoded words where the text needs them, in form `B` or `Q`."""
    if text.isascii():
        return text
    try:
        text.encode(charset)
    except (UnicodeEncodeError, LookupError):
        charset = "utf-8"
    words: List[str] = []
    piece = ""
    for character in text:
        if len((piece + character).encode(charset)) > 36:
            words.append(_word(piece, charset, form))
            piece = ""
        piece += character
    words.append(_word(piece, charset, form))
    return " ".join(words)


def _word(text: str, charset: str, form: str) -> str:
    data = text.encode(charset)
    if form == "B":
        return f"=?{charset}?B?{base64.b64encode(data).decode()}?="
    coded = "".join(
        chr(byte) if (chr(byte).isalnum() and byte < 128) else "_" if byte == 32 else f"={byte:02X}" for byte in data
    )
    return f"=?{charset}?Q?{coded}?="


def readable_text(data: bytes) -> str:
    """The text of a message: its first plain part, otherwise its HTML without marks."""
    try:
        message = message_from_bytes(data)
        plain, page = "", ""
        for part in message.walk():
            kind = part.get_content_type()
            if part.is_multipart() or part.get_filename() or kind not in ("text/plain", "text/html"):
                continue
            text = (part.get_payload(decode=True) or b"").decode(_charset(part), "replace")
            if kind == "text/plain" and not plain:
                plain = text
            elif kind == "text/html" and not page:
                page = text
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, AssertionError):
        return ""
    return (plain or strip_html(page)).replace("\r\n", "\n")


def _charset(part) -> str:
    name = part.get_content_charset() or "utf-8"
    try:
        "".encode(name)
        return name
    except (LookupError, ValueError):
        return "latin-1"


def strip_html(page: str) -> str:
    page = re.sub(r"(?is)<(style|script|head)\b.*?</\1>", "", page)
    page = re.sub(r"(?i)<br\s*/?>|</p>|</div>|</tr>", "\n", page)
    return html.unescape(re.sub(r"(?s)<[^>]*>", "", page))
