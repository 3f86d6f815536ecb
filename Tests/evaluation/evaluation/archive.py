"""An archive to write into: stored messages, their threads, and what a sender did before."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from .wire import bodies, dates, mbox
from .wire.message import Message, identifiers, mailboxes

REPLY_PREFIX = re.compile(
    r"^(?:(?:re|aw|sv|antw|odp|rv|ref|r|fw|fwd|wg|tr|i|enc|vs|vl)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE
)
_AUTOMATIC = ("no-reply", "noreply", "mailer-daemon", "postmaster", "bounce", "notification", "kbuild", "lkp@")


@dataclass
class Stored:
    """A message as it lies in the archive.

    `raw` is the delivered copy; `places` are the files (relative) that hold it. Where the sender's own mailbox belongs
    to the archive, `sent_copy` lies in `sent_place`.
    """

    raw: bytes
    id: str
    moment: int
    zone: int
    author: str
    author_name: str
    to: List[Tuple[str, str]]
    cc: List[Tuple[str, str]]
    subject: str
    links: List[str]
    places: List[str]
    sent_copy: Optional[bytes] = None
    sent_place: str = ""
    language: str = "en"
    automatic: bool = False
    thread: int = -1
    injected: bool = False
    note: str = ""
    _text: Optional[str] = field(default=None, repr=False)

    @property
    def text(self) -> str:
        if self._text is None:
            self._text = bodies.readable_text(self.raw)
        return self._text

    @property
    def message(self) -> Message:
        return Message.read(self.raw)

    @property
    def is_reply(self) -> bool:
        return bool(self.links)

    @property
    def bare_subject(self) -> str:
        return REPLY_PREFIX.sub("", self.subject)


class Archive:
    """Stored messages in order of time, with threads and senders."""

    def __init__(self, name: str, messages: List[Stored], real: bool, internal_domains: Tuple[str, ...] = ()) -> None:
        self.name = name
        self.real = real
        self.internal_domains = internal_domains
        self.messages = sorted(messages, key=lambda m: (m.moment, m.id))
        self._link()

    def _link(self) -> None:
        """Threads by references alone: sure ones, because hijacks must go into real conversations."""
        parent: Dict[str, str] = {}

        def root(key: str) -> str:
            while parent.setdefault(key, key) != key:
                parent[key] = parent[parent[key]]
                key = parent[key]
            return key

        for message in self.messages:
            for link in message.links:
                parent[root(link)] = root(message.id)
        numbers: Dict[str, int] = {}
        self.threads: Dict[int, List[Stored]] = defaultdict(list)
        self.by_author: Dict[str, List[Stored]] = defaultdict(list)
        self.by_id: Dict[str, Stored] = {}
        for message in self.messages:
            message.thread = numbers.setdefault(root(message.id), len(numbers))
            self.threads[message.thread].append(message)
            self.by_author[message.author].append(message)
            self.by_id.setdefault(message.id, message)

    @property
    def span(self) -> Tuple[int, int]:
        moments = sorted(m.moment for m in self.messages)
        return moments[len(moments) // 50], moments[-1 - len(moments) // 50]

    def before(self, author: str, moment: int) -> List[Stored]:
        return [m for m in self.by_author.get(author, []) if m.moment < moment and not m.injected]

    def write(self, folder: Path, messages: List[Stored]) -> None:
        """Writes mailbox files of the messages below the folder."""
        files: Dict[str, List[Tuple[int, bytes]]] = defaultdict(list)
        for message in messages:
            for place in message.places:
                files[place].append((message.moment, message.raw))
            if message.sent_copy is not None:
                files[message.sent_place].append((message.moment, message.sent_copy))
        for place, entries in sorted(files.items()):
            if place.endswith("/"):
                _write_maildir(folder / place, entries)
            else:
                mbox.write(folder / place, entries)


def _write_maildir(folder: Path, entries: List[Tuple[int, bytes]]) -> None:
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    for number, (moment, data) in enumerate(entries):
        (folder / "cur" / f"{moment}.M{number}.export:2,S").write_bytes(data)


def stored(raw: bytes, places: List[str]) -> Optional[Stored]:
    """What the archive needs to know of a raw message; nothing where it has no author, date or identifier."""
    message = Message.read(raw)
    when = dates.read(message.get("date"))
    authors = mailboxes(message.get("from"))
    own = identifiers(message.get("message-id"))
    if when is None or not authors or not own:
        return None
    name, address = authors[0]
    replies = mailboxes(message.get("reply-to"))
    if " via " in name and replies:  # a list that takes the author's place
        name, address = name.partition(" via ")[0], replies[0][1]
    links = identifiers(message.get("references")) + identifiers(message.get("in-reply-to"))
    automatic = any(word in address for word in _AUTOMATIC) or bool(message.get("auto-submitted"))
    return Stored(
        raw,
        own[0],
        when[0],
        when[1],
        address,
        name.strip("'\" "),
        mailboxes(message.get("to")),
        mailboxes(message.get("cc")),
        message.decoded("subject"),
        list(dict.fromkeys(links)),
        places,
        automatic=automatic,
    )


def from_mbox(path: Path) -> Archive:
    """A real archive of one file; messages without author, date or identifier are kept but never replied to."""
    messages: List[Stored] = []
    for number, raw in enumerate(mbox.read(path)):
        one = stored(raw, [path.name])
        if one is None:
            one = Stored(
                raw,
                f"unreadable-{number}@evaluation.invalid",
                0,
                0,
                "",
                "",
                [],
                [],
                "",
                [],
                [path.name],
                automatic=True,
            )
        messages.append(one)
    dated = [m.moment for m in messages if m.moment > 0]
    for one in messages:
        one.moment = one.moment or min(dated)
    return Archive(path.stem, messages, real=True)
