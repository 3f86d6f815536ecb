"""The post office of the simulation: renders what people send, and files the copies."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence, Tuple
from urllib.parse import quote
import re

from ..archive import Stored
from ..clients.client import Client
from ..clients.draft import Draft, Quoted, Written
from ..clients.servers import Site, received
from ..dice import Dice
from ..wire.bodies import Attachment, Field, fields_bytes
from .company import Company
from .people import Person

_CONVERTED = (
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "message-id",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
)
_REWRITER = "https://eur04.safelinks.protection.outlook.com/"
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Sent:
    """A message that was sent: what later replies need."""

    __slots__ = ("written", "draft", "person", "stored", "participants", "language")

    def __init__(
        self, written: Written, draft: Draft, person: Person, stored: Stored, participants: List[Person]
    ) -> None:
        self.written, self.draft, self.person, self.stored = written, draft, person, stored
        self.participants = participants

    def quoted(self) -> Quoted:
        w, d = self.written, self.draft
        text = w.text if len(w.text) < 12_000 else w.text[:12_000]
        return Quoted(
            d.sender[0],
            d.sender[1],
            d.moment,
            d.to,
            d.cc,
            w.subject,
            text,
            w.id,
            w.references,
            w.index,
            d.parent.topic if d.parent is not None and d.parent.topic else w.subject,
        )


class Post:
    """Keeps everything that lies in an exported mailbox."""

    def __init__(self, company: Company, dice: Dice) -> None:
        self.company = company
        self.dice = dice
        self.stored: List[Stored] = []
        self.folders: Dict[str, str] = {}
        for number, one in enumerate(company.people):
            self.folders[one.address] = one.address.partition("@")[0]
            if one.new_name:
                self.folders[one.new_name[2]] = self.folders[one.address]

    def inbox(self, address: str, moment: int) -> str:
        folder = self.folders[address]
        # Every fifth export is a Maildir, the others are mbox files; old mail lies in an archive folder with some.
        number = sum(folder.encode())
        if number % 5 == 0:
            return f"{folder}/"
        if number % 7 == 3 and moment % 3 == 0:
            return f"{folder}/Archive.mbox"
        return f"{folder}/Inbox.mbox"

    def sent_folder(self, address: str) -> str:
        folder = self.folders[address]
        return (
            f"{folder}/.Sent/"
            if sum(folder.encode()) % 5 == 0
            else f"{folder}/{('Sent', 'Sent Items')[sum(folder.encode()) % 2]}.mbox"
        )

    def arriving_text(self, text: str, dice: Dice) -> str:
        """Text from outside as the gateway hands it on: under a banner, links rewritten, where the company does so."""
        if self.company.rewrites:
            text = _LINK.sub(lambda m: f"{_REWRITER}?url={quote(m[0], safe='')}&data=04%7C01%7C{dice.hex(24)}", text)
        return self.company.banner + text

    def sent_copy(self, address: str, fields: Sequence[Field]) -> bytes:
        """The header of a copy in Sent: as the client wrote it, or, in every fourth mailbox, what a converter of PST files
        makes for mail that never had transport headers."""
        if sum(self.folders[address].encode()) % 4 == 1:
            fields = [one for one in fields if one[0].lower() in _CONVERTED]
        return fields_bytes(fields)

    def send(
        self,
        person: Person,
        to: Sequence[Person],
        cc: Sequence[Person],
        subject: str,
        text: str,
        moment: int,
        language: str,
        *,
        parent: Optional[Sent] = None,
        attachments: Sequence[Attachment] = (),
        extra: Sequence[Field] = (),
        forward: bool = False,
        note: str = "",
        links: bool = True,
        client: Optional[Client] = None,
        zone: Optional[int] = None,
        site: Optional[Site] = None,
        automatic: bool = False,
        quotes: bool = True,
        fixed_subject: str = "",
        date_shift: int = 0,
        sender: Optional[Tuple[str, str]] = None,
    ) -> Sent:
        dice = self.dice.branch(f"{person.address}/{moment}/{len(self.stored)}")
        chosen, address, note_of_client = self._device(person, moment, dice)
        client = client or chosen
        site = site or person.site_at(moment)
        if not person.internal and not automatic:
            text = self.arriving_text(text, dice)
        draft = Draft(
            sender or person.mailbox_at(moment),
            [one.mailbox_at(moment) for one in to],
            [one.mailbox_at(moment) for one in cc],
            subject,
            moment + date_shift,
            person.zone_at(moment) if zone is None else zone,
            text,
            language,
            parent.quoted() if parent is not None else None,
            forward,
            list(attachments),
            list(extra),
            links,
            True,
            quotes,
            fixed_subject,
        )
        written = client.write(draft, dice)
        stored = self.file(
            person, written, draft, site, moment, dice, client_address=address, automatic=automatic, client=client
        )
        stored.note = note or note_of_client
        stored.language = language
        participants = list(dict.fromkeys([*(parent.participants if parent is not None else []), person, *to, *cc]))
        return Sent(written, draft, person, stored, participants)

    def _device(self, person: Person, moment: int, dice: Dice) -> Tuple[Client, str, str]:
        travel = person.travel_at(moment)
        desk = person.desk
        note = ""
        if person.new_desk and moment >= person.new_desk[0]:
            desk = person.new_desk[1]
        if person.new_site and moment >= person.new_site[0]:
            desk = person.new_site[2]
            person.sent_after_move += 1
            note = "migration" if person.sent_after_move <= 3 else ""
        phone = person.phone if person.phone is not None and moment >= person.phone_since else None
        if phone is not None and dice.chance(0.6 if travel else person.phone_share):
            person.sent_by_phone += 1
            if person.sent_by_phone <= 2:
                note = "new-phone"
            return (
                phone,
                (
                    travel.address
                    if travel
                    else f"100.{dice.between(64, 127)}.{dice.between(1, 250)}.{dice.between(1, 250)}"
                ),
                "travel" if travel else note,
            )
        if travel:
            note = "travel"
        return desk, travel.address if travel else person.desk_address, note

    def file(
        self,
        person: Person,
        written: Written,
        draft: Draft,
        site: Site,
        moment: int,
        dice: Dice,
        *,
        client_address: str,
        automatic: bool,
        client: Client,
        how: str = "",
        keeps_sent: bool = True,
    ) -> Stored:
        """Puts the copies into the mailboxes: the readers' with the trace of the servers, the sender's without."""
        company = self.company
        home = company.people[0].site_at(moment)
        recipients = [one for one in [*draft.to, *draft.cc] if one[1] in self.folders]
        host = client.host or site.mailbox_server(dice)
        internal = person.internal
        way = how or ("smtp" if internal and site.kind == "exchange" and not client.host else "mapi")
        hops = site.leaving(client_address, host, moment, dice, way)
        home_host = home.mailbox_server(dice)
        if internal:
            hops = [hop for hop in hops if not hop.startswith("#edge")]
        trace = home.arriving(
            hops,
            recipients[0][1] if recipients else draft.to[0][1],
            moment,
            dice,
            host if internal and client.host else home_host,
        )
        wire = fields_bytes(written.fields)
        delivered = (
            fields_bytes(received(trace))
            + fields_bytes(home.marks(draft.sender[1], internal, home_host, dice))
            + wire
            + b"\n"
            + written.body
        )
        places = list(
            dict.fromkeys(self.inbox(address, moment) for _, address in recipients if address != draft.sender[1])
        )
        stored = Stored(
            delivered,
            written.id,
            moment,
            draft.zone,
            draft.sender[1],
            draft.sender[0],
            list(draft.to),
            list(draft.cc),
            written.subject,
            list(written.references),
            places,
            language=draft.language,
            automatic=automatic,
        )
        if internal and draft.sender[1] in self.folders and keeps_sent and not automatic:
            stored.sent_copy = self.sent_copy(draft.sender[1], written.fields) + b"\n" + written.body
            stored.sent_place = self.sent_folder(draft.sender[1])
        stored._text = written.text
        if stored.places or stored.sent_copy is not None:
            self.stored.append(stored)
        return stored
