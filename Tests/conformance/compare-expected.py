#!/usr/bin/env python3
"""Compares what threadsweep reads in other projects' test mail with the outcome that they ship beside it.

Each folder that is given is searched for five kinds of expectation, by the names that the projects use; a hash before
the name (`00d16e98edf5-german.msg`) is no part of it.

  X_decoded_1_2.bin   the content of a part of message X (Apache James mime4j)
  X.list              the names of the attachments of the TNEF stream X.tnef (MimeKit, tnef)
  X.raw.golden        message X.raw, written anew: it must say the same (enmime)
  X.CHARSET.EXT       one text in several charsets, one of them utf-8 (GMime, MimeKit): all must read the same, with
                      the label, and where the charset can be told by its bytes without
  *_valid.txt, *_invalid.txt   mailboxes, one a line (flanker): the valid ones must be read as they stand

    compare-expected.py --binary .build/release/threadsweep cases/*/

Exit status: 0; 1 where an outcome differs that is not explained in docs/conformance.md (--allow names those).
"""

import argparse
import base64
import collections
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

# Without a label these are not told from their bytes with certainty.
UNGUESSABLE = {"iso-8859-5", "utf-16le", "utf-16be", "utf-32be", "utf-32le"}
Outcome = collections.namedtuple("Outcome", "kind name isEqual detail")


def inspect(binary, files):
    """What threadsweep says of each file, by its path: the first message of it."""
    found = {}
    for start in range(0, len(files), 200):
        command = [binary, "inspect", "--as", "message", "--format", "jsonl", "--", *files[start : start + 200]]
        output = subprocess.run(command, stdout=subprocess.PIPE).stdout
        for line in output.splitlines():
            message = json.loads(line)
            found.setdefault(message["source"], message)
    return found


