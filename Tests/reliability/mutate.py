#!/usr/bin/env python3
"""Sends damaged mail and documents through the binary: none may end it, stop it, or get lost.

    mutate.py --binary .build/release/threadsweep --messages 1000000 --documents 100000

Mail and documents of the fixtures, the specimens of all techniques (THREADSWEEP_SPECIMENS, a folder to which the tests of
attachment inspection write them where it is set), and of THREADSWEEP_CORPORA where that is set, are damaged: bits are flipped, ends cut
off, pieces of others spliced in, pieces doubled or left out, and fields that may be lengths set to the numbers at which
arithmetic breaks. Messages go through a whole sweep as members of a tar archive; each must be counted, as a message or as a
file that is no mail or cannot be read. Documents go through `inspect`; each must have its object.

Exit status: 0 where all came through, 1 where not; what did it is kept in --keep.
"""

import argparse
import io
import json
import os
import pathlib
import random
import re
import struct
import subprocess
import sys
import tarfile
import tempfile
import time

from reliability import sources
from reliability.case import environment

EDGES = [0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF]


def mutated(dice, pool):
    """A damaged copy of one of the pool's files."""
    content = bytearray(dice.choice(pool))
    for _ in range(dice.choice([1, 1, 1, 2, 3, 8])):
        if not content:
            break
        at = dice.randrange(len(content))
        what = dice.randrange(7)
        if what == 0:
            for _ in range(dice.choice([1, 4, 32])):
                content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
        elif what == 1:
            del content[at:]
        elif what == 2:
            other = dice.choice(pool)
            start = dice.randrange(len(other) or 1)
            content[at : at + dice.choice([0, 16, 512])] = other[start : start + dice.choice([4, 64, 1024, 8192])]
        elif what == 3:
            width, form = dice.choice([(1, "B"), (2, "<H"), (4, "<I"), (4, ">I"), (2, ">H"), (8, "<Q")])
            content[at : at + width] = struct.pack(form, dice.choice(EDGES) & (256**width - 1))
        elif what == 4:
            del content[at : at + dice.choice([1, 2, 16, 256, 4096])]
        elif what == 5:
            piece = content[at : at + dice.choice([1, 16, 256, 4096])]
            content[at:at] = piece * dice.choice([1, 2, 16])
        else:
            content[at : at + 1] = dice.choice([b"\0", b"\n", b"\r\n", b'"', b"=", b"--", b"\xff\xfe", b"(", b"{", b"%s"])
    return bytes(content[: 1 << 20])


def pools():
    """The messages and the documents that are damaged, none longer than 256 KiB."""
    fixtures = sources.ROOT / "fixtures"
    messages = [path for path in fixtures.rglob("*.eml")]
    documents = [path for path in (fixtures / "documents").rglob("*") if path.is_file()]
    specimens = os.environ.get("THREADSWEEP_SPECIMENS")
    if specimens:
        documents += [path for path in pathlib.Path(specimens).rglob("*") if path.is_file()]
    corpora = os.environ.get("THREADSWEEP_CORPORA")
    if corpora:
        messages += [path for path in (pathlib.Path(corpora) / "mime").rglob("*") if path.is_file()]
        documents += [path for path in (pathlib.Path(corpora) / "docs").rglob("*") if path.is_file() and path.suffix != ".jsonl"]
    small = [[path.read_bytes() for path in sorted(pool) if 0 < path.stat().st_size <= 1 << 18] for pool in (messages, documents)]
    print(f"{len(small[0])} messages and {len(small[1])} documents to damage", flush=True)
    return small


class Run:
    def __init__(self, options, folder):
        self.options, self.folder, self.failures = options, folder, 0

    def start(self, command):
        try:
            return subprocess.run(command, capture_output=True, env=environment(), timeout=900)
        except subprocess.TimeoutExpired:
            return None

    def fail(self, text, *files):
        self.failures += 1
        kept = pathlib.Path(self.options.keep)
        kept.mkdir(parents=True, exist_ok=True)
        for path in files:
            (kept / f"{self.failures}-{path.name}").write_bytes(path.read_bytes())
        print(f"  FAILED {text}", flush=True)

    def messages(self, dice, pool, count):
        """Sweeps a tar archive of damaged messages."""
        path, case = self.folder / "mail.tar", self.folder / "case.db"
        with tarfile.open(path, "w") as archive:
            for number in range(count):
                content = mutated(dice, pool)
                entry = tarfile.TarInfo(f"{number:06}.eml")
                entry.size = len(content)
                archive.addfile(entry, io.BytesIO(content))
        done = self.start([self.options.binary, "scan", path, "--case", case, "--restart", "--progress", "none"])
        if done is None or done.returncode not in (0, 3):
            return self.fail(f"scan ended with {done and done.returncode}: {done and done.stderr[-300:]!r}", path)
        counts = json.loads(self.start([self.options.binary, "status", "--case", case, "--format", "json"]).stdout)
        rows = self.start([self.options.binary, "messages", "list", "--case", case, "--format", "jsonl"]).stdout.count(b"\n")
        if counts["quarantined"]:
            self.fail(f"{counts['quarantined']} messages quarantined: {done.stderr[-600:]!r}", path)
        if counts["messages"] != rows:
            self.fail(f"{counts['messages']} messages counted, {rows} listed", path)
        other = sum(map(int, re.findall(r"(\d+) files? that (?:is|are) no mail", done.stdout.decode())))
        # What cannot be read, as mail that became UTF-16, is told by its name, and makes the status 3.
        unread = len(set(re.findall(rb"mail\.tar!(\d{6})\.eml: ", done.stderr)))
        if (done.returncode == 3) != (unread > 0):
            self.fail(f"scan ended with {done.returncode}, {unread} members told to be unreadable", path)
        # A member can be a mailbox of several messages after what was done to it.
        if rows + other + unread < count:
            self.fail(f"{count} messages swept, {rows} listed, {other} told to be no mail, {unread} to be unreadable", path)

    def documents(self, dice, pool, count):
        """Inspects damaged documents."""
        files = []
        for number in range(count):
            path = self.folder / f"{number:05}"
            path.write_bytes(mutated(dice, pool))
            files.append(path)
        done = self.start([self.options.binary, "inspect", "--as", "attachment", "--format", "jsonl", "--", *files])
        lines = done.stdout.count(b"\n") if done else 0
        if done is None or done.returncode != 0 or lines != count:
            self.fail(f"inspect ended with {done and done.returncode} after {lines} of {count}", *files[lines : lines + 3])
        for path in files:
            path.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    parser.add_argument("--messages", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    parser.add_argument("--keep", default="mutate-failures", help="where what failed is kept (default: %(default)s)")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    dice = random.Random(options.seed)
    messages, documents = pools()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        run = Run(options, pathlib.Path(folder))
        for work, pool, total, batch in (
            (run.messages, messages, options.messages, 20_000), (run.documents, documents, options.documents, 1_000)
        ):
            for first in range(0, total, batch):
                work(dice, pool, min(batch, total - first))
                if run.failures >= 10:
                    break
    print(f"{options.messages} messages, {options.documents} documents, {time.monotonic() - start:.0f} s, {run.failures} failures")
    return 1 if run.failures else 0


if __name__ == "__main__":
    sys.exit(main())
