"""Dates of mail (RFC 5322 3.3) as seconds since 1970 and minutes of zone."""

from __future__ import annotations

import time
from email.utils import parsedate_tz, mktime_tz
from typing import Optional, Tuple

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DAY = 86_400


def read(text: str) -> Optional[Tuple[int, int]]:
    """Seconds and zone of a date; nothing where it cannot be read."""
    parsed = parsedate_tz(text)
    if parsed is None:
        return None
    try:
        moment = int(mktime_tz(parsed))
    except (ValueError, OverflowError):
        return None
    return moment, (parsed[9] or 0) // 60


def write(moment: int, zone: int, name: str = "") -> str:
    """A Date value; `name` is a comment such as CET."""
    at = time.gmtime(moment + zone * 60)
    sign = "-" if zone < 0 else "+"
    comment = f" ({name})" if name else ""
    return (
        f"{DAYS[at.tm_wday]}, {at.tm_mday} {MONTHS[at.tm_mon - 1]} {at.tm_year} {at.tm_hour:02}:{at.tm_min:02}:"
        f"{at.tm_sec:02} {sign}{abs(zone) // 60:02}{abs(zone) % 60:02}{comment}"
    )


def like(model: str, moment: int, zone: int) -> str:
    """A Date value in the habits of a model: with or without a weekday, with two digits for the day or one."""
    text = write(moment, zone)
    if "," not in model:
        text = text.partition(", ")[2]
    day = model.partition(", ")[2] if "," in model else model
    if day[:1] == "0" or (day[:2].isdigit() and text.partition(", ")[2][1:2] == " " and day[:1] == "0"):
        head, _, tail = text.partition(", ") if "," in model else ("", "", text)
        if tail[1:2] == " ":
            tail = "0" + tail
        text = f"{head}, {tail}" if head else tail
    return text


def separator(moment: int) -> str:
    """The date of an mbox separator."""
    at = time.gmtime(moment)
    return (
        f"{DAYS[at.tm_wday]} {MONTHS[at.tm_mon - 1]} {at.tm_mday:2} {at.tm_hour:02}:{at.tm_min:02}:"
        f"{at.tm_sec:02} {at.tm_year}"
    )


def file_time(moment: float) -> int:
    """100 ns ticks since 1601 ([MS-DTYP] 2.3.3)."""
    return int((moment + 11_644_473_600) * 10_000_000)
