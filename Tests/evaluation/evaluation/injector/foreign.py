"""Mailboxes and servers that have nothing to do with the victims: hacked accounts elsewhere."""

from __future__ import annotations

from typing import Tuple

from ..clients.client import Client
from ..clients.others import AppleMail, Gmail, IPhone, Mailer, Roundcube, Thunderbird
from ..clients.outlook import Outlook, OutlookAlone, OutlookOnTheWeb
from ..clients.servers import Site
from ..dice import LOWER, Dice
from ..prose.letters import invented_name

_TLDS = (
    "com",
    "com.br",
    "co.in",
    "co.za",
    "com.mx",
    "com.tr",
    "it",
    "co.id",
    "com.ar",
    "pe",
    "net",
    "ro",
    "com.vn",
    "jp",
    "edu.co",
)
ZONES = (-300, -180, 0, 120, 180, 330, 420, 480, 540)


def mailbox(dice: Dice) -> Tuple[str, Site, Client, str]:
    """An address elsewhere, its servers, the program that writes, and the address of that."""
    domain = f"{invented_name(dice, dice.between(2, 4))}.{dice.pick(_TLDS)}"
    local = dice.pick(
        (
            "info",
            "sales",
            "contabilidad",
            "admin",
            "ventas",
            "rh",
            "office",
            f"{invented_name(dice)}.{invented_name(dice)}",
            dice.letters(1, LOWER) + invented_name(dice),
        )
    )
    site, client = servers(domain, dice)
    return f"{local}@{domain}", site, client, f"198.51.100.{dice.between(2, 250)}"


def servers(domain: str, dice: Dice) -> Tuple[Site, Client]:
    """The servers of a domain that an intruder uses, and a program."""
    kind = dice.weighted((("exim", 45), ("postfix", 25), ("online", 20), ("gmail", 10)))
    hosts = (
        [f"srv{dice.between(1, 60)}.{invented_name(dice, 3)}-hosting.com"]
        if kind in ("exim", "postfix")
        else [
            f"{dice.letters(3, LOWER).upper()}PR{dice.between(1, 20):02}MB{dice.between(1000, 9999)}" for _ in range(2)
        ]
    )
    site = Site(
        domain,
        kind,
        f"192.0.2.{dice.between(2, 250)}",
        dice.pick(ZONES),
        (),
        hosts if kind != "gmail" else [],
        region=f"{dice.pick(('nam', 'lam', 'apc', 'jpn', 'ind'))}prd{dice.between(1, 20):02}",
    )
    if kind == "online":
        return site, dice.pick((OutlookOnTheWeb("", site.mailbox_server(dice)), Outlook("", site.mailbox_server(dice))))
    if kind == "gmail":
        return site, Gmail()
    return site, dice.weighted(
        (
            (Mailer("php"), 15),
            (Mailer("python"), 15),
            (Mailer("outlook"), 20),
            (Mailer("other"), 15),
            (Roundcube(), 20),
            (OutlookAlone("Microsoft Outlook 16.0"), 10),
            (Thunderbird(), 5),
        )
    )


def other_client(model_raw: bytes, host: str, dice: Dice) -> Client:
    """A client that the person of the model does not use."""
    able = [
        ("Thunderbird", Thunderbird("Mozilla/5.0 (X11; Linux x86_64; rv:91.0) Gecko/20100101 Thunderbird/91.1.0")),
        ("Roundcube", Roundcube("Roundcube Webmail/1.3.8")),
        ("MAPI", OutlookOnTheWeb(f"198.51.100.{dice.between(2, 250)}", host)),
        ("Apple", AppleMail("Apple Mail (2.3445.9.7)")),
        ("iPhone", IPhone("iPhone Mail (16G201)")),
        ("PHPMailer", Mailer("php")),
        ("=========", Mailer("python")),
        ("Microsoft Outlook", Mailer("outlook")),
    ]
    fits = [
        client
        for mark, client in able
        if mark.encode() not in model_raw and not (mark == "MAPI" and (b"Thread-Index" in model_raw or not host))
    ]
    return dice.pick(fits)
