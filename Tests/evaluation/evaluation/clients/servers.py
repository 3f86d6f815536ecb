"""Mail servers: the trace fields that a site writes when it sends, passes on and delivers (RFC 5321 4.4)."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import List, Sequence, Tuple

from ..dice import DIGITS, UPPER, Dice
from ..wire import dates
from ..wire.bodies import Field

_TLS = "(version=TLS1_2,\n cipher=TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384)"
_BUILDS_ONLINE = ("15.20.3933.30", "15.20.4065.25", "15.20.4219.20", "15.20.4331.22", "15.20.4478.17")


@dataclass
class Site:
    """Where a domain sends its mail from. `kind`: exchange, online, postfix, gmail or exim."""

    domain: str
    kind: str
    address: str
    zone: int
    builds: Sequence[Tuple[int, str]] = ()
    servers: Sequence[str] = ()
    gateway: str = ""
    gateway_address: str = ""
    inner: str = "10.0"
    region: str = field(default="eurprd04")

    def build(self, moment: int) -> str:
        return [build for since, build in self.builds if since <= moment][-1]

    def mailbox_server(self, dice: Dice) -> str:
        if self.kind == "online":
            return f"{dice.pick(self.servers)}.{self.region}.prod.outlook.com"
        return dice.pick(self.servers) if self.servers else ""

    def leaving(self, client_address: str, host: str, moment: int, dice: Dice, how: str = "mapi") -> List[str]:
        """The hops of this site when one of its people sends, the first hop first."""
        return getattr(self, f"_{self.kind}")(client_address, host, moment, dice, how)

    def _exchange(self, client: str, host: str, moment: int, dice: Dice, how: str) -> List[str]:
        build = self.build(moment)
        link = f"fe80::{dice.hex(4)}:{dice.hex(4)}"
        if how == "smtp":
            return [
                _at(
                    f"from [{client}] ({client}) by {host}\n ({self.inner}.1.12) with Microsoft SMTP Server {_TLS}\n id"
                    f" {build} via Frontend\n Transport",
                    moment,
                    self.zone,
                )
            ]
        parts = build.split(".")
        padded = f"{parts[0]}.{int(parts[1]):02}.{int(parts[2]):04}.{int(parts[3]):03}"
        return [
            _at(
                f"from {host} ([{link}]) by\n {host} ([{link}%{dice.between(3, 14)}]) with mapi id\n {padded}",
                moment,
                self.zone,
            )
        ]

    def _online(self, client: str, host: str, moment: int, dice: Dice, how: str) -> List[str]:
        link = f"fe80::{dice.hex(4)}:{dice.hex(4)}:{dice.hex(4)}"
        build = dice.pick(_BUILDS_ONLINE)
        padded = build.rpartition(".")[0] + ".0" + build.rpartition(".")[2]
        edge = f"{self.region[:3].upper()}{dice.between(1, 5):02}-{dice.letters(3, UPPER)}-obe.outbound.protection.outlook.com"
        return [
            _at(
                f"from {host}\n ([{link}]) by {host}\n ([{link}%{dice.between(3, 9)}]) with mapi id {padded}", moment, 0
            ),
            _at(
                f"from {host} (2603:10a6:{dice.hex(3)}::{dice.between(10, 40)}) by\n"
                f" {dice.letters(3, UPPER)}PR04MB{dice.letters(4, DIGITS)}.{self.region}.prod.outlook.com with\n"
                f" Microsoft SMTP Server {_TLS} id\n {build}",
                moment + 1,
                0,
            ),
            f"#edge {edge} {self.address}",
        ]

    def _postfix(self, client: str, host: str, moment: int, dice: Dice, how: str) -> List[str]:
        server = self.servers[0] if self.servers else f"mail.{self.domain}"
        queue = dice.letters(10, "0123456789ABCDEF")
        return [
            _at(
                f"from [{client}] (unknown [{client}])\n\t(using TLSv1.3 with cipher TLS_AES_128_GCM_SHA256 (128/128"
                f" bits))\n\tby {server} (Postfix) with ESMTPSA id {queue}",
                moment,
                self.zone,
            ),
            f"#edge {server} {self.address}",
        ]

    def _exim(self, client: str, host: str, moment: int, dice: Dice, how: str) -> List[str]:
        server = self.servers[0] if self.servers else f"srv{dice.between(1, 30)}.{self.domain}"
        queue = f"1{dice.letters(5)}-{dice.letters(6)}-{dice.letters(2)}"
        if how == "script":
            text = (
                f"from {self.domain.split('.')[0][:8]} by {server} with local (Exim 4.94.2)\n\t(envelope-from"
                f" <info@{self.domain}>)\n\tid {queue}"
            )
        else:
            text = (
                f"from [{client}] (port={dice.between(30000, 60000)})\n\tby {server} with esmtpsa (TLS1.2) tls"
                f" TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256\n\t(Exim 4.94.2)\n\tid {queue}"
            )
        return [_at(text, moment, self.zone), f"#edge {server} {self.address}"]

    def _gmail(self, client: str, host: str, moment: int, dice: Dice, how: str) -> List[str]:
        name = f"mail-{dice.letters(2, 'abcdelwjiokp')}1-f{dice.between(41, 180)}.google.com"
        return [
            _at(
                f"by {name} with SMTP id"
                f" {dice.letters(12, 'abcdefghijklmnopqrstuvwxyz0123456789')}.{dice.between(1, 30)}",
                moment,
                -420 if dice.chance(0.5) else -480,
            ),
            f"#edge {name} 209.85.{dice.between(128, 233)}.{dice.between(40, 70)}",
        ]

    def arriving(self, hops: List[str], recipient: str, moment: int, dice: Dice, host: str) -> List[str]:
        """The hops of this site, as the receiver, on top of the sender's."""
        edge = hops[-1].split()[1:] if hops and hops[-1].startswith("#edge") else []
        done = [hop for hop in hops if not hop.startswith("#edge")]
        if self.kind == "online":
            build = dice.pick(_BUILDS_ONLINE)
            front = f"{dice.pick(('AM5', 'VE1', 'DB5', 'HE1'))}EUR0{dice.between(1, 5)}FT0{dice.between(10, 60)}.eop-eur0{dice.between(1, 5)}.prod.protection.outlook.com"
            if edge:
                done.append(
                    _at(
                        f"from {edge[0]} ({edge[1]}) by\n {front} (10.152.{dice.between(1, 30)}.{dice.between(1, 250)})"
                        f" with Microsoft SMTP Server {_TLS} id\n {build} via Frontend Transport",
                        moment + 1,
                        0,
                    )
                )
            done.append(
                _at(
                    f"from {front if edge else host} (2603:10a6:{dice.hex(3)}:cafe::{dice.hex(2)})\n by"
                    f" {host} (2603:10a6:{dice.hex(3)}::{dice.between(5, 40)}) with Microsoft SMTP Server {_TLS} id"
                    f" {build}",
                    moment + 3,
                    0,
                )
            )
            return done
        if edge:
            queue = dice.letters(10, "0123456789ABCDEF")
            done.append(
                _at(
                    f"from {edge[0]} ({edge[0]} [{edge[1]}])\n\t(using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384"
                    f" (256/256 bits))\n\tby {self.gateway} (Postfix) with ESMTPS id {queue}\n\tfor <{recipient}>",
                    moment + 1,
                    self.zone,
                )
            )
            done.append(
                _at(
                    f"from {self.gateway} ({self.gateway_address}) by {host}\n ({self.inner}.1.12) with Microsoft SMTP"
                    f" Server {_TLS} id\n {self.build(moment)} via Frontend Transport",
                    moment + 2,
                    self.zone,
                )
            )
        other = dice.pick(self.servers)
        done.append(
            _at(
                f"from {host} ({self.inner}.1.12) by {other}\n ({self.inner}.1.13) with Microsoft SMTP Server"
                f" {_TLS} id\n {self.build(moment)}{' via Mailbox Transport' if dice.chance(0.5) else ''}",
                moment + 3,
                self.zone,
            )
        )
        return done

    def marks(self, sender: str, internal: bool, host: str, dice: Dice) -> List[Field]:
        """What the receiving organisation adds below the hops."""
        fields: List[Field] = [
            ("X-MS-Exchange-Organization-Network-Message-Id", "-".join(dice.hex(n) for n in (8, 4, 4, 4, 12)))
        ]
        fields.append(("X-MS-Exchange-Organization-AuthSource", host))
        fields.append(("X-MS-Exchange-Organization-AuthAs", "Internal" if internal else "Anonymous"))
        if internal:
            fields.append(("X-MS-Exchange-Organization-AuthMechanism", "04"))
        else:
            fields.insert(0, ("Return-Path", sender))
        return fields


def received(hops: List[str]) -> List[Field]:
    """Received fields, the last hop first, as they stand in a message."""
    return [("Received", hop) for hop in reversed(hops) if not hop.startswith("#")]


def _at(text: str, moment: int, zone: int) -> str:
    if zone == 60 and 86 <= time.gmtime(moment).tm_yday < 303:
        zone = 120  # servers in Europe keep summer time
    return f"{text}; {dates.write(moment, zone)}"
