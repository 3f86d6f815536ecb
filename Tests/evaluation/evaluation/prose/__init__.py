"""What people and attackers write, in eight languages."""

from __future__ import annotations

from typing import Dict

from .book import Book
from .dutch import DUTCH
from .english import ENGLISH
from .french import FRENCH
from .german import GERMAN
from .italian import ITALIAN
from .polish import POLISH
from .portuguese import PORTUGUESE
from .spanish import SPANISH

BOOKS: Dict[str, Book] = {
    book.code: book for book in (ENGLISH, GERMAN, FRENCH, DUTCH, POLISH, SPANISH, ITALIAN, PORTUGUESE)
}
