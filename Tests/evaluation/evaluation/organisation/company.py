"""The company: its domain, servers, people and partners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Tuple

from ..clients.client import Client
from ..clients.others import Android, AppleMail, Gmail, IPhone, Mutt, Roundcube, Thunderbird
from ..clients.outlook import Outlook, OutlookAlone, OutlookOnTheWeb
from ..clients.servers import Site
from ..dice import UPPER, Dice
from ..prose.letters import invented_name
from ..wire.dates import DAY
from . import people
from .people import Person, Travel

# Builds of Exchange 2016 and 2019 by the day from which a site may run them (before and after ProxyLogon, ProxyShell).
_BUILDS_2016 = ("15.1.2106.2", "15.1.2176.2", "15.1.2242.4", "15.1.2242.10", "15.1.2308.14", "15.1.2375.12")
_TLDS = ("com", "net", "de", "fr", "nl", "pl", "es", "it", "pt", "eu", "co.uk", "be", "ch", "at", "ie")
_IPHONES = ("18D52", "18F72", "18G82", "19A346", "19B74", "17H35")
_BIRDS = ("78.8.0", "78.10.0", "78.13.0", "91.2.0", "68.12.0")


@dataclass
class Company:
    """Everything that stays the same while people write."""

    domain: str
    name: str
    flavour: str
    site: Site
    begin: int
    end: int
    people: List[Person]
    partners: List[Person]
    moved: int = 0
    banner: str = ""
    rewrites: bool = False

    def by_role(self, role: str) -> List[Person]:
        return [one for one in self.people if one.role == role] or self.people[:1]


def found(seed: str, mailboxes: int, months: int) -> Company:
    """A company, entirely from its seed."""
    dice = Dice(seed)
    name = invented_name(dice, 3).title() + dice.pick(
        (" Group", " AG", " BV", " SA", " Ltd", " Sp. z o.o.", " Srl", " GmbH")
    )
    domain = f"{name.split()[0].lower()}{dice.pick(('', '-group', '-tech', '-ind'))}.{dice.pick(_TLDS)}"
    begin = 1_609_459_200 + dice.between(0, 240) * DAY
    end = begin + months * 30 * DAY
    flavour = dice.weighted((("premises", 60), ("moving", 25), ("online", 15)))
    main = dice.several(people.languages(), dice.between(3, 5))
    site = _premises(domain, begin, dice) if flavour != "online" else _online(domain, dice)
    company = Company(domain, name, flavour, site, begin, end, [], [])
    company.banner = dice.pick(
        ("", "CAUTION: This email originated from outside of the organisation.\n\n", "[EXTERN]\n\n", "")
    )
    company.rewrites = dice.chance(0.4)
    form = dice.between(0, 2)
    taken = set()
    for number in range(mailboxes):
        company.people.append(_colleague(company, dice.branch(f"person/{number}"), main, form, number, taken))
    if flavour == "moving":
        company.moved = begin + int((end - begin) * (0.4 + 0.3 * dice.random()))
        online = _online(domain, dice)
        for one in company.people:
            desk = Outlook(one.desk.version, online.mailbox_server(dice))
            if dice.chance(0.4):
                desk = OutlookOnTheWeb(one.desk.version, online.mailbox_server(dice))
            one.new_site = (company.moved + dice.between(0, 2 * DAY), online, desk)
    for number in range(max(10, mailboxes // 3)):
        company.partners += _partner(company, dice.branch(f"partner/{number}"), main)
    return company


def _premises(domain: str, begin: int, dice: Dice) -> Site:
    count = dice.between(1, 3)
    inner = f"corp.{domain}" if dice.chance(0.6) else f"{domain.split('.')[0][:8]}.local"
    stem = dice.pick(("EX", "SRV-EX", "MAIL", "EXCH", "MBX"))
    first = dice.between(0, 2)
    builds: List[Tuple[int, str]] = [(0, _BUILDS_2016[first])]
    for step, build in enumerate(_BUILDS_2016[first + 1 : first + 1 + dice.between(0, 3)]):
        builds.append((begin + (step + 1) * dice.between(60, 140) * DAY, build))
    return Site(
        domain,
        "exchange",
        f"203.0.113.{dice.between(2, 250)}",
        60,
        builds,
        [f"{stem}{n + 1:02}.{inner}" for n in range(count)],
        f"mx{dice.between(1, 3)}.{domain}",
        f"10.{dice.between(1, 99)}.0.25",
        f"10.{dice.between(1, 99)}",
    )


def _online(domain: str, dice: Dice) -> Site:
    servers = [
        f"{dice.pick(('AM0', 'AM6', 'DB7', 'VI1', 'HE1', 'PR3'))}PR04MB{dice.between(1000, 9999)}" for _ in range(6)
    ]
    return Site(
        domain,
        "online",
        f"40.107.{dice.between(2, 14)}.{dice.between(30, 130)}",
        0,
        (),
        servers,
        region=f"eurprd{dice.between(2, 9):02}",
    )


def _colleague(company: Company, dice: Dice, main: List[str], form: int, number: int, taken: set) -> Person:
    language = main[0] if dice.chance(0.6) else dice.pick(main)
    given, family = dice.pick(people.GIVEN[language]), people.surname(dice)
    address = f"{people.local_part(given, family, form)}@{company.domain}"
    while address in taken:
        family += dice.pick("sen")
        address = f"{people.local_part(given, family, form)}@{company.domain}"
    taken.add(address)
    host = company.site.mailbox_server(dice)
    lan = f"{company.site.inner}.{dice.between(2, 30)}.{dice.between(2, 250)}"
    desk: Client = dice.weighted(((Outlook(lan, host), 70), (OutlookOnTheWeb(lan, host), 22), (AppleMail("", host), 8)))
    role = people.ROLES[number % len(people.ROLES)] if number < 20 else dice.pick(people.ROLES)
    zone = people.home_zone(language)
    text = people.signature(
        f"{given} {family}",
        role,
        company.name,
        f"+{dice.between(31, 49)} {dice.between(10, 99)} {dice.between(10 ** 5, 10 ** 6)}",
        address,
        dice,
    )
    one = Person(
        f"{given} {family}",
        address,
        language,
        role,
        zone,
        text,
        dice.pick((0.1, 0.2, 0.35, 0.6)),
        company.site,
        True,
        desk,
        lan,
    )
    span = company.end - company.begin
    if dice.chance(0.7):
        one.phone = IPhone(f"iPhone Mail ({dice.pick(_IPHONES)})", host) if dice.chance(0.65) else Android("", host)
        one.phone_since = 0 if dice.chance(0.7) else company.begin + int(span * dice.random())
        one.phone_share = dice.pick((0.05, 0.15, 0.3))
    for _ in range(dice.pick((0, 0, 1, 2, 3))):
        start = company.begin + int(span * dice.random())
        one.travels.append(
            Travel(
                start,
                start + dice.between(2, 14) * DAY,
                dice.pick((-480, -300, 0, 60, 180, 330, 480, 540)),
                f"198.51.100.{dice.between(2, 250)}",
            )
        )
    if dice.chance(0.12):
        one.joined = company.begin + int(span * (0.1 + 0.7 * dice.random()))
    if dice.chance(0.10):
        one.new_desk = (
            company.begin + int(span * dice.random()),
            dice.pick(
                (Outlook(lan, host), OutlookOnTheWeb(lan, host), AppleMail("Apple Mail (2.3696.80.82.1.1)", host))
            ),
        )
    if dice.chance(0.04):
        new = people.surname(dice)
        one.new_name = (
            company.begin + int(span * (0.2 + 0.6 * dice.random())),
            f"{given} {new}",
            f"{people.local_part(given, new, form)}@{company.domain}",
        )
    return one


def _partner(company: Company, dice: Dice, main: List[str]) -> List[Person]:
    """One partner company and the people of it who write."""
    language = dice.pick(main) if dice.chance(0.85) else dice.pick(people.languages())
    name = invented_name(dice, dice.between(2, 4)).title() + dice.pick(
        (" & Co", " Ltd", " Systems", " Partners", "", " KG", " SL")
    )
    domain = f"{name.split()[0].lower()}{dice.pick(('', '', '-eng', '-trade', 'group'))}.{dice.pick(_TLDS)}"
    kind = dice.weighted((("online", 40), ("postfix", 20), ("gmail", 12), ("exim", 18), ("exchange", 10)))
    if kind == "online":
        site = _online(domain, dice)
    elif kind == "exchange":
        site = _premises(domain, company.begin, dice)
        site.kind = "exchange"
    else:
        site = Site(
            domain,
            kind,
            f"192.0.2.{dice.between(2, 250)}",
            people.home_zone(language) + 60,
            (),
            [
                f"{dice.pick(('mail', 'smtp', 'mx', 'srv'))}{dice.pick(('', '1', '2'))}.{domain if dice.chance(0.6) else invented_name(dice, 3) + '-hosting.net'}"
            ],
        )
    out = []
    form = dice.between(0, 3)
    for number in range(dice.pick((1, 1, 2, 2, 3, 5))):
        own = dice.branch(number)
        given, family = own.pick(people.GIVEN[language]), people.surname(own)
        address = f"{people.local_part(given, family, form)}@{domain}"
        host = site.mailbox_server(own)
        desk = _partner_client(kind, host, own)
        lan = f"192.168.{own.between(0, 20)}.{own.between(2, 250)}"
        text = people.signature(
            f"{given} {family}",
            own.pick(people.ROLES),
            name,
            f"+{own.between(31, 49)} {own.between(10 ** 6, 10 ** 7)}",
            address,
            own,
        )
        one = Person(
            f"{given} {family}",
            address,
            language,
            "",
            people.home_zone(language),
            text,
            own.pick((0.1, 0.3, 0.5)),
            site,
            False,
            desk,
            lan,
        )
        if own.chance(0.45):
            one.phone = IPhone(f"iPhone Mail ({own.pick(_IPHONES)})", host if kind in ("online", "exchange") else "")
            one.phone_share, one.phone_since = own.pick((0.05, 0.2)), (
                0 if own.chance(0.6) else company.begin + int((company.end - company.begin) * own.random())
            )
        if own.chance(0.15):
            one.new_desk = (
                company.begin + int((company.end - company.begin) * own.random()),
                _partner_client(kind, host, own),
            )
        out.append(one)
    if dice.chance(0.08):
        online = _online(domain, dice)
        at = company.begin + int((company.end - company.begin) * (0.3 + 0.4 * dice.random()))
        for one in out:
            one.new_site = (at, online, Outlook("", online.mailbox_server(dice)))
    return out


def _partner_client(kind: str, host: str, dice: Dice) -> Client:
    if kind == "gmail":
        return Gmail()
    if kind in ("online", "exchange"):
        return Outlook("", host) if dice.chance(0.75) else OutlookOnTheWeb("", host)
    bird = (
        f"Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:{dice.pick(_BIRDS)}) Gecko/20100101"
        f" Thunderbird/{dice.pick(_BIRDS)}"
    )
    return dice.weighted(
        (
            (OutlookAlone(f"Microsoft Outlook {dice.pick(('15.0', '16.0'))}"), 45),
            (Thunderbird(bird), 25),
            (AppleMail(), 12),
            (Roundcube(f"Roundcube Webmail/1.{dice.between(3, 4)}.{dice.between(0, 11)}"), 13),
            (Mutt("", dice.letters(5, UPPER).lower()), 5),
        )
    )
