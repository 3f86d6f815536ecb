"""How an injected message comes to lie in the archive: through a mailing list, or into a company's mailboxes."""

from __future__ import annotations

import re
from collections import Counter
from typing import Dict, List, Optional, Tuple

from ..archive import Archive, Stored
from ..clients.client import Client
from ..clients.draft import Draft, Written
from ..clients.servers import Site, received
from ..dice import Dice
from ..organisation.people import Person
from ..organisation.post import Post
from ..wire.message import Message
from . import mimicry

Fields = List[Tuple[str, bytes]]
LIST_FIELDS = (
    "list-",
    "precedence",
    "x-beenthere",
    "x-mailman-version",
    "errors-to",
    "x-list",
    "sender",
    "x-antiabuse",
    "x-source",
    "x-get-message",
    "x-authenticated-sender",
)
_BY = re.compile(r"\bby ([A-Za-z0-9.-]+)")
_OWN_MARKS = ("received", "return-path", "x-ms-exchange-organization-", "x-received")


class ListDelivery:
    """An archive of one mailing list: the list's own trace above the origin's, its fields below."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.place = archive.messages[0].places[0]
        counted: Counter = Counter()
        for one in archive.messages[::7]:
            counted.update({_site(hop) for hop in one.message.all("received") if _BY.search(hop)})
        enough = 0.5 * len(archive.messages[::7])
        self.sites = {site for site, number in counted.items() if number >= enough and not site.endswith("google.com")}

    def arriving_text(self, text: str, dice: Dice) -> str:
        """Lists leave the text as it is."""
        return text

    def _above(self, neighbour: Stored, moment: int, dice: Dice) -> Fields:
        """What the list's servers put on top, taken from a neighbour in the thread."""
        trace = mimicry.trace_of(neighbour, moment, dice, None)
        message = neighbour.message
        last = -1
        for number, (name, value) in enumerate(message.fields):
            if name.lower() == "received" and _site(value.decode("latin-1")) in self.sites:
                last = number
            elif name.lower() == "received":
                break
        kept = {number for number in range(last + 1)}
        numbers = [n for n, (name, _) in enumerate(message.fields) if name.lower().startswith(mimicry.TRACE)]
        return [field for number, field in zip(numbers, trace) if number in kept]

    def _below(self, neighbour: Stored) -> Fields:
        return [(name, value) for name, value in neighbour.message.fields if name.lower().startswith(LIST_FIELDS)]

    def _rewritten_author(self, written: Written, neighbour: Stored) -> Written:
        """Lists that take the author's place do so with everybody."""
        value = neighbour.message.get("from")
        match = re.match(r'"?.* via ([^"<]+)"?\s*<([^>]+)>', value)
        if not match:
            return written
        out = []
        for name, text in written.fields:
            if name == "From":
                author = text.partition("<")[0].strip().strip('"') or text
                out += [("From", f'"{author} via {match[1].strip()}" <{match[2]}>'), ("Reply-To", text)]
            else:
                out.append((name, text))
        return Written(out, written.body, written.id, written.references, written.index, written.subject, written.text)

    def foreign(
        self,
        written: Written,
        draft: Draft,
        site: Site,
        dice: Dice,
        client: Client,
        neighbour: Stored,
        address: str,
        how: str = "mapi",
    ) -> Stored:
        """A message from a site that has nothing to do with the impersonated person's."""
        written = self._rewritten_author(written, neighbour)
        hops = site.leaving(address, client.host or site.mailbox_server(dice), draft.moment, dice, how)
        edge = hops[-1].split()[1:] if hops[-1].startswith("#edge") else [client.host or site.domain, site.address]
        origin = [(name, value.encode()) for name, value in received(hops)]
        above = self._above(neighbour, draft.moment, dice)
        above = [(n, _from_host(v, edge[0], edge[1]) if k == len(above) - 1 else v) for k, (n, v) in enumerate(above)]
        fields = (
            above
            + origin
            + [(name, value.encode("utf-8", "surrogateescape")) for name, value in written.fields]
            + self._below(neighbour)
        )
        return self._store(
            Message(fields, written.body).write(), written.id, written.references, draft, written.subject
        )

    server = foreign

    def genuine(
        self,
        written: Written,
        draft: Draft,
        model: Stored,
        dice: Dice,
        foreign_address: Optional[str],
        keeps_sent: bool,
    ) -> Stored:
        """A message through the sender's own servers, from another client (and address)."""
        written = self._rewritten_author(written, model)
        trace = mimicry.trace_of(model, draft.moment, dice, foreign_address)
        fields = (
            trace
            + [(name, value.encode("utf-8", "surrogateescape")) for name, value in written.fields]
            + self._below(model)
        )
        return self._store(
            Message(fields, written.body).write(), written.id, written.references, draft, written.subject
        )

    def copied(
        self, raw: bytes, identifier: str, references: List[str], draft: Draft, model: Stored, keeps_sent: bool
    ) -> Stored:
        return self._store(raw, identifier, references, draft, draft.subject)

    def _store(self, raw: bytes, identifier: str, references: List[str], draft: Draft, subject: str) -> Stored:
        return Stored(
            raw,
            identifier,
            draft.moment,
            draft.zone,
            draft.sender[1],
            draft.sender[0],
            list(draft.to),
            list(draft.cc),
            subject,
            list(references),
            [self.place],
            language=draft.language,
            injected=True,
        )


