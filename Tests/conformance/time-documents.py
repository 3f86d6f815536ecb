#!/usr/bin/env python3
"""Times threadsweep beside the tools that its documents are compared with, in one run on one machine.

The folder holds documents and `reference.jsonl`, as compare-documents.py wants them. Each group of documents is given to
threadsweep and to the peer in turn, --rounds times, and each time the seconds of processor time are taken: of threadsweep
for the whole process with its start, of a peer for its work alone, within one process that has its libraries loaded. A
group of few documents is given as often over as makes fifty of them.

    time-documents.py --binary .build/release/threadsweep --python VENV/bin/python CORPUS

VENV is a scratch environment with oletools, pdfid and XLMMacroDeobfuscator; a peer that is not there is left out.
Exit status: 0; 1 where a ratio is below what is wanted of it; 2 where nothing could be measured.
"""

import argparse
import contextlib
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import time


def is_office(document):
    return document.get("t_olevba_s") is not None


# Groups of documents: which they are, the peer, and how many times as fast as it threadsweep has to be.
GROUPS = [
    ("with VBA", lambda d: is_office(d) and d.get("has_vba"), "olevba", 50),
    ("of Office, not encrypted", lambda d: is_office(d) and not d.get("encrypted"), "olevba", 10),
    ("of Office", is_office, "olevba", 10),
    ("PDF", lambda d: d["type"] == "pdf", "pdfid", 20),
    ("with Excel 4.0 macros", lambda d: is_office(d) and d.get("has_xlm"), "XLMMacroDeobfuscator", 20),
]


def olevba(path):
    from oletools.olevba import VBA_Parser

    document = VBA_Parser(path)
    if document.detect_vba_macros():
        document.analyze_macros()
    document.close()


def pdfid(path):
    from pdfid import pdfid as module

    module.PDFiD(path)


def xlm_macro_deobfuscator(path):
    from XLMMacroDeobfuscator.deobfuscator import process_file

    process_file(
        file=path, noninteractive=True, return_deobfuscated=True, silent=True, sort_formulas=False, timeout=60
    )


PEERS = {"olevba": olevba, "pdfid": pdfid, "XLMMacroDeobfuscator": xlm_macro_deobfuscator}


def run_peer(name):
    """Inspects the files that stand on standard input, and prints the seconds of processor time that it took."""
    inspect = PEERS[name]
    files = sys.stdin.read().splitlines()
    seconds, failures = 0.0, 0
    # The libraries are loaded by a first document, which does not count; what peers print is not wanted.
    for number, path in enumerate(files[:1] + files):
        before = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            try:
                inspect(path)
            except ImportError:
                return 2
            except (Exception, SystemExit):
                failures += number > 0
        if number > 0:
            seconds += time.process_time() - before
    print(json.dumps({"seconds": seconds, "failures": failures}))
    return 0


def time_peer(python, name, files):
    """The seconds that a peer takes; None where it is not there."""
    done = subprocess.run(
        [python, os.path.abspath(__file__), "--peer", name], input="\n".join(files), text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return json.loads(done.stdout)["seconds"] if done.returncode == 0 else None


def time_binary(binary, files):
    """The seconds that threadsweep takes, processes with their start."""
    seconds = 0.0
    for start in range(0, len(files), 1000):
        command = [binary, "inspect", "--as", "attachment", "--format", "jsonl", "--", *files[start : start + 1000]]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, stdout=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 3):
            sys.exit(f"time-documents: {binary} ended with status {done.returncode}")
        seconds += after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds


def span(values):
    return f"{min(values):.3f}–{max(values):.3f}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", help="the threadsweep to be timed")
    parser.add_argument("--python", default=sys.executable, help="a Python that has the peers (default: this one)")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs (default: 5)")
    parser.add_argument("--peer", choices=PEERS, help=argparse.SUPPRESS)
    parser.add_argument("corpus", nargs="?", help="the folder with reference.jsonl")
    options = parser.parse_args()
    if options.peer:
        return run_peer(options.peer)
    if not options.binary or not options.corpus:
        parser.error("--binary and a folder are needed")
    try:
        with open(os.path.join(options.corpus, "reference.jsonl"), encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
    except OSError as error:
        print(f"time-documents: {error}", file=sys.stderr)
        return 2
    measured, slow = 0, 0
    print(f"{'documents':32} {'threadsweep, s':>16} {'peer, s':>37} {'times':>7} {'wanted':>7}")
    for title, belongs, peer, wanted in GROUPS:
        files = [os.path.join(options.corpus, document["path"]) for document in documents if belongs(document)]
        if not files:
            continue
        number = len(files)
        files *= -(-50 // number)
        ours, theirs = [], []
        for _ in range(max(1, options.rounds)):
            ours.append(time_binary(options.binary, files))
            seconds = time_peer(options.python, peer, files)
            if seconds is None:
                break
            theirs.append(seconds)
        if not theirs:
            print(f"{title + f' ({number})':32} {span(ours):>16} {peer + ' is not there':>37}")
            continue
        measured += 1
        ratio = statistics.median(peer_s / own for own, peer_s in zip(ours, theirs))
        slow += ratio < wanted
        print(f"{title + f' ({number})':32} {span(ours):>16} {peer + ' ' + span(theirs):>37} {ratio:7.0f} {wanted:7}")
    alone = subprocess.run(
        [sys.executable, "-c", MEMORY, options.binary, *[os.path.join(options.corpus, d["path"]) for d in documents]],
        stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    print(f"most memory of one process over all {len(documents)} documents: {int(alone.stdout) / 1024:.0f} MB")
    return 2 if not measured else 1 if slow else 0


# A process of its own: the most memory that children had is kept over all of them.
MEMORY = """
import resource, subprocess, sys
command = [sys.argv[1], "inspect", "--as", "attachment", "--format", "jsonl", "--", *sys.argv[2:]]
subprocess.run(command, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


if __name__ == "__main__":
    sys.exit(main())
