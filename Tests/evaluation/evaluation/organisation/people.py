"""People, their devices and habits."""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass, field
from typing import Dict, List, Optional, Tuple

from ..clients.client import Client
from ..clients.servers import Site
from ..dice import Dice
from ..prose import BOOKS
from ..prose.letters import invented_name
from ..wire.dates import DAY

GIVEN: Dict[str, Tuple[str, ...]] = {
    "en": ("James", "Olivia", "Harry", "Emma", "Jack", "Grace", "Liam", "Ruth", "Nathan", "Holly", "Owen", "Zoe"),
    "de": (
        "Jürgen",
        "Anke",
        "Stefan",
        "Birgit",
        "Uwe",
        "Katrin",
        "Holger",
        "Sabine",
        "Jens",
        "Heike",
        "Matthias",
        "Ute",
    ),
    "fr": (
        "Étienne",
        "Camille",
        "Luc",
        "Élodie",
        "Pascal",
        "Chantal",
        "Rémi",
        "Sophie",
        "Yves",
        "Nadège",
        "Alain",
        "Inès",
    ),
    "nl": ("Pieter", "Anouk", "Bram", "Lotte", "Sander", "Femke", "Joost", "Marit", "Wouter", "Ilse"),
    "pl": ("Paweł", "Agnieszka", "Tomasz", "Małgorzata", "Marek", "Ewa", "Łukasz", "Zofia", "Jacek", "Beata"),
    "es": ("Íñigo", "Carmen", "Álvaro", "Lucía", "Jorge", "Pilar", "Rubén", "Nuria", "Sergio", "Elena"),
    "it": ("Matteo", "Giulia", "Luca", "Chiara", "Paolo", "Elisa", "Davide", "Serena", "Marco", "Silvia"),
    "pt": ("João", "Inês", "Rui", "Catarina", "Nuno", "Marta", "Tiago", "Leonor", "Hugo", "Sónia"),
}
ROLES = (
    "Sales",
    "Purchasing",
    "Project office",
    "Finance",
    "Personnel",
    "Service",
    "Quality",
    "Logistics",
    "Engineering",
    "IT",
)
_HOME = {"en": 0, "pt": 0}


@dataclass
class Travel:
    begin: int
    end: int
    zone: int
    address: str


@dataclass(eq=False)
class Person:
    """Somebody with a mailbox. Clients are made once, because their versions are part of the habit."""

    name: str
    address: str
    language: str
    role: str
    home_zone: int
    signature: str
    brevity: float
    site: Site
    internal: bool
    desk: Client
    desk_address: str
    phone: Optional[Client] = None
    phone_since: int = 0
    phone_share: float = 0.0
    travels: List[Travel] = field(default_factory=list)
    joined: int = 0
    # (moment, what changes) in order: a new desk client, a new site, a new name.
    new_desk: Optional[Tuple[int, Client]] = None
    new_site: Optional[Tuple[int, Site, Client]] = None
    new_name: Optional[Tuple[int, str, str]] = None
    sent_by_phone: int = 0
    sent_after_move: int = 0

    @property
    def mailbox(self) -> Tuple[str, str]:
        return self.name, self.address

    def mailbox_at(self, moment: int) -> Tuple[str, str]:
        if self.new_name and moment >= self.new_name[0]:
            return self.new_name[1], self.new_name[2]
        return self.name, self.address

    def travel_at(self, moment: int) -> Optional[Travel]:
        return next((one for one in self.travels if one.begin <= moment < one.end), None)

    def zone_at(self, moment: int) -> int:
        travel = self.travel_at(moment)
        if travel:
            return travel.zone
        return self.home_zone + (60 if 0 <= self.home_zone <= 120 and is_summer(moment) else 0)

    def site_at(self, moment: int) -> Site:
        return self.new_site[1] if self.new_site and moment >= self.new_site[0] else self.site


def is_summer(moment: int) -> bool:
    """Summer time in Europe, to a day or two."""
    return 86 <= time.gmtime(moment).tm_yday < 303


def working_moment(moment: int, zone: int, dice: Dice) -> int:
    """The moment itself in office hours, otherwise some time into the next office day."""
    local = moment + zone * 60
    at = time.gmtime(local)
    if at.tm_wday < 5 and 7 <= at.tm_hour < 19:
        return moment
    if dice.chance(0.06):
        return moment  # some people write at night
    day = local - local % DAY
    if at.tm_hour >= 19 or at.tm_wday >= 5:
        day += DAY
    while time.gmtime(day).tm_wday >= 5:
        day += DAY
    return day + 7 * 3600 + dice.between(600, 3 * 3600) - zone * 60


def surname(dice: Dice) -> str:
    return invented_name(dice, dice.between(2, 3)).title()


def local_part(given: str, family: str, form: int) -> str:
    plain = (
        unicodedata.normalize("NFKD", f"{given} {family}".replace("ł", "l").replace("Ł", "L"))
        .encode("ascii", "ignore")
        .decode()
        .lower()
    )
    first, _, last = plain.partition(" ")
    return (f"{first}.{last}", f"{first[0]}.{last}", f"{first[0]}{last}", f"{last}")[form]


def signature(name: str, role: str, organisation: str, phone: str, address: str, dice: Dice) -> str:
    """A signature in one of the usual shapes; some are a first name."""
    lines = [name]
    if dice.chance(0.2):
        return name.split()[0]
    if dice.chance(0.7):
        lines.append(role)
    lines.append(organisation)
    if dice.chance(0.6):
        lines.append(f"{dice.pick(('Tel.', 'T', 'Phone', 'M'))} {phone}")
    if dice.chance(0.4):
        lines.append(address)
    if dice.chance(0.3):
        lines.append(f"www.{address.partition('@')[2]}")
    return "\n".join(lines)


def home_zone(language: str) -> int:
    return _HOME.get(language, 60)


def languages() -> List[str]:
    return list(BOOKS)
