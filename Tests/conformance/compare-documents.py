#!/usr/bin/env python3
"""Compares what threadsweep says of documents with what other tools say of them.

The folder holds documents and a file `reference.jsonl`, one object a line, with what peers say of each: `path`,
`sha256`, `type`, and for documents of Office `has_vba`, `vba_modules`, `has_xlm`, `encrypted`,
`external_rels_independent`, `t_olevba_s`. A peer's word is not the truth: docs/conformance-attachments.md says who is
right where they differ.

    compare-documents.py --binary .build/release/threadsweep --differences CORPUS

Exit status: 0; 1 where a fact is equal in less than --minimum per cent of the documents, or more than --alarms per cent
of the benign ones are high or above; 2 where the comparison could not be made.
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import time

# What the reference calls a type, and what the contract of threadsweep calls it.
TYPES = {
    "doc": "ole-doc", "xls": "ole-xls", "ppt": "ole-ppt", "msg": "ole-msg", "vsd": "ole-other", "pub": "ole-other",
    "ole-other": "ole-other", "ooxml-encrypted": "ole-other", "vbaProject.bin": "ole-other",
    "docx": "ooxml-docx", "dotx": "ooxml-docx", "docm": "ooxml-docm", "dotm": "ooxml-docm",
    "xlsx": "ooxml-xlsx", "xltx": "ooxml-xlsx", "xlsm": "ooxml-xlsm", "xltm": "ooxml-xlsm", "xlam": "ooxml-xlsm",
    "xlsb": "ooxml-xlsb", "pptx": "ooxml-pptx", "ppsx": "ooxml-pptx", "potx": "ooxml-pptx", "pptm": "ooxml-pptm",
    "vsdx": "ooxml-other", "vsdm": "ooxml-other", "ooxml-other": "ooxml-other",
    "rtf": "rtf", "pdf": "pdf", "zip": "zip", "7z": "7z", "rar4": "rar", "rar5": "rar", "gzip": "gzip", "tar": "tar",
    "cab": "cab", "iso9660": "iso", "onenote": "onenote", "html": "html", "pe": "pe", "mime": "eml",
}  # fmt: skip

# Test data of document libraries: benign by where they come from.
BENIGN = (
    "poi xlsxwriter sheetjs closedxml openxml-sdk calamine python-pptx phpspreadsheet epplus xlwings"
).split()

# Relationships that load something: those a technique may rest on.
LOADING = {"attachedTemplate", "oleObject", "frame", "subDocument", "aFChunk"}


def inspect(binary, files):
    """The verdicts of `threadsweep inspect` by digest, and the seconds of processor time that they took."""
    verdicts = {}
    before = os.times()
    for start in range(0, len(files), 500):
        command = [binary, "inspect", "--as", "attachment", "--format", "jsonl", "--", *files[start : start + 500]]
        done = subprocess.run(command, stdout=subprocess.PIPE)
        if done.returncode not in (0, 3):
            sys.exit(f"compare-documents: {binary} ended with status {done.returncode}")
        for line in done.stdout.splitlines():
            verdict = json.loads(line)
            verdicts[verdict["sha256"]] = verdict
    after = os.times()
    return verdicts, after.children_user + after.children_system - before.children_user - before.children_system


class Tally:
    """How often a fact is equal, and where it is not."""

    def __init__(self):
        self.equal = collections.Counter()
        self.total = collections.Counter()
        self.differences = collections.defaultdict(list)

    def note(self, fact, document, theirs, ours):
        self.total[fact] += 1
        if theirs == ours:
            self.equal[fact] += 1
        else:
            self.differences[fact].append((document["path"], theirs, ours))

    def print(self, differences):
        print(f"{'fact':28} {'equal':>7} {'of':>7} {'per cent':>9}")
        for fact in self.total:
            share = 100 * self.equal[fact] / self.total[fact]
            print(f"{fact:28} {self.equal[fact]:7} {self.total[fact]:7} {share:9.2f}")
        if differences:
            for fact, cases in self.differences.items():
                for path, theirs, ours in cases:
                    print(f"  {fact}: {path}: reference {theirs}, threadsweep {ours}")

    def worst(self):
        return min((100 * self.equal[fact] / self.total[fact] for fact in self.total), default=100)


def compare(tally, document, verdict):
    expected = TYPES.get(document["type"])
    if expected:
        tally.note("type", document, expected, verdict["type"])
    modules = (verdict["vba"] or {}).get("modules", [])
    if document.get("has_vba") is not None:
        tally.note("has VBA", document, bool(document["has_vba"]), verdict["vba"] is not None)
    if document.get("vba_modules"):
        ours = collections.Counter(module["sha256"] for module in modules)
        for module in document["vba_modules"]:
            there = ours[module["sha256"]] > 0
            ours[module["sha256"]] -= there
            tally.note("digest of a VBA module", document, module["name"], module["name"] if there else None)
    if document.get("has_xlm") is not None:
        tally.note("has XLM", document, bool(document["has_xlm"]), verdict["xlm"] is not None)
    if document.get("encrypted") is not None:
        tally.note("encrypted", document, bool(document["encrypted"]), verdict["encrypted"])
    if document.get("external_rels_independent") is not None:
        ours = collections.Counter(one["type"] for one in verdict.get("external_relationships", []))
        tally.note("external relationships", document, document["external_rels_independent"], dict(ours))
        loading = {kind for kind in ours if kind in LOADING}
        shown = {
            one["evidence"].split(" ")[0] for one in verdict["techniques"] if one["id"].startswith(("remote-t", "external-"))
        }
        # Only what the document has can be held against it.
        tally.note("techniques of relationships", document, [], sorted(shown - set(ours) - loading))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", required=True, help="the threadsweep to be compared")
    parser.add_argument("--differences", action="store_true", help="list every difference")
    parser.add_argument("--minimum", type=float, default=99.5, help="per cent that must be equal (default: 99.5)")
    parser.add_argument("--alarms", type=float, default=0.3, help="per cent of alarms allowed (default: 0.3)")
    parser.add_argument("corpus", help="the folder with reference.jsonl")
    options = parser.parse_args()
    try:
        with open(os.path.join(options.corpus, "reference.jsonl"), encoding="utf-8") as lines:
            documents = [json.loads(line) for line in lines]
    except OSError as error:
        print(f"compare-documents: {error}", file=sys.stderr)
        return 2
    files = [os.path.join(options.corpus, document["path"]) for document in documents]
    started = time.monotonic()
    verdicts, seconds = inspect(options.binary, files)
    tally = Tally()
    missing, alarms, benign = [], [], 0
    for document in documents:
        verdict = verdicts.get(document["sha256"])
        if verdict is None:
            missing.append(document["path"])
            continue
        compare(tally, document, verdict)
        if document["path"].split("/")[0] in BENIGN:
            benign += 1
            if verdict["level"] in ("high", "critical"):
                alarms.append((document["path"], verdict))
    tally.print(options.differences)
    peer = sum(document.get("t_olevba_s") or 0 for document in documents)
    print(f"\n{len(verdicts)} documents in {seconds:.2f} s of processor time, {time.monotonic() - started:.1f} s in all;")
    print(f"olevba took {peer:.2f} s for the {sum(1 for d in documents if d.get('t_olevba_s') is not None)} of Office.")
    print(f"{len(alarms)} of {benign} benign documents are high or above.")
    for path, verdict in alarms:
        print(f"  {path}: {verdict['score']} {[one['id'] for one in verdict['techniques']]}")
    for path in missing:
        print(f"  no verdict on {path}")
    bad = missing or tally.worst() < options.minimum or (benign and 100 * len(alarms) / benign > options.alarms)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
