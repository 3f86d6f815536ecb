"""A message as header fields and a body, changed field by field and written back."""

from __future__ import annotations

import re
from email.header import decode_header
from typing import List, Optional, Tuple

Mailbox = Tuple[str, str]
_FIELD = re.compile(rb"^([!-9;-~]+)[ \t]*:(.*)$", re.DOTALL)
_ADDRESS = re.compile(r'(?:"((?:[^"\\]|\\.)*)"|([^,<>"]*))\s*<([^<>\s@]+@[^<>\s@]+)>|([^\s,<>;"@]+@[^\s,<>;"@]+)')
_ID = re.compile(r"<([^<>\s]+@[^<>\s]+)>")


class Message:
    """Header fields in order (a value keeps its folding, without the last line end) and the body."""

    def __init__(self, fields: List[Tuple[str, bytes]], body: bytes) -> None:
        self.fields = fields
        self.body = body

    @classmethod
    def read(cls, data: bytes) -> "Message":
        head, _, body = data.partition(b"\n\n")
        if b"\r\n" in head:
            head, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
        fields: List[Tuple[str, bytes]] = []
        for line in head.split(b"\n"):
            if line[:1] in b" \t" and line and fields:
                name, value = fields[-1]
                fields[-1] = (name, value + b"\n" + line)
                continue
            match = _FIELD.match(line)
            if match:
                fields.append((match[1].decode("ascii"), match[2].lstrip(b" ")))
        return cls(fields, body)

    def copy(self) -> "Message":
        return Message(list(self.fields), self.body)

    def index(self, name: str) -> Optional[int]:
        wanted = name.lower()
        for number, (field, _) in enumerate(self.fields):
            if field.lower() == wanted:
                return number
        return None

    def get(self, name: str) -> str:
        """The first value of that name, unfolded; empty where there is none."""
        number = self.index(name)
        if number is None:
            return ""
        return _text(self.fields[number][1])

    def all(self, name: str) -> List[str]:
        wanted = name.lower()
        return [_text(value) for field, value in self.fields if field.lower() == wanted]

    def decoded(self, name: str) -> str:
        return decoded(self.get(name))

    def set(self, name: str, value: str, after: str = "") -> None:
        """Replaces the first field of that name, or adds one (behind `after`, where that stands)."""
        data = value.encode("utf-8", "surrogateescape")
        number = self.index(name)
        if number is not None:
            self.fields[number] = (self.fields[number][0], data)
            return
        place = self.index(after) if after else None
        self.fields.insert(len(self.fields) if place is None else place + 1, (name, data))

    def remove(self, *names: str) -> None:
        gone = {name.lower() for name in names}
        self.fields = [(name, value) for name, value in self.fields if name.lower() not in gone]

    def write(self) -> bytes:
        return b"".join(name.encode() + b": " + value + b"\n" for name, value in self.fields) + b"\n" + self.body


def _text(value: bytes) -> str:
    return re.sub(r"\n[ \t]+", " ", value.decode("utf-8", "replace")).strip()


def decoded(value: str) -> str:
    """A header value with its encoded words decoded; what cannot be decoded stays as it is."""
    if "=?" not in value:
        return value
    try:
        parts = decode_header(value)
        return "".join(
            part if isinstance(part, str) else part.decode(charset or "latin-1", "replace") for part, charset in parts
        )
    except Exception:  # noqa: BLE001 - hostile header fields raise many things
        return value


def mailboxes(value: str) -> List[Mailbox]:
    """(name, address) pairs of an address field; lenient, because only mail that is to be answered is read so."""
    pairs: List[Mailbox] = []
    for quoted, plain, bracketed, bare in _ADDRESS.findall(value):
        name = quoted.replace("\\", "") if quoted else plain
        pairs.append((decoded(name.strip()), (bracketed or bare).lower()))
    return pairs


def identifiers(value: str) -> List[str]:
    """The message identifiers in a value, without brackets."""
    return _ID.findall(value)
