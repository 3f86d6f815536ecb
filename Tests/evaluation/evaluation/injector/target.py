"""Which thread is hijacked, in whose name, and who receives it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import List, Optional, Set, Tuple

from ..archive import Archive, Stored
from ..clients import thread_index
from ..clients.draft import Mailbox, Quoted
from ..dice import Dice
from ..wire.dates import DAY

HISTORY = 5


@dataclass
class Target:
    """A parent to reply to, the person in whose name, a message of that person to imitate, and the readers."""

    parent: Stored
    person: Mailbox
    model: Stored
    sibling: Optional[Stored]
    history: int
    moment: int
    to: List[Mailbox]
    cc: List[Mailbox]
    zone: int


class Targets:
    """Draws targets; no thread is taken twice, but a long one in several places.

    Persons are taken again only where nobody else is found: one archive seldom sees the same person hijacked by several
    intruders, and each would look like the habit of the other.
    """

    def __init__(self, archive: Archive, dice: Dice) -> None:
        self.archive, self.dice = archive, dice
        self.used: Counter = Counter()
        self.taken: Counter = Counter()
        low, high = archive.span
        self.begin = low + (high - low) // 5
        self.end = high - 2 * DAY
        self.parents = [
            one
            for one in archive.messages
            if not one.automatic
            and self.begin <= one.moment < self.end
            and (one.is_reply or len(archive.threads[one.thread]) > 1)
            and one.author
        ]

    def draw(
        self,
        *,
        internal: Optional[bool] = None,
        window: Optional[Tuple[int, int]] = None,
        holder: str = "",
        people: Optional[Set[str]] = None,
        long_ago: bool = False,
        at_usual_hours: bool = False,
    ) -> Optional[Target]:
        """A target. `internal` asks for a person of (or not of) the company; `holder` for parents in one mailbox;
        `window` for the time of the hijack; `people` for persons among these."""
        archive, dice = self.archive, self.dice
        for attempt in range(400):
            parent = dice.pick(self.parents)
            if self.used[parent.thread] > len(archive.threads[parent.thread]) // 10 or len(parent.text) < 40:
                continue
            if holder and holder not in [parent.author, *(address for _, address in [*parent.to, *parent.cc])]:
                continue
            if window:
                moment = window[0] + int(dice.random() * (window[1] - window[0]))
                if not 0 < moment - parent.moment < 250 * DAY:
                    continue
            elif long_ago:
                moment = parent.moment + dice.between(300, 420) * DAY
            else:
                moment = parent.moment + int(dice.lognormvariate(11.5, 1.6)) + 600
            if moment > self.end:
                continue
            person = self._person(parent, moment, internal, people, 1 + attempt // 100)
            if person is None:
                continue
            name, address, before = person
            if at_usual_hours and not window:
                moment = self._usual_hour(before, parent.moment, moment)
            everybody = {
                a: n
                for n, a in reversed([(parent.author_name, parent.author), *parent.to, *parent.cc])
                if a != address and "undisclosed" not in a
            }
            to = [(parent.author_name, parent.author)] if parent.author != address else parent.to[:1]
            to = [one for one in to if one[1] != address] or [(n, a) for a, n in list(everybody.items())[:1]]
            if not to:
                continue
            cc = [(n, a) for a, n in everybody.items() if a not in {b for _, b in to}][:14]
            if archive.internal_domains and not any(self._is_internal(a) for _, a in [*to, *cc]):
                continue
            replies = [one for one in before if one.is_reply and not one.automatic] or before
            recent = replies[-6:]
            model = dice.pick(recent)
            sibling = next((one for one in reversed(replies) if one is not model), None)
            self.used[parent.thread] += 1
            self.taken[address] += 1
            return Target(
                parent,
                (name, address),
                model,
                sibling,
                len(before),
                moment,
                to,
                cc,
                self.zone(address, moment, model.zone),
            )
        return None

    def zone(self, address: str, moment: int, other: int) -> int:
        """The zone of the person's message nearest in time, so that summer time is right."""
        own = [one for one in self.archive.by_author.get(address, []) if not one.injected and one.moment > 0]
        return min(own, key=lambda one: abs(one.moment - moment)).zone if own else other

    def _is_internal(self, address: str) -> bool:
        return address.partition("@")[2] in self.archive.internal_domains

    def _usual_hour(self, before: List[Stored], earliest: int, moment: int) -> int:
        """The moment moved, within its day or to the next, to an hour at which the person has written."""
        hour = self.dice.pick(before).moment % DAY + self.dice.between(-1500, 1500)
        moved = moment - moment % DAY + hour
        return moved if earliest < moved < self.end else moment

    def _person(
        self, parent: Stored, moment: int, internal: Optional[bool], people: Optional[Set[str]], limit: int
    ) -> Optional[Tuple[str, str, List[Stored]]]:
        """Somebody of the thread with a past: first who did not write the parent."""
        found = []
        for one in self.archive.threads[parent.thread]:
            if one.moment <= parent.moment and not one.automatic:
                found.append(one.author)
        found += [address for _, address in [*parent.to, *parent.cc]]
        able = [a for a in dict.fromkeys(found) if a != parent.author] + [parent.author]
        able = [
            a
            for a in able
            if (a in people if people is not None else self.taken[a] < limit)
            and (internal is None or self._is_internal(a) == internal)
        ]
        rest = self.dice.sample(able, len(able))
        rest.sort(key=lambda a: a == parent.author)
        for address in rest:
            before = [one for one in self.archive.before(address, moment) if not one.automatic]
            if len(before) >= HISTORY:
                return before[-1].author_name, address, before
        return None


def quoted(parent: Stored) -> Quoted:
    """The parent as a client sees it."""
    index = thread_index.read(parent.message.get("thread-index"))
    topic = parent.message.decoded("thread-topic")
    text = parent.text
    return Quoted(
        parent.author_name,
        parent.author,
        parent.moment,
        parent.to,
        parent.cc,
        parent.subject,
        text if len(text) < 9000 else text[:9000],
        parent.id,
        parent.links,
        index,
        topic,
    )
