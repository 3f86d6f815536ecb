"""Bank accounts: valid IBANs (ISO 13616) that belong to nobody."""

from __future__ import annotations

import re
from typing import Tuple

from ..dice import DIGITS, UPPER, Dice

_LENGTHS = {"DE": 22, "PL": 28, "ES": 24, "GB": 22, "FR": 27, "LT": 20, "NL": 18, "IT": 27, "PT": 25}
IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b")


def account(dice: Dice) -> Tuple[str, str]:
    """An IBAN with its check digits, and a BIC."""
    country = dice.pick(tuple(_LENGTHS))
    number = dice.letters(_LENGTHS[country] - 4, DIGITS)
    if country in ("GB", "NL"):
        number = dice.letters(4, UPPER) + number[4:]
    if country == "IT":
        number = dice.pick(UPPER) + number[1:]
    digits = "".join(str(int(character, 36)) for character in number + country + "00")
    return f"{country}{98 - int(digits) % 97:02}{number}", f"{dice.letters(4, UPPER)}{country}{dice.letters(2, UPPER)}"


def spaced(iban: str) -> str:
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))
