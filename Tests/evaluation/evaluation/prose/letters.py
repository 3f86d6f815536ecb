"""Letters between people: a topic that stays, sentences that do not repeat, personal habits."""

from __future__ import annotations

import time
from typing import Dict

from ..dice import LOWER, Dice
from . import BOOKS
from .book import fill

Topic = Dict[str, str]


def topic(language: str, dice: Dice) -> Topic:
    """What a conversation is about: some slots are fixed, the rest is drawn for each sentence."""
    book = BOOKS[language]
    fixed: Topic = {"item": dice.pick(book.items)}
    if dice.chance(0.5):
        fixed["place"] = dice.pick(book.places)
    return fixed


def subject(language: str, about: Topic, dice: Dice) -> str:
    text = fill(dice.pick(BOOKS[language].subjects), BOOKS[language], dice, about)
    return text[:1].upper() + text[1:]


def sentence(kind: str, language: str, dice: Dice, about: Topic) -> str:
    """One sentence of a kind (a field of the book)."""
    book = BOOKS[language]
    return fill(dice.pick(getattr(book, kind)), book, dice, about)


def letter(
    language: str,
    about: Topic,
    name: str,
    signature: str,
    dice: Dice,
    *,
    answering: bool,
    brief: float = 0.2,
    extra: str = "",
) -> str:
    """A letter between a greeting and a signature. `brief` is the writer's chance to write one line only."""
    book = BOOKS[language]
    loose = {key: value for key, value in about.items() if key == "item" or dice.chance(0.6)}
    kinds = ["answers" if answering else "statements"]
    if not dice.chance(brief):
        pool = ["statements", "questions", "asides", "answers" if answering else "questions"]
        kinds += dice.several(pool, dice.between(1, 4))
        if dice.chance(0.5):
            kinds.append("closings")
    elif not answering:
        kinds.append("questions")
    lines = [sentence(kind, language, dice, loose if number == 0 else {}) for number, kind in enumerate(kinds)]
    if language == "en":
        lines = [line[:1].upper() + line[1:] for line in lines]
    body = lines[0]
    for line in lines[1:]:
        body += ("\n\n" if dice.chance(0.25) else " ") + line
    if extra:
        body += f"\n\n{extra}"
    hello = "" if dice.chance(brief / 2) else dice.pick(book.hellos).replace("{name}", name) + "\n\n"
    farewell = "" if dice.chance(brief / 2) else f"\n\n{dice.pick(book.farewells)}"
    return f"{hello}{body}{farewell}\n{signature}".rstrip() + "\n"


def outlook_date(language: str, moment: int, zone: int) -> str:
    """The date in Outlook's quoted header block."""
    book = BOOKS[language]
    at = time.gmtime(moment + zone * 60)
    day, month = book.weekdays[at.tm_wday], book.months[at.tm_mon - 1]
    if language == "en":
        return (
            f"{day}, {month} {at.tm_mday},"
            f" {at.tm_year} {at.tm_hour % 12 or 12}:{at.tm_min:02} {'AM' if at.tm_hour < 12 else 'PM'}"
        )
    if language == "de":
        return f"{day}, {at.tm_mday}. {month} {at.tm_year} {at.tm_hour:02}:{at.tm_min:02}"
    if language in ("es", "pt"):
        return f"{day}, {at.tm_mday} de {month} de {at.tm_year} {at.tm_hour}:{at.tm_min:02}"
    return f"{day} {at.tm_mday} {month} {at.tm_year} {at.tm_hour:02}:{at.tm_min:02}"


def short_date(language: str, moment: int, zone: int) -> str:
    """The date in the attribution line of other clients."""
    at = time.gmtime(moment + zone * 60)
    book = BOOKS[language]
    if language == "en":
        return (
            f"{book.weekdays[at.tm_wday][:3]}, {at.tm_mday} {book.months[at.tm_mon - 1][:3]} {at.tm_year} at"
            f" {at.tm_hour:02}:{at.tm_min:02}"
        )
    clock = {"de": " um ", "fr": " à ", "nl": " om ", "pl": " o ", "es": " a las ", "it": " alle ore ", "pt": " às "}[
        language
    ]
    if language in ("de", "pl", "nl"):
        return f"{at.tm_mday:02}.{at.tm_mon:02}.{at.tm_year}{clock}{at.tm_hour:02}:{at.tm_min:02}"
    month = book.months[at.tm_mon - 1]
    return f"{at.tm_mday} {month[:4]} {at.tm_year}{clock}{at.tm_hour:02}:{at.tm_min:02}"


def invented_name(dice: Dice, syllables: int = 0) -> str:
    """A pronounceable word that is nobody's name."""
    out = ""
    for _ in range(syllables or dice.between(2, 4)):
        out += dice.pick("bcdfghklmnprstvwz") + dice.pick("aeiou") + (dice.pick("lnrst") if dice.chance(0.35) else "")
    return out if len(out) > 3 else out + dice.letters(3, LOWER)