class CompanyDelivery:
    """The simulated company: a copy for every reader with a mailbox, and (or not) one in the sender's Sent folder."""

    def __init__(self, archive: Archive, post: Post) -> None:
        self.archive, self.post = archive, post
        self.people: Dict[str, Person] = {}
        for one in [*post.company.people, *post.company.partners]:
            self.people[one.address] = one
            if one.new_name:
                self.people[one.new_name[2]] = one

    def arriving_text(self, text: str, dice: Dice) -> str:
        """What the company's gateway makes of text from outside."""
        return self.post.arriving_text(text, dice)

    def foreign(
        self,
        written: Written,
        draft: Draft,
        site: Site,
        dice: Dice,
        client: Client,
        neighbour: Stored,
        address: str,
        how: str = "mapi",
    ) -> Stored:
        stub = Person(
            draft.sender[0], draft.sender[1], draft.language, "", draft.zone, "", 0.0, site, False, client, address
        )
        return self._file(stub, written, draft, site, dice, client, address, how, False)

    def server(
        self,
        written: Written,
        draft: Draft,
        site: Site,
        dice: Dice,
        client: Client,
        neighbour: Stored,
        address: str,
        how: str = "mapi",
    ) -> Stored:
        """Through the company's own hacked server; a Sent twin only where the program saves one."""
        person = self.people[draft.sender[1]]
        return self._file(person, written, draft, site, dice, client, address, how, dice.chance(0.4))

    def genuine(
        self,
        written: Written,
        draft: Draft,
        model: Stored,
        dice: Dice,
        foreign_address: Optional[str],
        keeps_sent: bool,
    ) -> Stored:
        trace = mimicry.trace_of(model, draft.moment, dice, foreign_address)
        raw = Message(
            trace + [(name, value.encode("utf-8", "surrogateescape")) for name, value in written.fields], written.body
        ).write()
        return self.copied(raw, written.id, written.references, draft, model, keeps_sent)

    def copied(
        self, raw: bytes, identifier: str, references: List[str], draft: Draft, model: Stored, keeps_sent: bool
    ) -> Stored:
        readers = [
            address
            for _, address in [*draft.to, *draft.cc]
            if address in self.post.folders and address != draft.sender[1]
        ]
        places = list(dict.fromkeys(self.post.inbox(address, draft.moment) for address in readers))
        stored = Stored(
            raw,
            identifier,
            draft.moment,
            draft.zone,
            draft.sender[1],
            draft.sender[0],
            list(draft.to),
            list(draft.cc),
            draft.subject,
            list(references),
            places,
            language=draft.language,
            injected=True,
        )
        if keeps_sent and draft.sender[1] in self.post.folders:
            message = Message.read(raw)
            message.fields = [
                (name, value) for name, value in message.fields if not name.lower().startswith(_OWN_MARKS)
            ]
            head = self.post.sent_copy(
                draft.sender[1], [(name, value.decode("utf-8", "surrogateescape")) for name, value in message.fields]
            )
            stored.sent_copy, stored.sent_place = head + b"\n" + message.body, self.post.sent_folder(draft.sender[1])
        return stored

    def _file(
        self,
        person: Person,
        written: Written,
        draft: Draft,
        site: Site,
        dice: Dice,
        client: Client,
        address: str,
        how: str,
        keeps: bool,
    ) -> Stored:
        count = len(self.post.stored)
        stored = self.post.file(
            person,
            written,
            draft,
            site,
            draft.moment,
            dice,
            client_address=address,
            automatic=False,
            client=client,
            how=how,
            keeps_sent=keeps,
        )
        del self.post.stored[count:]  # injected messages are kept apart
        stored.injected = True
        return stored


def _site(hop: str) -> str:
    match = _BY.search(hop)
    return ".".join(match[1].lower().rstrip(".").split(".")[-2:]) if match else ""


def _from_host(value: bytes, host: str, address: str) -> bytes:
    """The hop with another origin."""
    text = value.decode("latin-1")
    return re.sub(r"^from [^\n;]*?(?=\s*\n|\s+by )", f"from {host} ({host} [{address}])", text, count=1).encode(
        "latin-1"
    )
