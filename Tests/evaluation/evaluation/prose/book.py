"""The shape of a phrase book, and how a sentence is drawn from it.

`[a|b]` is a choice; `{item} {place} {day} {n} {amount} {ref} {month}` are slots.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Dict, Tuple

from ..dice import UPPER, Dice

Lines = Tuple[str, ...]
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Book:
    """Sentences of one language by what they do in a conversation, and the words of mail clients in it."""

    code: str
    items: Lines
    places: Lines
    days: Lines
    months: Lines
    weekdays: Lines
    subjects: Lines
    hellos: Lines
    statements: Lines
    questions: Lines
    answers: Lines
    asides: Lines
    closings: Lines
    farewells: Lines
    # Honest mail with something in it.
    file_notes: Lines
    link_notes: Lines
    # What attackers write.
    link_lures: Lines
    file_lures: Lines
    passwords: Lines
    bank_changes: Lines
    warnings: Lines
    # Automatic mail.
    absence: Tuple[str, Lines]
    accepted: str
    newsletter: Lines
    # Words of clients.
    labels: Tuple[str, str, str, str, str]
    attribution: str
    reply_prefix: str
    forward_prefix: str
    phone_line: str


def fill(line: str, book: Book, dice: Dice, known: Dict[str, str]) -> str:
    """The sentence with its choices made and its slots filled; `known` fixes the topic of a conversation."""
    while "[" in line:
        new = _CHOICE.sub(lambda match: dice.pick(match[1].split("|")), line)
        if new == line:
            break
        line = new
    return _SLOT.sub(lambda match: known.get(match[1]) or _slot(match[1], book, dice), line)


def _slot(name: str, book: Book, dice: Dice) -> str:
    if name == "item":
        return dice.pick(book.items)
    if name == "place":
        return dice.pick(book.places)
    if name == "day":
        return dice.pick(book.days)
    if name == "month":
        return dice.pick(book.months)
    if name == "amount":
        cents = dice.pick((f"{dice.between(1, 98)}.{dice.between(100, 999)}", f"{dice.between(120, 990)}"))
        return f"{cents} EUR"
    if name == "ref":
        return f"{dice.letters(dice.between(1, 3), UPPER)}{dice.pick('-/ ')}{dice.between(100, 98765)}"
    if name == "n":
        return str(dice.between(2, 60))
    return f"{{{name}}}"  # filled in by the caller: link, password, iban, bic, name