def inspect_bytes(binary, messages):
    """What threadsweep says of messages that are given as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for index, content in enumerate(messages):
            files.append(os.path.join(folder, f"{index:06}.eml"))
            with open(files[-1], "wb") as file:
                file.write(content)
        found = inspect(binary, files)
        return [found.get(file) for file in files]


def content(path):
    with open(path, "rb") as file:
        return file.read()


def digests(data):
    """The digests of the bytes as they stand, and with either kind of line end."""
    lines = data.replace(b"\r\n", b"\n")
    return {hashlib.sha256(one).hexdigest() for one in (data, lines, lines.replace(b"\n", b"\r\n"))}


def stem(name):
    return re.sub(r"^[0-9a-f]{12}-", "", name)


def decoded_parts(binary, files):
    expected = collections.defaultdict(list)
    messages = {}
    for path in files:
        name = stem(os.path.basename(path))
        if found := re.match(r"(.*)_decoded_[0-9_]+\.\w+$", name):
            expected[found[1]].append(path)
        elif name.endswith((".msg", ".eml")):
            messages[name[:-4]] = path
    found = inspect(binary, [messages[name] for name in expected if name in messages])
    for name, paths in sorted(expected.items()):
        if name not in messages:
            continue
        message = found.get(messages[name], {"parts": [], "embedded": []})
        ours = {part["decoded_sha256"] for part in message["parts"] + message["embedded"]}
        for path in sorted(paths):
            yield Outcome("decoded part", stem(os.path.basename(path)), bool(digests(content(path)) & ours), "no part has these bytes")


def tnef_lists(binary, files):
    lists = {stem(os.path.basename(path))[:-5]: path for path in files if path.endswith(".list")}
    streams = {stem(os.path.basename(path))[:-5]: path for path in files if path.endswith(".tnef")}
    names = sorted(lists.keys() & streams.keys())
    header = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\n"
    messages = inspect_bytes(binary, [header + base64.encodebytes(content(streams[name])) for name in names])
    for name, message in zip(names, messages):
        wanted = [line.split("/")[-1] for line in content(lists[name]).decode("utf-8", "replace").split("\n") if line.strip()]
        # A copy gets a number of its own there.
        plain = sorted(re.sub(r"\.\d+$", "", one.strip()) for one in wanted)
        ours = sorted(re.sub(r"\.\d+$", "", part["filename"] or "") for part in message["embedded"])
        yield Outcome("TNEF names", name, set(plain) <= set(ours), f"expected {plain}, read {ours}")


def goldens(binary, files):
    by_name = {stem(os.path.basename(path)): path for path in files}
    names = sorted(name for name in by_name if name.endswith(".golden") and name[:-7] in by_name)
    names += sorted(name for name in by_name if name.endswith(".golden") and name[:-7] not in by_name)
    found = inspect(binary, list(by_name.values()))
    for name in names:
        golden = found.get(by_name[name])
        original = found.get(by_name.get(name[:-7], ""))
        if golden is None or original is None:
            continue
        facts = ["subject", "from", "to", "text"]
        isEqual = all(golden[fact] == original[fact] for fact in facts)
        yield Outcome("golden", name, isEqual, str({fact: (golden[fact], original[fact]) for fact in facts})[:400])


def charsets(binary, files):
    groups = collections.defaultdict(dict)
    for path in files:
        if found := re.match(r"([\w-]+)\.([A-Za-z]+[\w-]+)\.(txt|html)$", stem(os.path.basename(path))):
            groups[found[1], found[3]][found[2].lower()] = path
    for (name, kind), variants in sorted(groups.items()):
        if "utf-8" not in variants:
            continue
        cases = []
        for charset, path in sorted(variants.items()):
            for label in [charset] + ([] if charset in UNGUESSABLE else ["us-ascii"]):
                header = f"Content-Type: text/{'html' if kind == 'html' else 'plain'}; charset={label}\n"
                header += "Content-Transfer-Encoding: base64\n\n"
                cases.append((charset, label, header.encode() + base64.encodebytes(content(path))))
        messages = inspect_bytes(binary, [message for _, _, message in cases])
        texts = ["\n".join(message["text"].split()) for message in messages]
        wanted = texts[[(charset, label) for charset, label, _ in cases].index(("utf-8", "utf-8"))]
        for (charset, label, _), text in zip(cases, texts):
            yield Outcome("charset", f"{name} in {charset}, labelled {label}", text == wanted, text[:80])


def mailboxes(binary, files):
    for path in files:
        found = re.search(r"(localpart|domain|mailbox)?_(valid|invalid)\.txt$", path)
        if not found:
            continue
        lines = [line.strip() for line in content(path).decode("utf-8", "replace").split("\n")]
        lines = [line for line in lines if line and not line.startswith("#")]
        written = [line + "@example.com" if found[1] == "localpart" else line for line in lines]
        messages = inspect_bytes(binary, [b"Subject: x\nTo: " + line.encode() + b"\n\n" for line in written])
        for line, message in zip(written, messages):
            addresses = [one["address"] for one in message["to"]]
            told = any(defect["code"] == "malformed-address" for defect in message["defects"])
            if found[2] == "valid":
                yield Outcome("valid mailbox", line, addresses == [line] and not told, f"read {addresses}, told {told}")
            else:
                yield Outcome("invalid mailbox", line, told or addresses != [line], f"read {addresses}, nothing told")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="one project's test data")
    parser.add_argument("--binary", default=".build/release/threadsweep", help="threadsweep (default: %(default)s)")
    parser.add_argument("--allow", action="append", default=[], metavar="KIND", help="a kind that may differ")
    options = parser.parse_args()

    counts = collections.defaultdict(lambda: [0, 0])
    failed = False
    for folder in options.folders:
        files = sorted(os.path.join(at, name) for at, _, names in os.walk(folder) for name in names)
        for search in (decoded_parts, tnef_lists, goldens, charsets, mailboxes):
            for outcome in search(options.binary, files):
                count = counts[os.path.basename(os.path.normpath(folder)), outcome.kind]
                count[0] += 1
                count[1] += outcome.isEqual
                if not outcome.isEqual:
                    failed = failed or outcome.kind not in options.allow
                    print(f"{outcome.kind}: {outcome.name}: {outcome.detail}")
    for (project, kind), (all_of, equal) in sorted(counts.items()):
        print(f"{project:20} {kind:16} {equal:4} of {all_of:4} as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
