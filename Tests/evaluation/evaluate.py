#!/usr/bin/env python3
"""Evaluates the built binary: injects hijacks into real and simulated mail, sweeps, compares, writes docs/evaluation.md.

Python 3.9 or newer, standard library only. Real mail is found through THREADSWEEP_CORPORA (a folder with
virtualization.mbox and usrp-users.mbox); without it only simulated mail is judged. Tune on one side (`--side tune`:
usrp-users, odd seeds of organisations), report on the other (virtualization, even seeds).
"""
from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import List

sys.path.insert(0, str(Path(__file__).resolve().parent))

from evaluation.archive import from_mbox  # noqa: E402
from evaluation.dice import Dice  # noqa: E402
from evaluation.measuring.experiment import Experiment, Results  # noqa: E402
from evaluation.measuring.report import document  # noqa: E402
from evaluation.measuring.sweep import Binary  # noqa: E402
from evaluation.organisation.build import simulate  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]
REAL = {"tune": "usrp-users", "report": "virtualization"}
SEEDS = {"tune": (1, 3), "report": (2, 4)}


def main() -> int:
    options = _options()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that temporary folders go
    started = time.monotonic()
    print(f"seed {options.seed}, side {options.side}{', quick' if options.quick else ''}", file=sys.stderr)
    results: List[Results] = []
    binary = Binary(options.binary, options.keep, options.jobs)

    def progress(text: str) -> None:
        print(f"[{time.monotonic() - started:6.0f} s] {text}", file=sys.stderr, flush=True)

    corpora = os.environ.get("THREADSWEEP_CORPORA", "")
    path = Path(corpora) / f"{REAL[options.side]}.mbox"
    if corpora and path.exists() and options.only != "simulated":
        progress(f"reading {path.name}")
        archive = from_mbox(path)
        if options.quick:
            archive = type(archive)(archive.name, archive.messages[:900], True)
        results.append(
            _measure(Experiment(archive, binary, Dice(f"{options.seed}/{archive.name}"), None, progress), options)
        )
    elif options.only != "simulated":
        print("THREADSWEEP_CORPORA names no folder with the corpora: no figures on real mail", file=sys.stderr)
    if options.only != "real":
        for number in options.organisations or (SEEDS[options.side][:1] if options.quick else SEEDS[options.side]):
            progress(f"simulating organisation {number}")
            size = (40, 12, 900) if options.quick else (options.mailboxes, 15, options.messages)
            archive, _, post = simulate(number, *size)
            results.append(
                _measure(Experiment(archive, binary, Dice(f"{options.seed}/{archive.name}"), post, progress), options)
            )
    facts = {
        "command": f"`{_command(options)}`",
        "seed": options.seed,
        "side": f"{options.side} (tuning is done on the other one)" if options.side == "report" else options.side,
        "program": _version(options.binary),
    }
    classed = json.loads((Path(__file__).parent / "classed.json").read_text(encoding="utf-8"))
    text = document(results, facts, classed)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        print(text)
    if options.details:
        _write_details(options.details, results)
    progress("done")
    return 0


def _measure(experiment: Experiment, options: argparse.Namespace) -> Results:
    real = experiment.archive.real
    small = len(experiment.archive.messages) < 3000
    rounds = 1 if options.quick else options.rounds * (4 if small and real else 1)
    singles, campaigns, negatives = (2, 1, 2) if options.quick else (3, 1, 6)
    share = 0.2 if options.quick else 0.08 if small else 0.03
    experiment.clean()
    for number in range(rounds):
        experiment.injected(number, singles, campaigns, negatives, share, options.truth)
    if not options.quick:
        experiment.thinned(100, singles, campaigns, share, options.missing)
    experiment.mimicry(2 if options.quick else options.trials, min(1000, len(experiment.archive.messages) // 2))
    return experiment.results


def _command(options: argparse.Namespace) -> str:
    """The command that gives the same figures again."""
    words = [
        f"--{name} {getattr(options, name)}"
        for name in ("side", "seed", "rounds", "trials", "missing", "mailboxes", "messages")
    ]
    return " ".join(["Tests/evaluation/evaluate.py", *words, *(["--quick"] if options.quick else [])])


def _version(binary: Path) -> str:
    shown = subprocess.run([str(binary), "--version"], capture_output=True, text=True).stdout.strip()
    commit = subprocess.run(
        ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"], capture_output=True, text=True
    ).stdout.strip()
    return f"threadsweep {shown or '?'} at {commit or '?'}"


def _write_details(path: Path, results: List[Results]) -> None:
    """Every outcome and false alarm with its signals, for whoever mends the detection."""
    with open(path, "w", encoding="utf-8") as file:
        for one in results:
            for kind, items in (
                ("hijack", one.outcomes),
                ("thinned", one.thinned),
                ("false-alarm", one.clean_alarms),
                ("negative-alarm", one.negative_alarms),
            ):
                for item in items:
                    file.write(
                        json.dumps({"archive": one.name, "what": kind, **asdict(item)}, ensure_ascii=False) + "\n"
                    )
            file.write(
                json.dumps({"archive": one.name, "what": "mimicry", "ranks": one.mimicry, "kinds": one.mimicry_kinds})
                + "\n"
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument(
        "--binary", type=Path, default=ROOT / ".build/release/threadsweep", help="the program to evaluate"
    )
    parser.add_argument(
        "--side",
        choices=("report", "tune"),
        default="report",
        help="which archives: those to report on or those to tune on",
    )
    parser.add_argument("--only", choices=("real", "simulated"), help="one kind of mail only")
    parser.add_argument("--quick", action="store_true", help="small archives, one round: under 90 seconds")
    parser.add_argument("--seed", default="2021", help="everything random follows from it")
    parser.add_argument("--rounds", type=int, default=4, help="injections an archive")
    parser.add_argument("--trials", type=int, default=30, help="small archives with one perfect hijack each")
    parser.add_argument(
        "--missing", type=float, default=0.3, help="the part of the mail that is missing in the robustness test"
    )
    parser.add_argument("--mailboxes", type=int, default=80, help="mailboxes of a simulated organisation")
    parser.add_argument("--messages", type=int, default=9000, help="conversation messages of a simulated organisation")
    parser.add_argument("--organisations", type=int, nargs="*", help="seeds of organisations instead of the side's own")
    parser.add_argument("--jobs", type=int, default=0, help="cores for the sweep (default: all)")
    parser.add_argument("--output", type=Path, help="where the report goes (default: standard output)")
    parser.add_argument("--details", type=Path, help="JSON lines of every outcome with its signals")
    parser.add_argument("--truth", type=Path, help="a folder for the truth of each injection, JSON lines")
    parser.add_argument("--keep", type=Path, help="a folder that keeps the mail and the case of every sweep")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
