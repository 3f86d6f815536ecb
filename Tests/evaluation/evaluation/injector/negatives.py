"""Honest mail that looks odd, by class."""

from __future__ import annotations

import re
from typing import Callable, Dict, List, Optional
from urllib.parse import quote as percent

from ..archive import Stored
from ..clients.draft import Draft
from ..clients.others import Android, Gmail, IPhone, Mailer, Roundcube
from ..clients.servers import Site
from ..dice import Dice
from ..documents import ordinary
from ..prose import BOOKS, letters
from ..prose.letters import invented_name
from ..wire.dates import DAY
from ..wire.message import Message
from . import foreign, mimicry
from .target import Target, Targets, quoted

Made = List[Stored]
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Honest:
    """Writes each class of hard negatives; every message is what its class says, and nothing else is odd."""

    def __init__(self, delivery, targets: Targets, dice: Dice) -> None:
        self.delivery, self.targets, self.dice = delivery, targets, dice

    def write(self, name: str, number: int) -> Made:
        dice = self.dice.branch(f"{name}/{number}")
        target = self.targets.draw(long_ago=name == "revived", at_usual_hours=True)
        return CLASSES[name](self, target, dice) if target is not None else []

    # Building blocks.

    def _draft(self, target: Target, dice: Dice, *, file: float = 0.35, link: float = 0.15, extra: str = "") -> Draft:
        language, about = target.parent.language, letters.topic(target.parent.language, dice)
        files = [ordinary.document(language, target.moment, dice)] if dice.chance(file) else []
        if not files and not extra and dice.chance(link):
            domain = target.person[1].partition("@")[2]
            extra = letters.sentence("link_notes", language, dice, about).replace(
                "{link}", f"https://www.{domain}/{invented_name(dice)}/{dice.between(10, 9999)}"
            )
        text = letters.letter(
            language,
            about,
            (target.to[0][0] or "all").split()[0],
            target.person[0],
            dice,
            answering=True,
            brief=0.4,
            extra=extra,
        )
        return Draft(
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

    def _same(self, target: Target, draft: Draft, dice: Dice) -> Stored:
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        return self.delivery.copied(raw, identifier, references, draft, target.model, True)

    def _other(self, target: Target, draft: Draft, client, dice: Dice, address: Optional[str]) -> Stored:
        return self.delivery.genuine(client.write(draft, dice), draft, target.model, dice, address, True)

    def _later(self, target: Target, dice: Dice, days: int) -> Optional[Target]:
        """Another thread of the same person, later."""
        return self.targets.draw(people={target.person[1]}, window=(target.moment + DAY, target.moment + days * DAY))

    # The classes.

    def new_phone(self, target: Target, dice: Dice) -> Made:
        phone = (
            IPhone(f"iPhone Mail (19{dice.pick('ABCD')}{dice.between(300, 400)})") if dice.chance(0.6) else Android()
        )
        made = []
        for step in range(3):
            draft = self._draft(target, dice)
            made.append(
                self._other(
                    target,
                    draft,
                    phone,
                    dice,
                    f"100.{dice.between(64, 127)}.{dice.between(1, 250)}.{dice.between(1, 250)}",
                )
            )
            following = self._later(target, dice, 60) if step < 2 else None
            if following is None:
                break
            target = following
        return made

    def travel(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice)
        draft.zone = dice.pick([zone for zone in foreign.ZONES if abs(zone - draft.zone) > 60])
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        message = Message.read(raw)
        trace = mimicry.trace_of(target.model, draft.moment, dice, f"198.51.100.{dice.between(2, 250)}")
        rest = [(n, v) for n, v in message.fields if not n.lower().startswith(mimicry.TRACE)]
        return [
            self.delivery.copied(
                Message(trace + rest, message.body).write(), identifier, references, draft, target.model, True
            )
        ]

    def revived(self, target: Target, dice: Dice) -> Made:
        return [self._same(target, self._draft(target, dice, file=0.6), dice)]

    def macro_workbook(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice, file=0)
        draft.attachments = [ordinary.finance_workbook(draft.language, draft.moment, dice, dice.between(100, 10_000))]
        return [self._same(target, draft, dice)]

    def encrypted_zip(self, target: Target, dice: Dice) -> Made:
        password = f"{invented_name(dice)}{dice.between(10, 99)}"
        told = letters.sentence("passwords", target.parent.language, dice, {}).replace("{password}", password)
        draft = self._draft(
            target,
            dice,
            file=0,
            extra=told if dice.chance(0.6) else letters.sentence("closings", target.parent.language, dice, {}),
        )
        draft.attachments = [ordinary.encrypted_archive(draft.language, draft.moment, password, dice)]
        return [self._same(target, draft, dice)]

    def new_colleague(self, target: Target, dice: Dice) -> Made:
        domain = target.person[1].partition("@")[2]
        draft = self._draft(target, dice, file=0.5)
        given = dice.pick(("Robin", "Alex", "Sascha", "Andrea", "Kim", "Noa"))
        family = invented_name(dice, 2).title()
        draft.sender = (f"{given} {family}", f"{given.lower()}.{family.lower()}@{domain}")
        draft.cc.append(target.person)
        draft.text = draft.text.replace(target.person[0], draft.sender[0])
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        raw = _renamed(raw, target, draft)
        return [self.delivery.copied(raw, identifier, references, draft, target.model, True)]

    def renamed(self, target: Target, dice: Dice) -> Made:
        domain = target.person[1].partition("@")[2]
        draft = self._draft(target, dice)
        given, family = (target.person[0].split() or ["A"])[0], invented_name(dice, 2).title()
        local = f"{given}.{family}".lower().encode("ascii", "ignore").decode()
        draft.sender = (target.person[0] if dice.chance(0.5) else f"{given} {family}", f"{local}@{domain}")
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        return [self.delivery.copied(_renamed(raw, target, draft), identifier, references, draft, target.model, True)]

    def private_account(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice, file=0.5)
        local = target.person[1].partition("@")[0]
        host = dice.pick(("gmail.com", "gmail.com", "gmx.de", "yahoo.com"))
        draft.sender = (target.person[0], f"{local}{dice.pick(('', '', str(dice.between(1, 99))))}@{host}")
        if host == "gmail.com":
            site, client = Site("gmail.com", "gmail", "209.85.128.1", -420), Gmail()
        else:
            site, client = Site(host, "postfix", "212.227.15.19", 60, (), [f"mout.{host}"]), Roundcube()
        return [
            self.delivery.foreign(
                client.write(draft, dice), draft, site, dice, client, target.parent, f"192.0.2.{dice.between(2, 250)}"
            )
        ]

    def on_behalf(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice)
        domain = target.person[1].partition("@")[2]
        raw, identifier, references = mimicry.imitated(target.model, draft, dice, target.sibling)
        message = Message.read(raw)
        if message.index("Sender") is None:
            message.set("Sender", f"Assistant <assistant.{invented_name(dice)}@{domain}>", "From")
        return [self.delivery.copied(message.write(), identifier, references, draft, target.model, True)]

    def forward_then_reply(self, target: Target, dice: Dice) -> Made:
        """Somebody the thread was forwarded to answers everybody."""
        stranger = next(
            (
                one
                for one in dice.sample(self.targets.archive.messages, 60)
                if not one.automatic
                and one.author not in {target.parent.author, *(a for _, a in [*target.parent.to, *target.parent.cc])}
                and one.moment < target.moment
                and len(self.targets.archive.before(one.author, target.moment)) > 4
            ),
            None,
        )
        if stranger is None:
            return []
        draft = self._draft(target, dice)
        draft.sender, draft.zone = (stranger.author_name, stranger.author), stranger.zone
        draft.text = draft.text.replace(target.person[0], stranger.author_name)
        raw, identifier, references = mimicry.imitated(stranger, draft, dice, None)
        return [self.delivery.copied(raw, identifier, references, draft, stranger, True)]

    def no_references(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice)
        draft.writes_links = False
        draft.fixed_subject = "Re: " + re.sub(r"^(?:re:\s*)+", "", target.parent.subject, flags=re.IGNORECASE)
        return [self._same(target, draft, dice)]

    def rewritten_quote(self, target: Target, dice: Dice) -> Made:
        """A gateway put a banner above the parent and rewrote its links; the reply quotes that."""
        draft = self._draft(target, dice)
        draft.parent.text = dice.pick(
            ("CAUTION: External email. Do not click links.\n\n", "[EXTERNAL]\n\n", "Achtung: externe Mail\n\n")
        ) + _LINK.sub(
            lambda m: (
                f"https://nam02.safelinks.protection.outlook.com/?url={percent(m[0], safe='')}&data=02%7C01%7C{dice.hex(20)}"
                if dice.chance(0.5)
                else f"https://urldefense.com/v3/__{m[0]}__;!!{dice.letters(10)}!{dice.letters(30)}$"
            ),
            draft.parent.text,
        )
        return [self._same(target, draft, dice)]

    def wrong_clock(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice)
        draft.moment += dice.pick((-3 * DAY, -400 * DAY, 2 * DAY, -7 * 3600, 8 * 3600, 365 * DAY))
        return [self._same(target, draft, dice)]

    def orphan(self, target: Target, dice: Dice) -> Made:
        """The parent never was in the export."""
        draft = self._draft(target, dice)
        draft.parent.id = f"{dice.hex(24)}@{draft.parent.address.partition('@')[2]}"
        draft.parent.text = letters.letter(
            draft.language, letters.topic(draft.language, dice), "", draft.parent.name, dice, answering=True
        )
        return [self._same(target, draft, dice)]

    def ticket(self, target: Target, dice: Dice) -> Made:
        domain = target.person[1].partition("@")[2]
        draft = self._draft(
            target, dice, file=0.1, link=0, extra=f"https://desk.{domain}/tickets/{dice.between(1000, 99_999)}"
        )
        draft.sender = (dice.pick(("Support", "Service Desk", "Helpdesk")), f"support@{domain}")
        draft.writes_links = dice.chance(0.3)
        draft.fixed_subject = f"Re: [#{dice.between(1000, 99_999)}] {target.parent.bare_subject}"
        client = Mailer(dice.pick(("php", "python", "other")))
        site = Site(domain, "postfix", f"192.0.2.{dice.between(2, 250)}", 0, (), [f"desk.{domain}"])
        return [self.delivery.foreign(client.write(draft, dice), draft, site, dice, client, target.parent, "10.0.0.5")]

    def calendar(self, target: Target, dice: Dice) -> Made:
        draft = self._draft(target, dice, file=0, link=0)
        draft.fixed_subject = BOOKS[draft.language].accepted.format(subject=target.parent.bare_subject)
        draft.quotes, draft.text = False, ""
        draft.attachments = [
            ordinary.invitation(target.parent.bare_subject, target.parent.author, target.moment, "REPLY", dice)
        ]
        return [self._same(target, draft, dice)]

    def burst(self, target: Target, dice: Dice) -> Made:
        """The same honest news in several threads within two days."""
        domain = target.person[1].partition("@")[2]
        link = f"https://{dice.pick(('portal', 'www', 'docs'))}.{domain if dice.chance(0.6) else invented_name(dice, 3) + '.org'}/{invented_name(dice)}/{dice.between(1, 999)}"
        file = ordinary.document(target.parent.language, target.moment, dice) if dice.chance(0.4) else None
        made, begin = [], target.moment
        for _ in range(dice.between(3, 6)):
            extra = (
                letters.sentence("link_notes", target.parent.language, dice, {}).replace("{link}", link)
                if file is None
                else letters.sentence("file_notes", target.parent.language, dice, {})
            )
            draft = self._draft(target, dice, file=0, extra=extra)
            draft.attachments = [file] if file else []
            made.append(self._same(target, draft, dice))
            following = self.targets.draw(people={target.person[1]}, window=(begin, begin + 2 * DAY))
            if following is None:
                break
            target = following
        return made


def warning(delivery, targets: Targets, hijack: Stored, dice: Dice) -> Optional[Stored]:
    """A reader of a hijack asks or warns, and quotes it, link and all."""
    readers = [
        one
        for one in [*hijack.to, *hijack.cc]
        if len(targets.archive.before(one[1], hijack.moment)) > 4 and one[1] != hijack.author
    ]
    if not readers:
        return None
    name, address = dice.pick(readers)
    before = targets.archive.before(address, hijack.moment)
    model = before[-1]
    language = hijack.language
    text = letters.sentence("warnings", language, dice, {}) + f"\n\n{model.author_name}\n"
    draft = Draft(
        (model.author_name, address),
        [(hijack.author_name, hijack.author)],
        [one for one in [*hijack.to, *hijack.cc] if one[1] != address][:10],
        "",
        hijack.moment + dice.between(300, 40_000),
        model.zone,
        text,
        language,
        quoted(hijack),
    )
    raw, identifier, references = mimicry.imitated(model, draft, dice, before[-2] if len(before) > 1 else None)
    stored = delivery.copied(raw, identifier, references, draft, model, True)
    return stored


def _renamed(raw: bytes, target: Target, draft: Draft) -> bytes:
    head, mark, body = raw.partition(b"\n\n")
    head = re.sub(rb"(?im)^from:.*(?:\n[ \t].*)*", lambda m: _from(m[0], target, draft), head, count=1)
    head = (
        re.sub(
            rb"(?im)^reply-to:.*(?:\n[ \t].*)*",
            f"Reply-To: {_ascii(draft.sender[0])} <{draft.sender[1]}>".encode(),
            head,
            count=1,
        )
        if b" via " in raw[:20_000]
        else head
    )
    return head + mark + body


def _from(old: bytes, target: Target, draft: Draft) -> bytes:
    if b" via " in old:
        where = re.search(rb" via ([^<]+)<([^>]+)>", old)
        if where:
            return f"From: {_ascii(draft.sender[0])} via ".encode() + where[1].strip(b'" ') + b" <" + where[2] + b">"
    return f"From: {_ascii(draft.sender[0])} <{draft.sender[1]}>".encode()


def _ascii(name: str) -> str:
    return name.encode("ascii", "ignore").decode()


CLASSES: Dict[str, Callable[..., Made]] = {
    "new-phone": Honest.new_phone,
    "travel": Honest.travel,
    "revived": Honest.revived,
    "macro-workbook": Honest.macro_workbook,
    "encrypted-archive": Honest.encrypted_zip,
    "new-colleague": Honest.new_colleague,
    "rename": Honest.renamed,
    "private-account": Honest.private_account,
    "on-behalf": Honest.on_behalf,
    "forward-then-reply": Honest.forward_then_reply,
    "no-references": Honest.no_references,
    "rewritten-quote": Honest.rewritten_quote,
    "wrong-clock": Honest.wrong_clock,
    "partial-export": Honest.orphan,
    "ticket": Honest.ticket,
    "calendar": Honest.calendar,
    "burst": Honest.burst,
}
