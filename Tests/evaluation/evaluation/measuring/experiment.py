"""The experiments: clean archives, injected ones, thinned ones, and one perfect hijack in a small archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Dict, List, Optional, Tuple

from ..archive import Archive, Stored
from ..dice import Dice
from ..injector import families
from ..injector.plan import Injection, Injector, Truth, inject_all
from ..organisation.post import Post
from . import baselines
from .sweep import ALARM, Binary, Sweep, by_message


@dataclass
class Outcome:
    """One hijack and what became of it."""

    truth: Truth
    level: str
    score: float
    rank: int
    signals: List[dict]
    fake_reply: bool
    fake_thread: bool
    missing: bool = False

    @property
    def alarmed(self) -> bool:
        return self.level in ALARM


@dataclass
class FalseAlarm:
    """An honest message at the alarm line."""

    message_id: str
    group: str
    score: float
    family: str
    subject: str
    signals: List[str]


@dataclass
class Results:
    """Everything measured on one archive."""

    name: str
    real: bool
    messages: int = 0
    rounds: int = 0
    clean_alarms: List[FalseAlarm] = field(default_factory=list)
    clean_attachments: Counter = field(default_factory=Counter)
    clean_findings: Counter = field(default_factory=Counter)
    baseline_alarms: Counter = field(default_factory=Counter)
    outcomes: List[Outcome] = field(default_factory=list)
    thinned: List[Outcome] = field(default_factory=list)
    thinned_alarms: int = 0
    thinned_messages: int = 0
    negatives: Dict[str, Tuple[int, int]] = field(default_factory=dict)
    negative_alarms: List[FalseAlarm] = field(default_factory=list)
    negative_levels: Counter = field(default_factory=Counter)
    precision: List[Tuple[int, int]] = field(default_factory=list)
    mimicry: List[int] = field(default_factory=list)
    mimicry_size: int = 0
    mimicry_kinds: List[str] = field(default_factory=list)
    campaigns: Dict[str, Tuple[int, int]] = field(default_factory=dict)
    seconds: float = 0
    cpu: float = 0
    swept: int = 0


class Experiment:
    """All experiments on one archive."""

    def __init__(
        self, archive: Archive, binary: Binary, dice: Dice, post: Optional[Post] = None, progress=lambda text: None
    ) -> None:
        self.archive, self.binary, self.dice, self.post, self.progress = archive, binary, dice, post, progress
        self.results = Results(archive.name, archive.real, len(archive.messages))

    def clean(self) -> None:
        """The archive as it is: every alarm is a false one (unless somebody reads it and finds otherwise)."""
        self.progress(f"{self.archive.name}: clean")
        sweep = self._sweep(self.archive.messages, "clean")
        known = {one.id: one for one in self.archive.messages}
        for one in sweep.hijacks():
            self.results.clean_findings[one["level"]] += 1
        for one in sweep.findings:
            if one["kind"] == "attachment" and one["level"] in ALARM:
                self.results.clean_attachments[
                    (known[one["message_id"]].note if one["message_id"] in known else "") or "ordinary"
                ] += 1
        self.results.clean_alarms = [_false_alarm(one, _group(known.get(one["message_id"]))) for one in sweep.alarms()]
        for one in self.archive.messages:
            self.results.baseline_alarms["fake-reply"] += baselines.fake_reply(one)
            self.results.baseline_alarms["fake-thread"] += baselines.fake_thread(one)

    def injected(
        self, number: int, singles: int, campaigns: int, negatives: int, share: float, truth_folder: Optional[Path]
    ) -> None:
        """One round: hijacks and hard negatives among the archive's mail."""
        self.progress(f"{self.archive.name}: injection {number}")
        injection = self._inject(number, singles, campaigns, negatives, share)
        if truth_folder is not None:
            truth_folder.mkdir(parents=True, exist_ok=True)
            injection.write_truth(truth_folder / f"{self.archive.name}-{number}.jsonl")
        sweep = self._sweep([*self.archive.messages, *injection.messages], f"injected-{number}")
        self.results.rounds += 1
        self._compare(injection, sweep)

    def thinned(self, number: int, singles: int, campaigns: int, share: float, missing: float) -> None:
        """The same round with part of the archive gone."""
        self.progress(f"{self.archive.name}: {missing:.0%} missing")
        injection = self._inject(number, singles, campaigns, 0, share)
        dice = self.dice.branch(f"thin/{number}")
        kept = [one for one in self.archive.messages if not dice.chance(missing)]
        sweep = self._sweep([*kept, *injection.messages], f"thinned-{number}")
        self.results.thinned += self._outcomes(injection, sweep)
        hijacks = {one.message_id for one in injection.truth if one.family}
        self.results.thinned_alarms += sum(one["message_id"] not in hijacks for one in sweep.alarms())
        self.results.thinned_messages += len(kept)

    def mimicry(self, trials: int, size: int) -> None:
        """One perfect hijack in each of many small archives: whole threads within a stretch of time."""
        family = families.family("perfect-mimicry")
        done = 0
        for number in range(trials * 3):
            if done >= trials:
                break
            dice = self.dice.branch(f"mimicry/{number}")
            part = self._stretch(size, dice)
            injector = Injector(part, dice, self.post)
            injector.single(family, families.PERFECT, 0)
            if not injector.result.messages:
                continue
            done += 1
            self.progress(f"{self.archive.name}: mimicry {done}/{trials}")
            sweep = self._sweep([*part.messages, *injector.result.messages], f"mimicry-{number}")
            ids = [one["message_id"] for one in sweep.hijacks()]
            wanted = injector.result.truth[0].message_id
            self.results.mimicry.append(ids.index(wanted) + 1 if wanted in ids else 0)
            self.results.mimicry_kinds.append(injector.result.truth[0].kind)
            self.results.mimicry_size = size

    # Parts.

    def _sweep(self, messages: List[Stored], label: str) -> Sweep:
        sweep = self.binary.sweep(self.archive, messages, f"{self.archive.name}-{label}")
        self.results.seconds += sweep.seconds
        self.results.cpu += sweep.cpu
        self.results.swept += sweep.messages
        return sweep

    def _inject(self, number: int, singles: int, campaigns: int, negatives: int, share: float) -> Injection:
        injector = Injector(self.archive, self.dice.branch(f"round/{number}"), self.post)
        return inject_all(injector, singles, campaigns, negatives, share)

    def _outcomes(self, injection: Injection, sweep: Sweep) -> List[Outcome]:
        found = by_message(sweep.findings)
        ranks = {one["message_id"]: rank for rank, one in reversed(list(enumerate(sweep.hijacks(), 1)))}
        out = []
        for stored, truth in zip(injection.messages, injection.truth):
            if not truth.family:
                continue
            one = found.get(truth.message_id)
            out.append(
                Outcome(
                    truth,
                    one["level"] if one else "none",
                    one["score"] if one else 0.0,
                    ranks.get(truth.message_id, 0),
                    one["signals"] if one else [],
                    baselines.fake_reply(stored),
                    baselines.fake_thread(stored),
                )
            )
        return out

    def _compare(self, injection: Injection, sweep: Sweep) -> None:
        outcomes = self._outcomes(injection, sweep)
        self.results.outcomes += outcomes
        hijacks = {one.message_id for one in injection.truth if one.family}
        classes = {one.message_id: one.negative for one in injection.truth if one.negative}
        alarmed = {one["message_id"]: one for one in sweep.alarms()}
        found = by_message(sweep.findings)
        for identifier, name in classes.items():
            if identifier in found:
                self.results.negative_levels[found[identifier]["level"]] += 1
            hits, trials = self.results.negatives.get(name, (0, 0))
            self.results.negatives[name] = (hits + (identifier in alarmed), trials + 1)
            if identifier in alarmed:
                self.results.negative_alarms.append(_false_alarm(alarmed[identifier], name))
        top = sweep.hijacks()[:20]
        self.results.precision.append((sum(one["message_id"] in hijacks for one in top), len(top)))
        waves: Dict[str, List[Outcome]] = defaultdict(list)
        for one in outcomes:
            if one.truth.campaign:
                waves[one.truth.campaign].append(one)
        for name, members in waves.items():
            key = f"{name.rpartition('/')[0]}"
            hits, trials = self.results.campaigns.get(key, (0, 0))
            self.results.campaigns[key] = (hits + any(one.alarmed for one in members), trials + 1)

    def _stretch(self, size: int, dice: Dice) -> Archive:
        """Whole threads that begin within a stretch of time, about `size` messages."""
        messages = self.archive.messages
        start = dice.between(0, max(0, len(messages) - size))
        inside = messages[start : start + size]
        threads = {one.thread for one in inside}
        low, high = inside[0].moment, inside[-1].moment
        chosen = [
            one
            for one in messages[max(0, start - size // 4) : start + size + size // 4]
            if one.thread in threads and low - 90 * 86_400 <= one.moment <= high + 30 * 86_400
        ]
        part = Archive(
            self.archive.name, [_copy(one) for one in chosen], self.archive.real, self.archive.internal_domains
        )
        return part


def _copy(one: Stored) -> Stored:
    return replace(one, thread=-1)


def _group(stored: Optional[Stored]) -> str:
    return (stored.note or ("automatic" if stored.automatic else "ordinary")) if stored is not None else "without id"


def _false_alarm(one: dict, group: str) -> FalseAlarm:
    signals = [f"{s['id']} {s['weight']:+.1f}" for s in one["signals"]]
    return FalseAlarm(
        one["message_id"] or f"{one['source']}@{one['offset']}",
        group,
        one["score"],
        one["family"],
        one["subject"],
        signals,
    )
