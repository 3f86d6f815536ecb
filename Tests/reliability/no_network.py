#!/usr/bin/env python3
"""Runs every command under a trace of its system calls: none may ask the network for anything.

    no_network.py --binary .build/release/threadsweep

Exit status: 0 where none did (or no strace is here, which is said), 1 where one did.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from reliability import sources
from reliability.case import environment

# What opens a way out; a pair of sockets within the process is none.
CALLS = re.compile(rb"\b(socket|connect|sendto|sendmsg|bind|listen|accept4?|getpeername)\(")


def commands(folder):
    """Every command that reads mail or a case, in an order in which each finds what it needs."""
    case = ["--case", folder / "case.db"]
    document = next((sources.ROOT / "fixtures" / "documents").glob("*.pdf"))
    yield ["scan", sources.DEMO, *case, "--progress", "none", "--output", f"html={folder}/a.html", "--overwrite"]
    yield ["status", *case]
    yield ["messages", "list", *case]
    yield ["findings", "list", *case]
    yield ["campaigns", "list", *case]
    yield ["servers", "list", *case]
    yield ["find", "--host", "x.example", *case]
    yield ["rescore", *case]
    yield ["report", "--output", folder / "report.html", *case]
    for form in "jsonl csv stix misp ecs ocsf sarif timesketch".split():
        yield ["export", form, "--output", folder / f"out.{form}", *case]
    yield ["inspect", next(sources.DEMO.rglob("*.eml"))]
    yield ["inspect", "--as", "attachment", document]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    options = parser.parse_args()
    strace = shutil.which("strace")
    if strace is None:
        print("no_network: no strace is here: skipped")
        return 0
    failures = count = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        trace = folder / "trace"
        for command in commands(folder):
            count += 1
            traced = [strace, "-f", "-qq", "-e", "trace=%network", "-o", trace, options.binary, *command]
            done = subprocess.run(traced, capture_output=True, env=environment())
            calls = [line for line in trace.read_bytes().splitlines() if CALLS.search(line)]
            if calls or done.returncode not in (0, 3, 10):
                failures += 1
                print(f"  FAILED {' '.join(map(str, command[:2]))}: status {done.returncode}, {done.stderr[-200:]!r}, {calls[:3]}")
    print(f"{count} commands traced, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
