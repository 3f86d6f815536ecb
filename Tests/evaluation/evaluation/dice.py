"""Seeded choices: the same seed and label give the same stream."""

from __future__ import annotations

import random
from typing import List, Sequence, TypeVar

T = TypeVar("T")
HEX = "0123456789abcdef"
DIGITS = "0123456789"
LOWER = "abcdefghijklmnopqrstuvwxyz"
UPPER = LOWER.upper()
ALPHANUMERIC = LOWER + UPPER + DIGITS


class Dice(random.Random):
    """A stream of choices; `branch` makes independent ones, so that one part may grow without moving the others."""

    def __init__(self, seed: str = "0") -> None:
        super().__init__(seed)
        self.label = seed

    def __reduce__(self):  # pickling keeps the label only
        return (Dice, (self.label,))

    def branch(self, label: object) -> "Dice":
        return Dice(f"{self.label}/{label}")

    def chance(self, probability: float) -> bool:
        return self.random() < probability

    def between(self, low: int, high: int) -> int:
        """A number from `low` to `high`, both included."""
        return low + int(self.random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        return items[int(self.random() * len(items))]

    def weighted(self, pairs: Sequence) -> object:
        """One of (item, weight) pairs."""
        total = sum(weight for _, weight in pairs)
        mark = self.random() * total
        for item, weight in pairs:
            mark -= weight
            if mark < 0:
                return item
        return pairs[-1][0]

    def several(self, items: Sequence[T], count: int) -> List[T]:
        """`count` different items (fewer where there are not so many)."""
        return self.sample(list(items), min(count, len(items)))

    def letters(self, count: int, alphabet: str = ALPHANUMERIC) -> str:
        return "".join(alphabet[int(self.random() * len(alphabet))] for _ in range(count))

    def hex(self, count: int) -> str:
        return self.letters(count, HEX)

    def bytes(self, count: int) -> bytes:
        return self.getrandbits(count * 8).to_bytes(count, "big") if count else b""
