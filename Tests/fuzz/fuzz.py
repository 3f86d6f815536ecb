#!/usr/bin/env python3
"""Runs the fuzz targets one after another, and tells how often each was run and what was found.

    fuzz.py --binary .build/fuzzing/release/threadsweep-fuzz --seconds 60 [--target mbox] fixtures .build/specimens

The files and folders named last are taken apart into the first inputs. What libFuzzer adds to them stays in the folder
--corpus and is where the next run begins; an input that breaks something is kept in --keep.

Exit status: 0 where nothing was found, 1 where something was, 2 where a target could not be run.
"""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent

# An input is small: what needs a large one is the business of Tests/reliability. Outlook data files begin with pages.
LONGEST = 65_536
LONGEST_OF = {"pst": 300_000}

# What a target that was stopped says of it, and how that is called.
FINDINGS = [
    (r"does not hold: (.*)", "does not hold: {}"),
    (r"ERROR: \S+: stack-overflow", "overflow of the stack"),
    (r"ERROR: libFuzzer: timeout", "hang"),
    (r"ERROR: libFuzzer: out-of-memory", "memory"),
    (r"ERROR: AddressSanitizer: (\S+)", "{}"),
    (r"Fatal error: (.*)", "trap: {}"),
    (r"ERROR: libFuzzer: (.*)", "{}"),
]


def numbers(log, pattern):
    return [int(number) for number in re.findall(pattern, log)]


def run(name, options, dictionary):
    """One target: its row of the table, and whether it is sound."""
    corpus = options.corpus / name
    corpus.mkdir(parents=True, exist_ok=True)
    kept = options.keep / name
    command = [
        options.binary, str(corpus), f"-max_total_time={options.seconds}", f"-seed={options.seed}",
        f"-max_len={LONGEST_OF.get(name, LONGEST)}", f"-rss_limit_mb={options.memory}", f"-timeout={options.limit}",
        f"-artifact_prefix={kept}-", "-print_final_stats=1", "-len_control=20", "-verbosity=1",
    ]
    if dictionary.exists():
        command.append(f"-dict={dictionary}")
    started = time.monotonic()
    done = subprocess.run(
        command, env={**os.environ, "FUZZ_TARGET": name}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        errors="replace")
    log = done.stderr
    executions = (numbers(log, r"stat::number_of_executed_units: (\d+)") or [0])[-1]
    edges = (numbers(log, r" cov: (\d+)") or [0])[-1]
    row = [name, executions, edges, len(os.listdir(corpus)), f"{time.monotonic() - started:.0f} s"]
    if done.returncode == 0:
        return row + ["–"], True
    what = next((text.format(*found.groups()) for pattern, text in FINDINGS if (found := re.search(pattern, log))), "")
    saved = re.findall(r"Test unit written to (\S+)", log)
    pathlib.Path(f"{kept}.log").write_text(log)
    return row + [f"{what or 'status ' + str(done.returncode)} ({saved[-1] if saved else f'{kept}.log'})"], False


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True)
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--target", action="append", default=[], dest="targets", help="all where none is named")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="targets that run at the same time")
    parser.add_argument("--memory", type=int, default=1024, help="megabytes above which an input is a finding")
    parser.add_argument("--limit", type=int, default=10, help="seconds above which an input is a finding")
    parser.add_argument("--corpus", type=pathlib.Path, default=pathlib.Path(".build/fuzz/corpus"))
    parser.add_argument("--keep", type=pathlib.Path, default=pathlib.Path(".build/fuzz/findings"))
    parser.add_argument("sources", nargs="*")
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)

    listed = subprocess.run([options.binary, "--list"], capture_output=True, text=True, check=True).stdout.split()
    unknown = set(options.targets) - set(listed)
    if unknown:
        print(f"no such target: {', '.join(sorted(unknown))}; there are {', '.join(listed)}", file=sys.stderr)
        return 2
    if options.sources:
        subprocess.run(
            [options.binary, "--seeds", str(options.corpus), *options.sources], stdout=subprocess.DEVNULL, check=True)

    form = "{:<20} {:>12} {:>8} {:>8} {:>7}  {}"
    print(form.format("target", "executions", "edges", "corpus", "time", "found"), flush=True)
    total, sound = 0, True
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        rows = pool.map(
            lambda name: run(name, options, HERE / "dictionaries" / f"{name}.dict"), options.targets or listed)
        for row, is_sound in rows:
            print(form.format(*row), flush=True)
            total += row[1]
            sound = sound and is_sound
    print(f"{total} executions, {'nothing found' if sound else 'see above for what was found'}")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
