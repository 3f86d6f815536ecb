"""Ordinary work: threads between colleagues and partners, with the odd things that people do."""

from __future__ import annotations

from typing import List, Tuple

from ..dice import Dice
from ..documents import ordinary
from ..prose import banks, letters
from ..prose.letters import invented_name
from ..wire.dates import DAY
from .company import Company
from .people import Person, working_moment
from .post import Post, Sent


class Work:
    """Projects: who works with whom, on what, in which language."""

    def __init__(self, company: Company, post: Post, dice: Dice) -> None:
        self.company, self.post, self.dice = company, post, dice
        self.projects: List[Tuple[List[Person], str]] = []
        firms = sorted({one.address.partition("@")[2] for one in company.partners})
        for _ in range(len(company.people)):
            inside = dice.several(company.people, dice.between(2, 6))
            outside: List[Person] = []
            for firm in dice.several(firms, dice.pick((0, 1, 1, 1, 2))):
                people_there = [one for one in company.partners if one.address.endswith("@" + firm)]
                outside += dice.several(people_there, dice.between(1, 3))
            language = (
                outside[0].language
                if outside and dice.chance(0.6)
                else inside[0].language if dice.chance(0.8) else "en"
            )
            self.projects.append((inside + outside, language))
        self.file_hosts = [
            f"{dice.pick(('files', 'share', 'portal', 'docs', 'intranet', 'wiki'))}.{one}"
            for one in [company.domain, company.domain, *firms]
        ]

    def thread(self, number: int) -> List[Sent]:
        dice = self.dice.branch(f"thread/{number}")
        members, language = dice.pick(self.projects)
        span = self.company.end - self.company.begin
        moment = working_moment(self.company.begin + int(span * dice.random()), 60, dice)
        present = [one for one in members if one.joined <= moment]
        if len(present) < 2 or not any(one.internal for one in present):
            return []
        starter = dice.pick(present)
        others = [one for one in present if one is not starter]
        if not starter.internal:
            others = [one for one in others if one.internal]
            if not others:
                return []
        to = dice.several(others, dice.pick((1, 1, 1, 2, 3)))
        cc = dice.several([one for one in others if one not in to], dice.pick((0, 0, 1, 2, 4)))
        about = letters.topic(language, dice)
        sent = [self._say(starter, to, cc, about, language, moment, None, dice)]
        length = dice.weighted(((0, 18), (1, 24), (2, 18), (3, 12), (4, 9), (6, 8), (9, 6), (13, 3)))
        for _ in range(length):
            sent.append(self._answer(sent, about, language, dice))
            if sent[-1].draft.moment > self.company.end:
                break
        return sent

    def _answer(self, sent: List[Sent], about: letters.Topic, language: str, dice: Dice) -> Sent:
        parent = sent[-1] if dice.chance(0.8) else dice.pick(sent)
        readers = [one for one in parent.participants if one is not parent.person]
        addressed = {address for _, address in [*parent.draft.to, *parent.draft.cc]}
        able = [one for one in readers if one.address in addressed] or readers
        person = dice.pick(able[:2]) if dice.chance(0.7) else dice.pick(able)
        delay = int(dice.lognormvariate(9.0, 1.7))  # median 2.3 h, 95 % within ten days or so
        if dice.chance(0.004):
            delay = dice.between(200, 380) * DAY
        moment = parent.draft.moment + max(120, min(delay, 400 * DAY))
        moment = working_moment(moment, person.zone_at(moment), dice)
        note = "revived" if moment - parent.draft.moment > 180 * DAY else ""
        forward = dice.chance(0.04) and person.internal
        if forward:
            new = dice.several([one for one in self.company.people if one not in parent.participants], 1)
            return self._say(person, new, [], about, language, moment, parent, dice, forward=True, note=note)
        everybody = [one for one in parent.participants if one is not person]
        to = [parent.person] if parent.person is not person else everybody[:1]
        cc = [one for one in everybody if one not in to] if dice.chance(0.7) else []
        if dice.chance(0.05) and person.internal:
            cc += dice.several([one for one in self.company.people if one not in parent.participants], 1)
        if not person.internal and not any(one.internal for one in [*to, *cc]):
            cc.append(next((one for one in parent.participants if one.internal), self.company.people[0]))
        if person.joined and moment - person.joined < 30 * DAY:
            note = "new-colleague"
        if any(one.draft.is_forward for one in sent[-2:]) and person not in sent[0].participants[:3]:
            note = note or "forward-then-reply"
        return self._say(person, to, cc, about, language, moment, parent, dice, note=note)

    def _say(
        self,
        person: Person,
        to: List[Person],
        cc: List[Person],
        about: letters.Topic,
        language: str,
        moment: int,
        parent,
        dice: Dice,
        forward: bool = False,
        note: str = "",
    ) -> Sent:
        own = language if person.language == language or dice.chance(0.85) else person.language
        extra, files = "", []
        if dice.chance(0.15):
            files = [
                ordinary.scan(moment, dice) if dice.chance(0.1) else ordinary.document(own, moment, dice)
                for _ in range(dice.pick((1, 1, 1, 2, 3)))
            ]
            extra = letters.sentence("file_notes", own, dice, about) if dice.chance(0.7) else ""
        elif dice.chance(0.09):
            extra = letters.sentence("link_notes", own, dice, about).replace("{link}", self.link(person, dice))
        if not person.internal and dice.chance(0.05):
            iban, bic = banks.account(Dice(f"bank/{person.address.partition('@')[2]}"))
            extra = f"{extra}\n\nIBAN {banks.spaced(iban)}, BIC {bic}".strip()
        shift, extra_note = 0, note
        if dice.chance(0.002):
            shift, extra_note = dice.pick((-3600 * 24 * 365, 86_400 * 3, -7200, 3600 * 8, -86_400)), "wrong-clock"
        name = (to[0].name if to else person.name).split()[0]
        short = person.brevity * (2 if forward else 1)
        text = letters.letter(
            own, about, name, person.signature, dice, answering=parent is not None, brief=min(short, 0.9), extra=extra
        )
        subject = letters.subject(language, about, dice) if parent is None else ""
        return self.post.send(
            person,
            to,
            cc,
            subject,
            text,
            moment,
            own,
            parent=parent,
            attachments=files,
            forward=forward,
            note=extra_note,
            date_shift=shift,
            quotes=not dice.chance(0.03),
        )

    def link(self, person: Person, dice: Dice) -> str:
        """A link as people send them: mostly to places that they always use."""
        if dice.chance(0.55):
            host = dice.pick(self.file_hosts[:2]) if person.internal else f"files.{person.address.partition('@')[2]}"
        elif dice.chance(0.5):
            host = dice.pick(self.file_hosts)
        elif dice.chance(0.6):
            host = dice.pick(
                (
                    "wetransfer.com",
                    "www.dropbox.com",
                    "drive.google.com",
                    "onedrive.live.com",
                    "we.tl",
                    "teams.microsoft.com",
                    "www.youtube.com",
                    "zoom.us",
                    "maps.google.com",
                    "en.wikipedia.org",
                )
            )
        else:
            host = f"www.{invented_name(dice, 3)}.{dice.pick(('com', 'de', 'fr', 'org', 'eu'))}"
        path = dice.weighted(
            (
                (f"/{invented_name(dice)}/{dice.between(100, 99999)}", 4),
                (f"/{dice.letters(10)}", 2),
                (f"/{invented_name(dice)}.pdf", 3),
                (f"/{invented_name(dice)}/{invented_name(dice)}.html", 3),
                (f"/d/{dice.letters(22)}/view", 1),
                (f"/{invented_name(dice)}-{dice.between(1, 99)}.zip", 0.5),
                ("/", 1),
            )
        )
        return f"https://{host}{path}"
