"""A message before a client has written it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Optional, Sequence, Tuple

from ..wire.bodies import Attachment, Field

Mailbox = Tuple[str, str]


@dataclass
class Quoted:
    """What a reply needs to know of its parent."""

    name: str
    address: str
    moment: int
    to: Sequence[Mailbox]
    cc: Sequence[Mailbox]
    subject: str
    text: str
    id: str
    references: Sequence[str]
    index: bytes = b""
    topic: str = ""


@dataclass
class Draft:
    """What somebody wants to send. `text` is the new text; the client adds the quotation."""

    sender: Mailbox
    to: List[Mailbox]
    cc: List[Mailbox]
    subject: str
    moment: int
    zone: int
    text: str
    language: str
    parent: Optional[Quoted] = None
    is_forward: bool = False
    attachments: List[Attachment] = field(default_factory=list)
    extra: List[Field] = field(default_factory=list)
    # Left out by impostors who have the stolen text but not the ids, or by clients that lose them.
    writes_links: bool = True
    writes_index: bool = True
    quotes: bool = True
    # What becomes of the parent's conversation index: extend, copy (no block of its own), or new.
    index_habit: str = "extend"
    # Overrides what the client would make of the parent's subject.
    fixed_subject: str = ""


@dataclass
class Written:
    """A message as the client hands it to its server."""

    fields: List[Field]
    body: bytes
    id: str
    references: List[str]
    index: bytes
    subject: str
    text: str
