"""What is injected into an archive, and the truth about it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Callable, List, Optional, Tuple

from ..archive import Archive, Stored
from ..dice import Dice
from ..organisation.post import Post
from ..wire.dates import DAY
from . import families, foreign, negatives, payload
from .attack import Attacker
from .delivery import CompanyDelivery, ListDelivery
from .families import FAMILIES, Family
from .target import Target, Targets


@dataclass
class Truth:
    """One injected message. `family` is empty for honest ones, `negative` for hijacks."""

    message_id: str
    family: str = ""
    grade: str = ""
    kind: str = ""
    form: str = ""
    campaign: str = ""
    wave_size: int = 1
    negative: str = ""
    history: int = 0
    language: str = ""
    leak: str = ""


@dataclass
class Injection:
    """Injected messages with the truth about each."""

    messages: List[Stored]
    truth: List[Truth]

    def write_truth(self, path: Path) -> None:
        path.write_text(
            "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in self.truth), encoding="utf-8"
        )


class Injector:
    """Draws targets in one archive and writes into their threads."""

    def __init__(self, archive: Archive, dice: Dice, post: Optional[Post] = None) -> None:
        self.archive, self.dice = archive, dice
        self.delivery = CompanyDelivery(archive, post) if post is not None else ListDelivery(archive)
        self.targets = Targets(archive, dice.branch("targets"))
        self.attacker = Attacker(self.delivery, dice)
        self.result = Injection([], [])

    def single(self, family: Family, grade: str, number: int) -> None:
        """A single hijack with tokens of its own."""
        dice = self.dice.branch(f"single/{family.name}/{grade}/{number}")
        target = self.targets.draw(
            internal=True if family.internal and self.archive.internal_domains else None,
            at_usual_hours=grade == families.PERFECT,
        )
        if target is not None:
            self._write(target, family, grade, payload.wave(dice.pick(family.kinds), dice), dice, "", 1)

    def campaign(self, family: Family, grade: str, number: int) -> None:
        """A wave of 3 to 20 messages within some days; in a company all parents lay in one mailbox."""
        dice = self.dice.branch(f"campaign/{family.name}/{grade}/{number}")
        size = min(20, 3 + int(dice.expovariate(0.25)))
        begin = self.targets.begin + int((self.targets.end - self.targets.begin) * (0.15 + 0.8 * dice.random()))
        window = (begin, begin + dice.pick((1, 2, 2, 5)) * DAY)
        wave = payload.wave(dice.pick(family.kinds), dice)
        holder = ""
        if self.archive.internal_domains:
            busy = [one for one in dice.sample(self.targets.parents, min(12, len(self.targets.parents)))]
            holder = dice.pick(
                [address for one in busy for _, address in one.to if self.targets._is_internal(address)] or [""]
            )
        found: List[Target] = []
        for _ in range(size):
            target = self.targets.draw(
                window=window,
                holder=holder,
                internal=True if family.internal and self.archive.internal_domains else None,
            )
            if target is not None:
                found.append(target)
        if len(found) < 3:
            return
        name = f"{family.name}/{grade}/{number}"
        disguise = None
        if grade in (families.CRUDE, families.THREADED) and family.name != "look-alike-payment" and dice.chance(0.4):
            disguise = foreign.mailbox(dice)
        for step, target in enumerate(found):
            shared = disguise
            if family.name == "look-alike-payment" and step == 0:
                shared = None
            self._write(target, family, grade, wave, dice.branch(step), name, len(found), shared, holder)

    def _write(
        self,
        target: Target,
        family: Family,
        grade: str,
        wave: payload.Wave,
        dice: Dice,
        campaign: str,
        size: int,
        disguise: Optional[Tuple] = None,
        leak: str = "",
    ) -> None:
        stored = self.attacker.hijack(target, family, grade, wave, dice, disguise)
        form = wave.plan.form if wave.kind in ("link", "link-password", "pdf-link") else ""
        truth = Truth(stored.id, family.name, grade, wave.kind, form, campaign, size)
        truth.history, truth.language, truth.leak = target.history, stored.language, leak
        self._keep(stored, truth)

    def honest(self, name: str, number: int) -> None:
        writer = negatives.Honest(self.delivery, self.targets, self.dice.branch("honest"))
        for stored in writer.write(name, number):
            self._keep(stored, Truth(stored.id, negative=name, language=stored.language))

    def warnings(self, count: int) -> None:
        """Readers answer some of the hijacks."""
        hijacks = [stored for stored, truth in zip(self.result.messages, self.result.truth) if truth.family]
        for number, hijack in enumerate(self.dice.branch("warned").several(hijacks, count)):
            stored = negatives.warning(self.delivery, self.targets, hijack, self.dice.branch(f"warning/{number}"))
            if stored is not None:
                self._keep(stored, Truth(stored.id, negative="warning", language=stored.language))

    def _keep(self, stored: Stored, truth: Truth) -> None:
        if not stored.places and stored.sent_copy is None:
            return
        self.result.messages.append(stored)
        self.result.truth.append(truth)


def inject_all(injector: Injector, singles: int, campaigns: int, negatives_each: int, share: float = 0.1) -> Injection:
    """Every family at each of its grades, single and in campaigns, and every class of hard negatives.

    The order is drawn, and it ends when injected messages are `share` of the archive: what did not fit into a small
    archive comes in another round.
    """
    tasks: List[Callable[[], None]] = []
    for family in FAMILIES:
        for grade in family.grades:
            single = singles * (5 if not family.documented else 1)
            if grade != families.PERFECT:
                for number in range(single):
                    tasks.append(partial(injector.single, family, grade, number))
            for number in range(campaigns * (3 if not family.documented else 1)):
                tasks.append(partial(injector.campaign, family, grade, number))
    for name in negatives.CLASSES:
        tasks += [partial(injector.honest, name, number) for number in range(negatives_each)]
    most = int(len(injector.archive.messages) * share)
    for task in injector.dice.branch("order").sample(tasks, len(tasks)):
        if len(injector.result.messages) < most:
            task()
    injector.warnings(negatives_each)
    return injector.result
