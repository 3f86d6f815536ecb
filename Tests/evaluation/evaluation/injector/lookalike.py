"""Domains that look like another."""

from __future__ import annotations

from ..dice import Dice

_SHAPES = (
    ("m", "rn"),
    ("rn", "m"),
    ("l", "1"),
    ("i", "l"),
    ("o", "0"),
    ("w", "vv"),
    ("e", "c"),
    ("g", "q"),
    ("u", "v"),
)


def domain(real: str, dice: Dice) -> str:
    """A domain that a reader takes for the real one."""
    name, _, tail = real.partition(".")
    while "." in tail and len(name) < 4:
        extra, _, tail = tail.partition(".")
        name += f".{extra}"
    for _ in range(8):
        kind = dice.between(0, 6)
        if kind == 0:
            other = dice.pick(("com", "net", "co", "org", "cc", "biz", "eu", "cam", "cm"))
            made = f"{name}.{other}"
        elif kind == 1:
            old, new = dice.pick(_SHAPES)
            made = f"{name.replace(old, new, 1)}.{tail}"
        elif kind == 2 and len(name) > 4:
            place = dice.between(1, len(name) - 2)
            made = f"{name[:place]}{name[place + 1]}{name[place]}{name[place + 2:]}.{tail}"
        elif kind == 3:
            place = dice.between(1, len(name) - 1)
            made = f"{name[:place]}{name[place - 1]}{name[place:]}.{tail}"
        elif kind == 4 and len(name) > 5:
            place = dice.between(2, len(name) - 2)
            made = f"{name[:place]}{name[place + 1:]}.{tail}"
        elif kind == 5:
            made = f"{name}{dice.pick(('-', 's', '-int', '-online', '-mail', 'group'))}.{tail}".replace("-.", "-co.")
        else:
            place = dice.between(2, max(2, len(name) - 2))
            made = f"{name[:place]}-{name[place:]}.{tail}"
        if made != real:
            return made
    return f"{name}-{dice.between(1, 9)}.{tail}"
