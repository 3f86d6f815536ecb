#!/usr/bin/env python3
"""Cuts the power of sweeps, and holds what the resumed sweep leaves against an undisturbed one.

    power_cut.py --binary .build/release/threadsweep --cuts 200

A layer of the system writes down every call that changes a file of the case. Of that log any beginning is a moment at which
the power goes: what was synced by then is on the disk; of each later write any 512-byte sectors are, in any order, and the
later creations, renames and removals up to some moment. From such a disk the same command has to come to a case that is
equal to an undisturbed one. Linux only; wants a C compiler.

Exit status: 0 where all are equal, 1 where not, 2 for trouble of its own.
"""

import argparse
import pathlib
import random
import sys
import tempfile

from reliability import shim
from reliability.disk import Disk
from reliability.layered import LayeredSweep, arguments


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cuts", type=int, default=200)
    options = arguments(parser, copies=6)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        sweep = LayeredSweep.built("power_cut", options, temporary)
        if sweep is None:
            return 0
        log = pathlib.Path(temporary) / "log"
        sweep.undisturbed("power_cut", FAULTS_LOG=str(log))
        records = shim.log(log)
        syncs = sum(kind == "sync" for kind, *_ in records)
        failures = 0
        for cut in range(options.cuts):
            end = dice.randint(0, len(records))
            model = Disk()
            for record in records[:end]:
                model.record(record)
            for path in sweep.disk.iterdir():
                path.unlink()
            for name, content in model.cut(dice).items():
                (sweep.disk / name).write_bytes(content)
                (sweep.disk / name).chmod(0o600)
            # The memory that readers share does not outlive a power cut.
            (sweep.disk / "case.db-shm").unlink(missing_ok=True)
            resumed, words = sweep.resume()
            if resumed.returncode != sweep.status or words:
                failures += 1
                print(f"  FAILED cut {cut} at record {end} of {len(records)}: status {resumed.returncode}, "
                      f"{resumed.stderr.decode()[-300:]!r}, {words}", flush=True)
        print(f"{options.cuts} cuts in {len(records)} changes and {syncs} syncs, {failures} failures")
        return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
