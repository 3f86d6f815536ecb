"""New tokens in the form of given ones: what a client would have written a day later."""

from __future__ import annotations

import re
import time
from typing import Optional

from ..dice import ALPHANUMERIC, DIGITS, HEX, LOWER, UPPER, Dice

_RUN = re.compile(r"[A-Za-z0-9]+")
_HEX_AND_NAME = re.compile(r"[0-9a-f]{32}([A-Za-z0-9]*[g-zA-Z][A-Za-z0-9]*)")
_STAMP = re.compile(r"(?:19|20)\d{2}[01]\d[0-3]\d(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?")


def alike(model: str, moment: int, dice: Dice, other: Optional[str] = None) -> str:
    """A token in the form of the model.

    Runs of letters and digits are drawn anew within their alphabet; a run that `other`, a second token of the same
    writer, has in the same place stays, as does a short word. A date in digits becomes that of the moment.
    """
    start = _common_start(model, other)
    if start:
        return model[:start] + alike(model[start:], moment, dice)
    kept = _common_runs(model, other)
    out = []
    place = 0
    for number, match in enumerate(_RUN.finditer(model)):
        out.append(model[place : match.start()])
        out.append(match[0] if number in kept else _redrawn(match[0], moment, dice))
        place = match.end()
    return "".join(out) + model[place:]


def identifier(model: str, moment: int, dice: Dice, other: Optional[str] = None) -> str:
    """A Message-ID (without brackets) in the form of the model; the host stays unless it is a drawn one."""
    local, _, host = model.rpartition("@")
    other_local, _, other_host = (other or "").rpartition("@")
    server = host.partition(".")[0]
    if len(server) > 8 and local.startswith(server):  # Exchange Online: server, then hexadecimal digits
        return f"{server}{dice.letters(len(local) - len(server) - 1, HEX.upper())}0@{host}"
    new = alike(local, moment, dice, other_local or None)
    if other_host and other_host != host and host.split(".")[-2:] == other_host.split(".")[-2:]:
        host = dice.pick((host, other_host))
    if new == local:
        new = local + dice.letters(2, DIGITS)
    return f"{new}@{host}"


def _common_runs(model: str, other: Optional[str]):
    if not other:
        return set()
    mine, theirs = _RUN.findall(model), _RUN.findall(other)
    if len(mine) != len(theirs):
        return set()
    return {number for number, (a, b) in enumerate(zip(mine, theirs)) if a == b}


def _common_start(model: str, other: Optional[str]) -> int:
    """How many first characters a writer's tokens share; one run that goes on behind them is cut there."""
    if not other or abs(len(model) - len(other)) > 3:
        return 0
    count = 0
    while count < min(len(model), len(other)) - 4 and model[count] == other[count]:
        count += 1
    return count if count >= 2 else 0


def _redrawn(run: str, moment: int, dice: Dice) -> str:
    if _STAMP.fullmatch(run):
        return time.strftime("%Y%m%d%H%M%S", time.gmtime(moment))[: len(run)]
    if len(run) < 4:
        return run
    if run.isdigit() and len(run) in (10, 13) and run[0] == "1":
        return f"{moment}{dice.letters(len(run) - 10, DIGITS)}"
    match = _HEX_AND_NAME.fullmatch(run)
    if match:
        return dice.hex(32) + match[1]
    if run.isdigit():
        return dice.pick("123456789") + dice.letters(len(run) - 1, DIGITS)
    if run.isalpha() and len(run) < 12:
        return run
    if all(character in HEX for character in run):
        return dice.hex(len(run))
    if all(character in HEX.upper() for character in run):
        return dice.letters(len(run), HEX.upper())
    if run.islower():
        return dice.letters(len(run), LOWER + DIGITS)
    if run.isupper():
        return dice.letters(len(run), UPPER + DIGITS)
    return dice.letters(len(run), ALPHANUMERIC)
