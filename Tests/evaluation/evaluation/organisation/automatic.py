"""What is not conversation: programs, scanners, newsletters, meetings, absences, finance and personnel."""

from __future__ import annotations

from typing import List

from ..clients.others import Gmail, Mailer, Roundcube
from ..clients.servers import Site
from ..dice import Dice
from ..documents import ordinary
from ..prose import BOOKS, letters
from ..prose.letters import invented_name
from ..wire.dates import DAY
from .company import Company
from .people import Person, working_moment
from .post import Post, Sent


def _program(name: str, address: str, language: str, site: Site, version: str, internal: bool) -> Person:
    return Person(name, address, language, "", 60, name, 0.5, site, internal, Mailer(version), "10.9.9.9")


class Automatic:
    """Everything beside the conversations."""

    def __init__(self, company: Company, post: Post, dice: Dice) -> None:
        self.company, self.post, self.dice = company, post, dice

    def run(self, threads: List[List[Sent]]) -> None:
        self.newsletters()
        self.scanners()
        self.finance()
        self.personnel()
        self.tickets()
        self.meetings()
        self.absences(threads)
        self.bursts(threads)

    def _moment(self, dice: Dice) -> int:
        return working_moment(
            self.company.begin + int((self.company.end - self.company.begin) * dice.random()), 60, dice
        )

    def newsletters(self) -> None:
        for number in range(6):
            dice = self.dice.branch(f"news/{number}")
            domain = f"{invented_name(dice, 3)}.{dice.pick(('com', 'net', 'de', 'fr'))}"
            language = dice.pick(self.company.people).language
            site = Site(
                domain, "postfix", f"192.0.2.{dice.between(2, 250)}", 0, (), [f"mta{dice.between(1, 9)}.{domain}"]
            )
            sender = _program(
                domain.split(".")[0].title(),
                f"news@{domain}",
                language,
                site,
                dice.pick(("php", "python", "other")),
                False,
            )
            readers = dice.several(self.company.people, dice.between(3, 12))
            moment = self.company.begin + dice.between(0, 30) * DAY
            while moment < self.company.end:
                own = dice.branch(moment)
                text = (
                    "\n\n".join(letters.sentence("newsletter", language, own, {}) for _ in range(own.between(2, 5)))
                    + f"\nhttps://click.{domain}/{own.letters(30)}\n"
                )
                self.post.send(
                    sender,
                    readers,
                    [],
                    letters.sentence("newsletter", language, own, {}),
                    text,
                    moment,
                    language,
                    automatic=True,
                    extra=[
                        ("List-Unsubscribe", f"<https://click.{domain}/u/{own.letters(20)}>"),
                        ("Precedence", "bulk"),
                    ],
                )
                moment += dice.between(7, 30) * DAY

    def scanners(self) -> None:
        dice = self.dice.branch("scanner")
        device = _program("Scanner", f"scanner@{self.company.domain}", "en", self.company.site, "other", True)
        for number in range(len(self.company.people) * 4):
            own = dice.branch(number)
            moment = self._moment(own)
            device.site = self.company.people[0].site_at(moment)
            self.post.send(
                device,
                [own.pick(self.company.people)],
                [],
                f"Message from KM_C{own.between(224, 759)}",
                "\n",
                moment,
                "en",
                attachments=[ordinary.scan(moment, own)],
                automatic=True,
                note="scanner",
            )

    def finance(self) -> None:
        """A workbook with a macro each month, as a reply to last month's mail or anew."""
        team = self.company.by_role("Finance")[:3]
        for number, person in enumerate(team):
            dice = self.dice.branch(f"finance/{number}")
            readers = dice.several([one for one in self.company.people if one is not person], dice.between(2, 6))
            moment, last, count = self.company.begin + dice.between(60, 150) * DAY, None, 0
            while moment < self.company.end:
                at = working_moment(moment, person.zone_at(moment), dice)
                files = [ordinary.finance_workbook(person.language, at, dice, dice.between(0, 0) + number)]
                about = letters.topic(person.language, dice)
                text = letters.letter(
                    person.language,
                    about,
                    readers[0].name.split()[0],
                    person.signature,
                    dice,
                    answering=False,
                    brief=person.brevity,
                    extra=letters.sentence("file_notes", person.language, dice, about),
                )
                parent = last if last is not None and dice.chance(0.6) else None
                count += 1
                last = self.post.send(
                    person,
                    readers[:1],
                    readers[1:],
                    letters.subject(person.language, about, dice),
                    text,
                    at,
                    person.language,
                    parent=parent,
                    attachments=files,
                    note="finance-first" if count == 1 else "finance",
                )
                moment += dice.between(27, 33) * DAY

    def personnel(self) -> None:
        team = self.company.by_role("Personnel")[:2]
        for number in range(len(self.company.people) // 4):
            dice = self.dice.branch(f"personnel/{number}")
            person, reader = dice.pick(team), dice.pick(self.company.people)
            if reader is person:
                continue
            moment, language = self._moment(dice), person.language
            about = letters.topic(language, dice)
            asked = self.post.send(
                reader,
                [person],
                [],
                letters.subject(language, about, dice),
                letters.letter(language, about, person.name.split()[0], reader.signature, dice, answering=False),
                moment,
                language,
            )
            password = f"{invented_name(dice).title()}{dice.between(10, 9999)}"
            told = letters.sentence("passwords", language, dice, {}).replace("{password}", password)
            text = letters.letter(
                language, about, reader.name.split()[0], person.signature, dice, answering=True, extra=told
            )
            self.post.send(
                person,
                [reader],
                [],
                "",
                text,
                working_moment(moment + dice.between(1, 60) * 3600, 60, dice),
                language,
                parent=asked,
                attachments=[ordinary.encrypted_archive(language, moment, password, dice)],
                note="encrypted-archive",
            )

    def tickets(self) -> None:
        """Ticket systems answer with Re: and without references."""
        for number in range(3):
            dice = self.dice.branch(f"desk/{number}")
            domain = (
                f"{invented_name(dice, 3)}-service.{dice.pick(('com', 'net', 'eu'))}" if number else self.company.domain
            )
            site = (
                Site(domain, "postfix", f"192.0.2.{dice.between(2, 250)}", 0, (), [f"ticket.{domain}"])
                if number
                else self.company.site
            )
            desk = _program(
                dice.pick(("Service Desk", "Support", "Helpdesk")),
                f"support@{domain}",
                "en",
                site,
                dice.pick(("php", "python", "other")),
                not number,
            )
            for case in range(len(self.company.people) // 2):
                own = dice.branch(case)
                person = own.pick(self.company.people)
                moment, language = self._moment(own), person.language
                desk.site = site if number else self.company.people[0].site_at(moment)
                about = letters.topic(language, own)
                asked = self.post.send(
                    person,
                    [desk],
                    [],
                    letters.subject(language, about, own),
                    letters.letter(language, about, "", person.signature, own, answering=False),
                    moment,
                    language,
                )
                for turn in range(own.between(1, 3)):
                    moment += own.between(60, 90_000)
                    ticket = f"Re: [#{case + 10000 * (number + 1)}] {asked.written.subject}"
                    text = (
                        letters.sentence("answers", language, own, about)
                        + f"\n\nhttps://desk.{domain}/ticket/{own.between(1000, 99999)}\n"
                    )
                    self.post.send(
                        desk,
                        [person],
                        [],
                        "",
                        text,
                        moment,
                        language,
                        parent=asked,
                        links=own.chance(0.3),
                        fixed_subject=ticket,
                        note="ticket",
                        quotes=own.chance(0.7),
                    )

    def meetings(self) -> None:
        for number in range(len(self.company.people) * 5):
            dice = self.dice.branch(f"meeting/{number}")
            person = dice.pick(self.company.people)
            readers = dice.several([one for one in self.company.people if one is not person], dice.between(1, 5))
            moment, language = self._moment(dice), person.language
            about = letters.topic(language, dice)
            subject = letters.subject(language, about, dice)
            invited = self.post.send(
                person,
                readers,
                [],
                subject,
                letters.sentence("statements", language, dice, about) + "\n",
                moment,
                language,
                attachments=[ordinary.invitation(subject, person.address, moment + 3 * DAY, "REQUEST", dice)],
                note="calendar",
            )
            for one in readers[: dice.between(0, 3)]:
                answer = BOOKS[one.language].accepted.format(subject=subject)
                self.post.send(
                    one,
                    [person],
                    [],
                    answer,
                    "",
                    moment + dice.between(100, 50_000),
                    one.language,
                    parent=invited,
                    fixed_subject=answer,
                    quotes=False,
                    attachments=[ordinary.invitation(subject, person.address, moment + 3 * DAY, "REPLY", dice)],
                    note="calendar",
                )

    def absences(self, threads: List[List[Sent]]) -> None:
        dice = self.dice.branch("absence")
        for thread in threads:
            first = thread[0]
            if not dice.chance(0.06) or not first.draft.to:
                continue
            person = next((one for one in first.participants if one is not first.person and one.internal), None)
            if person is None or not first.person.internal:
                continue
            subject, lines = BOOKS[person.language].absence
            text = letters.fill(dice.pick(lines), BOOKS[person.language], dice, {}) + f"\n{person.signature}\n"
            self.post.send(
                person,
                [first.person],
                [],
                "",
                text,
                first.draft.moment + dice.between(2, 40),
                person.language,
                parent=first,
                fixed_subject=subject.format(subject=first.written.subject),
                quotes=False,
                extra=[("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All")],
                note="absence",
                automatic=True,
            )

    def bursts(self, threads: List[List[Sent]]) -> None:
        """Somebody tells the same news in several threads within two days: a new portal, a new form."""
        for number in range(4):
            dice = self.dice.branch(f"burst/{number}")
            person = dice.pick(self.company.people)
            moment = self._moment(dice)
            link = f"https://{dice.pick(('portal', 'forms', 'share'))}.{self.company.domain if dice.chance(0.5) else invented_name(dice, 3) + '.com'}/{invented_name(dice)}/{dice.between(10, 999)}"
            recent = [
                thread[-1]
                for thread in threads
                if 0 < moment - thread[-1].draft.moment < 60 * DAY
                and person in thread[-1].participants
                and thread[-1].person is not person
            ]
            file = ordinary.document(person.language, moment, dice) if dice.chance(0.4) else None
            for last in dice.several(recent, dice.between(3, 7)):
                about = letters.topic(person.language, dice)
                extra = (
                    letters.sentence("link_notes", person.language, dice, about).replace("{link}", link)
                    if file is None
                    else letters.sentence("file_notes", person.language, dice, about)
                )
                others = [one for one in last.participants if one is not person]
                text = letters.letter(
                    person.language,
                    about,
                    last.person.name.split()[0],
                    person.signature,
                    dice,
                    answering=True,
                    brief=0.8,
                    extra=extra,
                )
                moment += dice.between(120, 9000)
                self.post.send(
                    person,
                    [last.person],
                    [one for one in others if one is not last.person],
                    "",
                    text,
                    moment,
                    person.language,
                    parent=last,
                    attachments=[file] if file else [],
                    note="burst",
                )
        assistants(self.company, self.post, threads, self.dice.branch("assistants"))


def assistants(company: Company, post: Post, threads: List[List[Sent]], dice: Dice) -> None:
    """An assistant answers on behalf; a partner answers from a private account."""
    for thread in dice.several(threads, len(threads) // 120):
        last = thread[-1]
        inside = [one for one in last.participants if one.internal and one is not last.person]
        outside = [one for one in last.participants if not one.internal and one is not last.person]
        moment = working_moment(last.draft.moment + dice.between(2000, 400_000), 60, dice)
        if moment > company.end:
            continue
        language = last.draft.language
        about = letters.topic(language, dice)
        file = [ordinary.document(language, moment, dice)] if dice.chance(0.4) else []
        text = letters.letter(language, about, last.person.name.split()[0], "", dice, answering=True)
        if inside and dice.chance(0.6):
            boss, helper = inside[0], dice.pick(company.people)
            post.send(
                helper,
                [last.person],
                [],
                "",
                text,
                moment,
                language,
                parent=last,
                attachments=file,
                note="on-behalf",
                extra=[("Sender", f"<{helper.address}>")],
                sender=boss.mailbox_at(moment),
            )
        elif outside:
            one = outside[0]
            private = f"{one.address.partition('@')[0]}{dice.between(1, 99)}@{dice.pick(('gmail.com', 'gmx.net', 'outlook.com', 'orange.fr'))}"
            site = (
                Site("gmail.com", "gmail", "209.85.128.1", 0)
                if private.endswith("gmail.com")
                else Site("gmx.net", "postfix", "212.227.17.20", 0, (), ["mout.gmx.net"])
            )
            post.send(
                one,
                [last.person],
                [],
                "",
                text,
                moment,
                language,
                parent=last,
                attachments=file,
                note="private-account",
                sender=(one.name, private),
                client=Gmail() if private.endswith("gmail.com") else Roundcube(),
                site=site,
            )
