#!/usr/bin/env python3
"""Kills sweeps at random moments, and holds what the resumed sweep leaves against an undisturbed one.

    kill_matrix.py --binary .build/release/threadsweep --kills 500
    kill_matrix.py --kinds mbox zip --kills 20 --seed 7

For every kind of source, sweeps are ended by SIGKILL, and one in eight by SIGTERM or SIGINT, at moments that are spread
over the whole run, judgement included, and gone on with until one comes to its end. Its case has to be equal to that of
an undisturbed sweep in every listing and in the rows of every table, run records aside; a message is quarantined never.

`--control` turns the question round: the binary (a build for tests) commits a checkpoint before the rows that it covers,
and the matrix has to find that.

Exit status: 0 where all are equal (with --control: where one was not), 1 where not, 2 for trouble of its own.
"""

import argparse
import collections
import pathlib
import random
import signal
import subprocess
import sys
import tempfile
import time

from reliability import case as cases
from reliability import sources

PIPELINE = "schema: 1\ncheckpoint: { messages: 32 }\n"
STATUS = {signal.SIGINT: 130, signal.SIGTERM: 143}


class Matrix:
    def __init__(self, options):
        self.options = options
        self.random = random.Random(options.seed)
        self.phases = collections.Counter()
        self.kills = self.rounds = 0
        self.failures = []
        self.faults = {"THREADSWEEP_TEST_FAULTS": "checkpoint-first"} if options.control else {}

    def fail(self, kind, text):
        self.failures.append(f"{kind}: {text}")
        print(f"  FAILED {kind}: {text}", flush=True)

    def kind(self, kind, folder):
        """Kills the sweeps of one kind of source as often as asked."""
        paths = sources.write(kind, folder / kind, self.options.copies)
        pipeline = folder / "pipeline.yaml"
        pipeline.write_text(PIPELINE)
        whole = folder / f"{kind}-whole.db"
        start = time.monotonic()
        done = cases.run(self.options.binary, paths, whole, pipeline)
        duration = time.monotonic() - start
        if done.returncode not in (0, 3):
            sys.exit(f"kill_matrix: an undisturbed sweep of {kind} ended with {done.returncode}: {done.stderr.decode()}")
        expected = cases.dump(self.options.binary, whole)
        goal = self.kills + self.options.kills
        first = self.kills
        while self.kills < goal and not (self.options.control and self.failures):
            self.round(kind, paths, pipeline, folder / f"{kind}.db", duration, expected, done.returncode, goal)
        print(f"{kind}: {self.kills - first} kills, undisturbed {duration:.2f} s", flush=True)

    def round(self, kind, paths, pipeline, path, duration, expected, status, goal):
        """One case, killed again and again until a sweep comes through."""
        cases.remove(path)
        self.rounds += 1
        for attempt in range(12):
            command, options = cases.scan(self.options.binary, paths, path, pipeline, **self.faults)
            number = self.random.choice([signal.SIGTERM, signal.SIGINT]) if self.random.random() < 1 / 8 else signal.SIGKILL
            delay = self.random.random() ** 1.5 * duration * 1.1 if attempt else self.random.random() * duration
            process = subprocess.Popen(command, **options)
            try:
                process.wait(delay)
            except subprocess.TimeoutExpired:
                process.send_signal(number)
            words = process.stderr.read().decode(errors="replace")
            process.stderr.close()
            code = process.wait(60)
            if code == -signal.SIGKILL:
                self.kills += 1
                self.phases[cases.phase(path)] += 1
                if self.kills >= goal:
                    break
            elif number in STATUS and code == STATUS[number]:
                self.kills += 1
                self.phases["graceful"] += 1
                if "threadsweep scan" not in words:
                    self.fail(kind, f"the resume command was not told: {words!r}")
            elif code in (-signal.SIGTERM, -signal.SIGINT):
                # It came before the handlers were there: nothing was begun.
                self.kills += 1
                self.phases["start"] += 1
            elif code == status:
                break
            else:
                self.fail(kind, f"status {code} instead of {status}: {words[-300:]!r}")
                break
        last = cases.run(self.options.binary, paths, path, pipeline)
        if last.returncode != status:
            self.fail(kind, f"the last run ended with {last.returncode}: {last.stderr.decode()[-300:]!r}")
        for words in cases.difference(expected, cases.dump(self.options.binary, path)):
            self.fail(kind, words)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    parser.add_argument("--kinds", nargs="+", choices=sources.KINDS, default=sources.KINDS)
    parser.add_argument("--kills", type=int, default=500, help="for each kind of source (default: %(default)s)")
    parser.add_argument("--copies", type=int, default=4, help="how often the demo's mail is written (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--control", action="store_true", help="the negative control; wants a build for tests")
    options = parser.parse_args()
    if not options.binary.exists():
        parser.error(f"{options.binary}: no such binary; build it, or name another")
    print(f"seed {options.seed}", flush=True)
    matrix = Matrix(options)
    with tempfile.TemporaryDirectory() as folder:
        for kind in options.kinds:
            matrix.kind(kind, pathlib.Path(folder))
    phases = ", ".join(f"{count} {name}" for name, count in sorted(matrix.phases.items()))
    print(f"{matrix.kills} kills ({phases}), {matrix.rounds} cases, {len(matrix.failures)} failures")
    if options.control:
        sys.exit(0 if matrix.failures else "kill_matrix: the control was not found out")
    sys.exit(1 if matrix.failures else 0)


if __name__ == "__main__":
    main()
