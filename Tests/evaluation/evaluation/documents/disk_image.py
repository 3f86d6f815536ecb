"""ISO 9660 images (ECMA-119) of one folder, and shell links ([MS-SHLLINK])."""

from __future__ import annotations

import struct
from typing import List, Sequence, Tuple

_SECTOR = 2048


def iso(files: Sequence[Tuple[str, bytes]], label: str) -> bytes:
    """An image with the files in its root."""
    root_at, first = 20, 21
    places: List[int] = []
    at = first
    for _, content in files:
        places.append(at)
        at += max(1, -(-len(content) // _SECTOR))
    root = _entry(b"\0", root_at, _SECTOR, 2) + _entry(b"\1", root_at, _SECTOR, 2)
    for (name, content), place in zip(files, places):
        root += _entry(name.upper().encode("ascii") + b";1", place, len(content), 0)
    path_table = struct.pack("<BBIH", 1, 0, root_at, 1) + b"\0\0"
    volume = bytearray(_SECTOR)
    volume[0:7] = b"\x01CD001\x01"
    volume[40:72] = label.upper().encode("ascii", "replace")[:32].ljust(32)
    volume[80:88] = _both(at)
    volume[120:124] = volume[124:128] = struct.pack("<H", 1) + struct.pack(">H", 1)
    volume[128:132] = struct.pack("<H", _SECTOR) + struct.pack(">H", _SECTOR)
    volume[132:140] = _both(len(path_table))
    volume[140:144] = struct.pack("<I", 18)
    volume[156:190] = _entry(b"\0", root_at, _SECTOR, 2)
    volume[881] = 1
    end = bytearray(_SECTOR)
    end[0:7] = b"\xffCD001\x01"
    out = bytes(16 * _SECTOR) + bytes(volume) + bytes(end) + path_table.ljust(_SECTOR, b"\0") + bytes(_SECTOR)
    out += root.ljust(_SECTOR, b"\0")
    for _, content in files:
        size = max(1, -(-len(content) // _SECTOR)) * _SECTOR
        out += content.ljust(size, b"\0")
    return out


def shell_link(arguments: str) -> bytes:
    """A shortcut to the command interpreter with arguments that do nothing."""
    flags = 0x20 | 0x80 | 0x08  # arguments, Unicode, relative path
    head = struct.pack("<I", 0x4C) + bytes.fromhex("0114020000000000c000000000000046")
    head += struct.pack("<II", flags, 0) + bytes(24) + struct.pack("<IIIH", 0, 0, 7, 0) + bytes(10)
    relative = "..\\..\\Windows\\System32\\cmd.exe"
    return head + _text(relative) + _text(arguments) + bytes(4)


def _text(value: str) -> bytes:
    return struct.pack("<H", len(value)) + value.encode("utf-16-le")


def _both(value: int) -> bytes:
    return struct.pack("<I", value) + struct.pack(">I", value)


def _entry(name: bytes, place: int, size: int, flags: int) -> bytes:
    length = 33 + len(name) + (1 - len(name) % 2)
    head = struct.pack("<BB", length, 0) + _both(place) + _both(size) + bytes([121, 9, 21, 8, 0, 0, 0, flags, 0, 0])
    head += struct.pack("<H", 1) + struct.pack(">H", 1) + bytes([len(name)]) + name
    return head.ljust(length, b"\0")
