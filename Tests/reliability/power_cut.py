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

from reliability import case as cases
from reliability import shim, sources
from reliability.disk import Disk

PIPELINE = "schema: 1\ncheckpoint: { messages: 32 }\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    parser.add_argument("--cuts", type=int, default=200)
    parser.add_argument("--copies", type=int, default=6)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    if not options.binary.exists():
        parser.error(f"{options.binary}: no such binary; build it, or name another")
    print(f"seed {options.seed}", flush=True)
    dice = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        library = shim.build(folder)
        if library is None:
            print("power_cut: no C compiler is here: skipped")
            return 0
        paths = sources.write("mbox", folder / "mbox", options.copies)
        pipeline = folder / "pipeline.yaml"
        pipeline.write_text(PIPELINE)
        disk = folder / "disk"
        disk.mkdir()
        log = folder / "log"
        whole = disk / "case.db"
        done = cases.run(
            options.binary, paths, whole, pipeline, LD_PRELOAD=str(library), FAULTS_FOLDER=str(disk), FAULTS_LOG=str(log))
        if done.returncode not in (0, 3):
            sys.exit(f"power_cut: the undisturbed sweep ended with {done.returncode}: {done.stderr.decode()}")
        expected = cases.dump(options.binary, whole)
        records = shim.log(log)
        syncs = sum(kind == "sync" for kind, *_ in records)
        failures = 0
        for cut in range(options.cuts):
            end = dice.randint(0, len(records))
            model = Disk()
            for record in records[:end]:
                model.record(record)
            for path in disk.iterdir():
                path.unlink()
            for name, content in model.cut(dice).items():
                (disk / name).write_bytes(content)
                (disk / name).chmod(0o600)
            # The memory that readers share does not outlive a power cut.
            (disk / "case.db-shm").unlink(missing_ok=True)
            resumed = cases.run(options.binary, paths, whole, pipeline)
            words = cases.difference(expected, cases.dump(options.binary, whole))
            if resumed.returncode != done.returncode or words:
                failures += 1
                print(f"  FAILED cut {cut} at record {end} of {len(records)}: status {resumed.returncode}, "
                      f"{resumed.stderr.decode()[-300:]!r}, {words}", flush=True)
        print(f"{options.cuts} cuts in {len(records)} changes and {syncs} syncs, {failures} failures")
        return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
