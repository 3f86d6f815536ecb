"""Writes one hijack into a thread."""

from __future__ import annotations

import re
from typing import Optional

from ..archive import Stored
from ..clients.client import Client
from ..clients.draft import Draft, Written
from ..clients.outlook import ServerScript
from ..clients.servers import Site
from ..dice import Dice
from ..prose import banks, letters
from ..wire.message import Message
from . import families, foreign, lookalike, mimicry, payload
from .delivery import LIST_FIELDS
from .families import Family
from .target import Target, quoted

_INDEX_HABITS = ("extend", "extend", "new", "copy")


class Attacker:
    """Composes hijacks; `delivery` knows how they reach the archive."""

    def __init__(self, delivery, dice: Dice) -> None:
        self.delivery, self.dice = delivery, dice

    def hijack(
        self,
        target: Target,
        family: Family,
        grade: str,
        wave: payload.Wave,
        dice: Dice,
        disguise: Optional[tuple] = None,
    ) -> Stored:
        """The stored message. `disguise`, (address, site, client, client address), lets a wave use one foreign mailbox."""
        draft = self._draft(target, family, wave, dice)
        if grade in (families.CRUDE, families.THREADED, families.IMITATED):
            draft.text = self.delivery.arriving_text(draft.text, dice)
        if grade == families.PERFECT:
            return self._perfect(target, draft, dice)
        if grade == families.ACCOUNT:
            return self._account(target, draft, dice)
        if grade == families.SERVER:
            return self._server(target, draft, dice)
        if family.name == "look-alike-payment":
            return self._look_alike(target, draft, grade, wave, dice, disguise)
        address, site, client, origin = disguise or foreign.mailbox(dice)
        draft.sender = (target.person[0], address)
        draft.zone = site.zone if dice.chance(0.7) else draft.zone
        self._lose_thread(draft, target, family, grade, dice)
        written = client.write(draft, dice)
        return self.delivery.foreign(
            written,
            draft,
            site,
            dice,
            client,
            target.parent,
            origin,
            "script" if client.version in ("php", "python") else "mapi",
        )

    def _draft(self, target: Target, family: Family, wave: payload.Wave, dice: Dice) -> Draft:
        language = target.parent.language
        fits = dice.chance(family.plausible)
        text, files = payload.content(wave, language, target.moment, dice, plausible=fits)
        name = target.to[0][0].split()[0] if target.to[0][0] else ""
        if fits:
            text = letters.letter(
                language,
                letters.topic(language, dice),
                name,
                target.person[0],
                dice,
                answering=True,
                brief=0.4,
                extra=text,
            )
        else:
            hello = (
                f"{dice.pick(letters.BOOKS[language].hellos).replace('{name}', name)}\n\n" if dice.chance(0.5) else ""
            )
            text = (
                f"{hello}{text}"
                + (f"\n\n{target.person[0]}" if dice.chance(0.5) else "")
                + (f"\n{target.person[1]}" if dice.chance(family.prints_address) else "")
                + "\n"
            )
        draft = Draft(
            target.person,
            list(target.to),
            list(target.cc),
            "",
            target.moment,
            target.zone,
            text,
            language,
            quoted(target.parent),
            attachments=files,
        )
        draft.quotes = not dice.chance(0.15)
        return draft

    @staticmethod
    def _lose_thread(draft: Draft, target: Target, family: Family, grade: str, dice: Dice) -> None:
        if grade == families.CRUDE:
            draft.writes_links = False
            draft.writes_index = False
            if dice.chance(0.6):  # mass mail to one victim a message
                draft.cc = []
        else:
            draft.writes_index = dice.chance(0.4)
            draft.index_habit = dice.pick(_INDEX_HABITS)
        subject = target.parent.subject
        if dice.chance(family.repeats_prefix):
            draft.fixed_subject = f"Re: {subject}" if subject.lower().startswith("re:") else f"RE: Re: {subject}"

    def _look_alike(
        self, target: Target, draft: Draft, grade: str, wave: payload.Wave, dice: Dice, disguise: Optional[tuple]
    ) -> Stored:
        real = target.person[1].partition("@")[2]
        if dice.chance(0.7):  # the account in the quoted text becomes the new one
            draft.parent.text = banks.IBAN.sub(banks.spaced(wave.account[0]), draft.parent.text)
        false = disguise[0] if disguise else lookalike.domain(real, dice)
        draft.sender = (target.person[0], f"{target.person[1].partition('@')[0]}@{false}")
        if dice.chance(0.5):  # colleagues of the impersonated are replaced too
            draft.cc = [(name, address.replace(f"@{real}", f"@{false}")) for name, address in draft.cc]
        site, client = foreign.servers(false, dice)
        if grade == families.CRUDE:
            draft.writes_links = draft.writes_index = False
        elif grade == families.IMITATED:
            raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
            message = Message.read(raw)
            shown = [
                (name, value.decode("utf-8", "surrogateescape"))
                for name, value in message.fields
                if not name.lower().startswith((*mimicry.TRACE, *LIST_FIELDS, "reply-to"))
            ]
            shown = [
                (
                    name,
                    (
                        value.replace(target.person[1], draft.sender[1]).replace(f"@{real}", f"@{false}")
                        if name.lower() in ("from", "message-id")
                        else value
                    ),
                )
                for name, value in shown
            ]
            if not any(draft.sender[1] in value for name, value in shown if name.lower() == "from"):
                shown = [
                    (name, f"{draft.sender[0]} <{draft.sender[1]}>" if name.lower() == "from" else value)
                    for name, value in shown
                ]
            identifier = next(value for name, value in shown if name.lower() == "message-id").strip("<> ")
            written = Written(shown, message.body, identifier, references, b"", message.decoded("subject"), draft.text)
            return self.delivery.foreign(
                written, draft, site, dice, client, target.parent, f"198.51.100.{dice.between(2, 250)}"
            )
        written = client.write(draft, dice)
        return self.delivery.foreign(
            written,
            draft,
            site,
            dice,
            client,
            target.parent,
            f"198.51.100.{dice.between(2, 250)}",
            "script" if client.version in ("php", "python") else "mapi",
        )

    def _server(self, target: Target, draft: Draft, dice: Dice) -> Stored:
        """A program on the hacked server: Exchange's id and trace, mostly no index."""
        draft.writes_index = dice.chance(0.5)
        draft.index_habit = dice.pick(_INDEX_HABITS)
        domain = target.person[1].partition("@")[2]
        people = getattr(self.delivery, "people", {})
        person = people.get(target.person[1])
        site = (
            person.site_at(target.moment)
            if person is not None
            else Site(
                domain,
                "exchange",
                f"203.0.113.{dice.between(2, 250)}",
                60,
                ((0, "15.1.2176.2"),),
                (f"EX{dice.between(1, 4):02}.corp.{domain}",),
                inner="10.8",
            )
        )
        host = site.mailbox_server(dice)
        draft.zone = 0 if dice.chance(0.5) else draft.zone
        client: Client = ServerScript("127.0.0.1" if dice.chance(0.3) else "", host)
        written = client.write(draft, dice)
        if person is not None and person.internal:
            return self.delivery.server(written, draft, site, dice, client, target.parent, "127.0.0.1")
        return self.delivery.foreign(written, draft, site, dice, client, target.parent, "127.0.0.1")

    def _account(self, target: Target, draft: Draft, dice: Dice) -> Stored:
        """The genuine account from the intruder's own program; one to three breaks."""
        host = re.search(rb"by ([A-Za-z0-9.-]+(?:outlook\.com|\.corp\.[A-Za-z0-9.-]+|\.local))", target.model.raw)
        client = foreign.other_client(target.model.raw, host[1].decode() if host else "", dice)
        if dice.chance(0.55):
            draft.zone = dice.pick([zone for zone in foreign.ZONES if abs(zone - draft.zone) > 60])
        draft.writes_index = dice.chance(0.5)
        elsewhere = f"198.51.100.{dice.between(2, 250)}" if dice.chance(0.6) else None
        written = client.write(draft, dice)
        return self.delivery.genuine(written, draft, target.model, dice, elsewhere, dice.chance(0.4))

    def _perfect(self, target: Target, draft: Draft, dice: Dice) -> Stored:
        draft.quotes = True
        draft.text = _with_habitual_ending(draft.text, target)
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        draft.subject = target.parent.subject
        return self.delivery.copied(raw, identifier, references, draft, target.model, True)


def _with_habitual_ending(text: str, target: Target) -> str:
    """The signature that the person used before, where one is found."""
    lines = target.model.text.split("\n")
    name = target.person[0].split()[0] if target.person[0] else ""
    for number, line in enumerate(lines[:60]):
        if line.startswith((">", "On ", "From:")):
            break
        if name and line.strip().startswith(name) and 0 < number:
            signature = "\n".join(one for one in lines[number : number + 6] if not one.startswith(">"))
            return text.replace(target.person[0], "").rstrip() + "\n" + signature.split("\n\n")[0] + "\n"
    return text
