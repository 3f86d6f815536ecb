"""Thread-Index in its real encodings ([MS-OXOMSG] 2.2.1.3, and what Exchange makes of it)."""

from __future__ import annotations

import base64
import binascii

from ..dice import Dice
from ..wire.dates import file_time

_HEADER, _BLOCK = 22, 5


def begin_outlook(moment: int, dice: Dice) -> bytes:
    """Desktop Outlook: 48 bits of the time, then the GUID."""
    return (file_time(moment + dice.random()) >> 16).to_bytes(6, "big") + dice.bytes(16)


def begin_exchange(moment: int, dice: Dice) -> bytes:
    """Exchange and Outlook on the web: 01, 40 bits of the time, then the GUID (`AQH…`)."""
    return b"\x01" + (file_time(moment + dice.random()) >> 24).to_bytes(5, "big") + dice.bytes(16)


def begin_timeless(dice: Dice) -> bytes:
    """Exchange without a usable time (`AQG…`, `AQI…`)."""
    return b"\x01" + dice.pick((b"\x01", b"\x02")) + dice.bytes(20)


def extend(index: bytes, moment: int, dice: Dice) -> bytes:
    """One more block; deltas accumulate from the base as read from six bytes, modulo 2^54 (or 2^49, if fine)."""
    elapsed = (file_time(moment + dice.random()) - _last(index)) % (1 << 54)
    coarse = index[:1] == b"\x01" or elapsed >= 1 << 49
    value = (1 << 31) | (elapsed >> 23) if coarse else elapsed >> 18
    return index + (value & 0xFFFF_FFFF).to_bytes(4, "big") + dice.bytes(1)


def _last(index: bytes) -> int:
    total = int.from_bytes(index[:6], "big") << 16
    for start in range(_HEADER, len(index) - _BLOCK + 1, _BLOCK):
        value = int.from_bytes(index[start : start + 4], "big")
        total += (value & 0x7FFF_FFFF) << (23 if value >> 31 else 18)
    return total


def read(text: str) -> bytes:
    """The bytes of a field; nothing where they are no index."""
    try:
        data = base64.b64decode("".join(text.split()), validate=False)
    except (binascii.Error, ValueError):
        return b""
    return data if len(data) >= _HEADER and (len(data) - _HEADER) % _BLOCK == 0 else b""


def write(index: bytes) -> str:
    text = base64.b64encode(index).decode()
    return "\n ".join(text[start : start + 76] for start in range(0, len(text), 76))
