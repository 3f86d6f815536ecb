#!/usr/bin/env python3
"""Sweeps mail that is made to take all memory or all time, one file at a time.

    bombs.py --binary .build/release/threadsweep

Each sweep has to end in order, in time, below the bound of memory, with the message in its counts; and what was cut has to
be said, as a defect of the message or as a limit of the attachment's inspection.

Exit status: 0 where that held, 1 where not.
"""

import argparse
import base64
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

from reliability import sources
from reliability.bombs import BOMBS, CUT, QUICK
from reliability.case import environment


def measured(command):
    """Runs a command: status, output, seconds of processor time, peak MiB."""
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment())
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        return process.returncode, out.read(), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    parser.add_argument("--memory", type=int, default=192, help="the bound, in MiB (default: %(default)s)")
    parser.add_argument("--seconds", type=float, default=60, help="of processor time (default: %(default)s)")
    parser.add_argument("--only", nargs="+", choices=sorted(BOMBS), default=sorted(BOMBS))
    parser.add_argument("--quick", action="store_true", help="only those that a build for tests gets through in seconds")
    parser.add_argument("--write", nargs=2, metavar=("NAME", "FILE"), help="writes one bomb and does nothing else")
    options = parser.parse_args()
    if options.write:
        name, path = options.write
        content = BOMBS[name]()
        pathlib.Path(path).write_bytes(content)
        head, found, body = content.partition(b"Content-Transfer-Encoding: base64\n\n")
        if found:
            pathlib.Path(path + ".attachment").write_bytes(base64.b64decode(body.rsplit(b"--b--", 1)[0]))
        return 0
    if options.quick:
        options.only = [name for name in options.only if name in QUICK]
    failures = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name in options.only:
            path, case = folder / f"{name}.eml", folder / f"{name}.db"
            # By another process: what this one holds would count as memory of those that it starts.
            subprocess.run([sys.executable, __file__, "--write", name, path], check=True)
            status, output, seconds, memory = measured(
                [options.binary, "scan", path, "--case", case, "--progress", "none"])
            told = []
            troubles = []
            if status not in (0, 3):
                troubles.append(f"status {status}: {output[-300:]!r}")
            else:
                counts = json.loads(measured([options.binary, "status", "--case", case, "--format", "json"])[1])
                if counts["messages"] < 1:
                    troubles.append("the message is not in the counts")
                seen = json.loads(measured([options.binary, "inspect", path, "--format", "json"])[1])
                told = [defect["code"] for defect in seen["defects"]]
                attachment = folder / f"{name}.eml.attachment"
                if attachment.exists():
                    command = [options.binary, "inspect", "--as", "attachment", "--format", "json", attachment]
                    told += json.loads(measured(command)[1])["limits_hit"]
                    attachment.unlink()
            if name in CUT and not told:
                troubles.append("what was cut is not said")
            if seconds > options.seconds:
                troubles.append(f"took {seconds:.0f} s")
            if memory > options.memory:
                troubles.append(f"took {memory:.0f} MiB")
            failures += bool(troubles)
            print(f"{name}: {path.stat().st_size >> 10} KiB, {seconds:.2f} s, {memory:.0f} MiB, {' '.join(sorted(set(told)))}"
                  + "".join(f"\n  FAILED {trouble}" for trouble in troubles), flush=True)
            path.unlink()
    print(f"{failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
