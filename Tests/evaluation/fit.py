#!/usr/bin/env python3
"""Fits the weights of the signals to the mail of the tuning side, and writes them as a table of the product.

The data: injections into usrp-users (where THREADSWEEP_CORPORA names it) and into simulated organisations with odd
seeds, swept by the built binary. What is fitted is one number a signal: by how much the log-odds grow when it is seen in
full strength. A message's score is the prior and the sums of its groups, each up to its cap, as the product adds them.

Every weight is drawn towards the one that its rule states (`defaultWeight`), which comes from the literature and from
counts on real mail: the injector is one author's guess at what attackers do, and may not overrule the rest. Signs are
kept, weights stay below a limit, and honest messages weigh more than injected ones. Python 3.9 or newer, nothing else.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

from evaluation.archive import from_mbox  # noqa: E402
from evaluation.dice import Dice  # noqa: E402
from evaluation.measuring.experiment import Experiment  # noqa: E402
from evaluation.measuring.sweep import Binary, by_message  # noqa: E402
from evaluation.organisation.build import simulate  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
TABLE = ROOT / "Sources/HijackDetection/Verdicts/FittedWeights.swift"
# Where the alarm line lies in log-odds, and how far from it messages should lie on either side.
LINE, MARGIN = math.log(0.8 / 0.2), 1.0
# Honest messages weigh so much more than injected ones, one by one.
HONEST = 12.0
# How far a weight may move from the one that its rule states: the deviation of a normal prior, and hard limits.
DEVIATION, LIMIT = 0.35, 6.5
# The round in which part of the mail is missing.
THINNED = 100
# These are proven by what they are, or hang on what the injector cannot imitate: they stay as they are.
FIXED = {"campaign", "campaign-one-sender"}


@dataclass
class Example:
    """One message with its signals by group: the id and the strength, 0 to 1."""

    hijack: bool
    signals: List[Tuple[str, str, float]]
    weight: float = 1.0


def main() -> int:
    options = _options()
    rules = _catalogue(options.binary)
    examples = _read(options.examples, rules) if options.examples else _observe(options, rules)
    if options.keep:
        options.keep.write_text("".join(json.dumps(vars(one)) + "\n" for one in examples), encoding="utf-8")
    weights = fit(examples, rules, options.steps)
    text = table(weights, rules, _data(options, examples))
    if options.dry_run:
        print(text)
    else:
        TABLE.write_text(text, encoding="utf-8")
        print(f"{TABLE.relative_to(ROOT)}: {len(weights)} weights from {len(examples)} messages", file=sys.stderr)
    return 0


@dataclass
class Rules:
    """The catalogue as the binary shows it: the group and the stated weight of each signal, caps and the prior."""

    group: Dict[str, str]
    stated: Dict[str, float]
    current: Dict[str, float]
    caps: Dict[str, float]
    prior: float


def fit(examples: List[Example], rules: Rules, steps: int = 400) -> Dict[str, float]:
    """The weights that part the examples best, drawn towards the stated ones."""
    weights = dict(rules.stated)
    # Without a payload or a request the alarm rule holds a message back, whatever its score.
    examples = [one for one in examples if any(g in ("payload", "intent", "cluster") and s > 0 for _, g, s in one.signals)]
    honest = [one for one in examples if not one.hijack]
    injected = [one for one in examples if one.hijack]
    scale = {True: 1 / max(1, len(injected)), False: HONEST / max(1, len(honest))}
    counts = Counter(name for one in examples for name, _, _ in one.signals)
    prior_scale = 1 / max(1, len(examples)) / DEVIATION**2 * 4
    velocity: Dict[str, float] = defaultdict(float)
    for step in range(steps):
        gradient: Dict[str, float] = defaultdict(float)
        for one in examples:
            sums: Dict[str, float] = defaultdict(float)
            for name, group, strength in one.signals:
                sums[group] += strength * weights.get(name, 0)
            score = rules.prior + sum(max(-rules.caps[g], min(rules.caps[g], s)) for g, s in sums.items())
            sign = -1.0 if one.hijack else 1.0
            pull = sign / (1 + math.exp(-max(-30, min(30, sign * (score - LINE) + MARGIN))))
            for name, group, strength in one.signals:
                if abs(sums[group]) <= rules.caps[group]:
                    gradient[name] += scale[one.hijack] * one.weight * pull * strength
        for name in weights:
            if name in FIXED or not counts[name] or rules.stated[name] == 0:
                continue
            slope = gradient[name] + prior_scale * (weights[name] - rules.stated[name])
            velocity[name] = 0.9 * velocity[name] - 2.0 * slope
            moved = weights[name] + velocity[name]
            low, high = (0.0, LIMIT) if rules.stated[name] > 0 else (-LIMIT, 0.0)
            # A weight may not lose or gain more than its half and a unit.
            reach = abs(rules.stated[name]) / 2 + 0.5
            low, high = max(low, rules.stated[name] - reach), min(high, rules.stated[name] + reach)
            weights[name] = max(low, min(high, moved))
    return {name: round(value, 1) for name, value in weights.items()}


def table(weights: Dict[str, float], rules: Rules, data: List[str]) -> str:
    """The Swift table."""
    lines = [
        "/// The weights of signals as `Tests/evaluation/fit.py` fitted them: data, written by that command.",
        "///",
        *(f"/// {line}" for line in data),
        "enum FittedWeights {",
        "  /// Weights by signal id; what is not here has the weight that its rule states.",
        "  static let values: [String: Double] = [",
    ]
    changed = {name: value for name, value in weights.items() if abs(value - rules.stated[name]) >= 0.1}
    lines += [f'    "{name}": {changed[name]},' for name in sorted(changed)]
    if not changed:
        lines[-1] += ":"
    return "\n".join([*lines, "  ]", "}", ""])


def _data(options: argparse.Namespace, examples: List[Example]) -> List[str]:
    names = [*(["usrp-users"] if os.environ.get("THREADSWEEP_CORPORA") else [])]
    names += [f"organisation-{number}" for number in options.organisations]
    hijacks = sum(one.hijack for one in examples)
    return [
        f"Data: {', '.join(names)}, seed {options.seed}, {options.rounds} rounds;",
        f"{hijacks} injected and {len(examples) - hijacks} honest messages that carry or ask for something.",
    ]


def _catalogue(binary: Path) -> Rules:
    shown = subprocess.run([str(binary), "signals", "list", "--format", "jsonl"], capture_output=True, text=True, check=True)
    rules = Rules({}, {}, {}, {}, -6.5)
    for line in shown.stdout.splitlines():
        one = json.loads(line)
        rules.group[one["id"]] = one["group"]
        rules.current[one["id"]] = one["weight"]
        rules.stated[one["id"]] = one.get("stated_weight", one["weight"])
    source = (ROOT / "Sources/HijackDetection/Verdicts/ScoringPack.swift").read_text(encoding="utf-8")
    rules.caps = {name: float(value) for name, value in re.findall(r"\.(\w+): ([\d.]+)", source)}
    rules.prior = float(re.search(r"prior: (-?[\d.]+)[,)]", source)[1])  # type: ignore[index]
    return rules


def example(found: dict, hijack: bool, rules: Rules) -> Example:
    signals = []
    for one in found["signals"]:
        weight = rules.current.get(one["id"], 0)
        if weight:
            signals.append((one["id"], rules.group[one["id"]], max(0.0, min(1.0, one["weight"] / weight))))
    return Example(hijack, signals)


def _read(paths: List[Path], rules: Rules) -> List[Example]:
    return [
        Example(one["hijack"], [tuple(s) for s in one["signals"]], one.get("weight", 1.0))
        for path in paths
        for one in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    ]


def _observe(options: argparse.Namespace, rules: Rules) -> List[Example]:
    binary = Binary(options.binary)
    examples: List[Example] = []
    corpora = os.environ.get("THREADSWEEP_CORPORA", "")
    archives = []
    if corpora and (Path(corpora) / "usrp-users.mbox").exists():
        archives.append((from_mbox(Path(corpora) / "usrp-users.mbox"), None, 3 * options.rounds, 0.08, True))
    for number in options.organisations:
        archive, _, post = simulate(number, 80, 15, options.messages)
        archives.append((archive, post, options.rounds, 0.03, number == options.organisations[0]))
    for archive, post, rounds, share, thins in archives:
        experiment = Experiment(archive, binary, Dice(f"{options.seed}/{archive.name}"), post)
        for number in [*range(rounds), *([THINNED] if thins else [])]:
            print(f"{archive.name}: injection {number}", file=sys.stderr, flush=True)
            injection = experiment._inject(number, 3, 1, 0 if number == THINNED else 6, share)
            kept = archive.messages
            if number == THINNED:
                dice = experiment.dice.branch(f"thin/{number}")
                kept = [one for one in kept if not dice.chance(0.3)]
            sweep = binary.sweep(archive, [*kept, *injection.messages], f"{archive.name}-fit-{number}")
            hijacks = {one.message_id for one in injection.truth if one.family}
            for identifier, found in by_message(sweep.findings).items():
                examples.append(example(found, identifier in hijacks, rules))
    return examples


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--binary", type=Path, default=ROOT / ".build/release/threadsweep", help="the program that observes")
    parser.add_argument("--seed", default="2021", help="everything random follows from it")
    parser.add_argument("--rounds", type=int, default=2, help="injections an archive")
    parser.add_argument("--messages", type=int, default=9000, help="conversation messages of an organisation")
    parser.add_argument("--organisations", type=int, nargs="*", default=[1, 3], help="seeds of organisations, odd ones")
    parser.add_argument("--steps", type=int, default=400, help="steps of descent")
    parser.add_argument("--examples", type=Path, nargs="*", help="read observations written by --keep instead of sweeping")
    parser.add_argument("--keep", type=Path, help="a file for the observations, JSON lines")
    parser.add_argument("--dry-run", action="store_true", help="print the table instead of writing it")
    options = parser.parse_args()
    if any(number % 2 == 0 for number in options.organisations):
        parser.error("organisations with even seeds belong to the reporting side")
    return options


if __name__ == "__main__":
    sys.exit(main())
