#!/usr/bin/env python3
"""Lets the disk fail under sweeps, at every kind of call, and goes on afterwards.

    disk_faults.py --binary .build/release/threadsweep --each 20

The calls that an undisturbed sweep makes below its case's folder are counted by kind: creating, writing, syncing,
truncating, renaming and removing files. Then some of each fail, and all after it, with "no space left" and with "input or
output error". The sweep has to end with 74 and a word (73 where a file could not be created; or as if nothing were amiss, where what failed was of no
importance), never with a crash; and the same command has to come to a case that is equal to an undisturbed one, once the
disk is well. Linux only; wants a C compiler.

Exit status: 0 where that held, 1 where not, 2 for trouble of its own.
"""

import argparse
import collections
import errno
import pathlib
import random
import sys
import tempfile

from reliability import case as cases
from reliability import shim
from reliability.layered import LayeredSweep, arguments

STORAGE = {"create": {73, 74}}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=20, help="moments for each kind and error (default: %(default)s)")
    options = arguments(parser, copies=4)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        sweep = LayeredSweep.built("disk_faults", options, temporary)
        if sweep is None:
            return 0
        counts = pathlib.Path(temporary) / "counts"
        sweep.undisturbed("disk_faults", FAULTS_COUNT=str(counts))
        failures = 0
        outcomes = collections.Counter()
        for kind, count in shim.counts(counts).items():
            moments = range(1, count + 1) if count <= options.each else sorted(dice.sample(range(1, count + 1), options.each))
            for moment in moments:
                for error in (errno.ENOSPC, errno.EIO):
                    cases.remove(sweep.case)
                    failed = sweep.run(FAULTS_KIND=kind, FAULTS_AT=str(moment), FAULTS_ERRNO=str(error))
                    resumed, words = sweep.resume()
                    outcomes[kind, failed.returncode] += 1
                    is_told = failed.returncode in STORAGE.get(kind, {74}) and failed.stderr
                    if not (is_told or failed.returncode == sweep.status) or resumed.returncode != sweep.status or words:
                        failures += 1
                        print(f"  FAILED {kind} {moment} of {count}, {errno.errorcode[error]}: status {failed.returncode} "
                              f"{failed.stderr.decode()[-200:]!r}, resumed {resumed.returncode} "
                              f"{resumed.stderr.decode()[-200:]!r}, {words}", flush=True)
        for (kind, status), number in sorted(outcomes.items()):
            print(f"{kind}: {number} ended with {status}")
        print(f"{sum(outcomes.values())} faults, {failures} failures")
        return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
