"""Reading and writing mbox files (the dialect that quotes every `From ` line, mboxrd)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Iterable, Iterator, List, Tuple

from . import dates

_TIME = re.compile(rb" \d\d:\d\d")
_QUOTED = re.compile(rb"\n>(>*From )")
_UNQUOTED = re.compile(rb"\n(>*From )")


def read(path: Path) -> Iterator[bytes]:
    """The messages of an mboxrd file, quoting undone."""
    data = path.read_bytes()
    starts: List[Tuple[int, int]] = []
    place = 0 if data.startswith(b"From ") else _next(data, 0)
    while place >= 0:
        end = data.find(b"\n", place)
        if end < 0:
            break
        if _TIME.search(data, place, end):
            starts.append((place, end + 1))
        place = _next(data, end)
    for number, (_, begin) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(data)
        message = data[begin:end]
        if message.endswith(b"\n\n"):
            message = message[:-1]
        yield _QUOTED.sub(rb"\n\1", message) if b"\n>From " in message or b"\n>>" in message else message


def _next(data: bytes, place: int) -> int:
    found = data.find(b"\nFrom ", place)
    return found + 1 if found >= 0 else -1


def entry(data: bytes, moment: int, sender: str = "MAILER-DAEMON") -> bytes:
    """One message as it stands in a file."""
    if b"From " in data:
        data = _UNQUOTED.sub(rb"\n>\1", data)
    end = b"\n" if data.endswith(b"\n") else b"\n\n"
    return b"From %s %s\n" % (sender.encode("ascii", "replace"), dates.separator(moment).encode()) + data + end


def write(path: Path, messages: Iterable[Tuple[int, bytes]]) -> None:
    """Writes (moment, message) pairs."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        for moment, data in messages:
            file.write(entry(data, moment))
