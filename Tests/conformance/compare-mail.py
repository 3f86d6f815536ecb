#!/usr/bin/env python3
"""Compares what threadsweep reads in mail with what other parsers read.

Peers: CPython's email package (policy default) always; GMime where its development files are installed
(Debian: libgmime-3.0-dev). A fact counts where all peers give the same; threadsweep should give it too.

    compare-mail.py --binary .build/release/threadsweep --differences cases/ mailbox.mbox

Exit status: 0; 1 where a fact is equal in less than --minimum per cent of the messages whose peers agree;
2 where the comparison could not be made.
"""

import argparse
import datetime
import email
import email.policy
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import subprocess
import sys
import tempfile

FACTS = ["parts", "message_id", "subject", "from", "to", "cc", "reply_to", "names", "date", "in_reply_to", "references"]
ADDRESS_FIELDS = ["from", "to", "cc", "reply_to"]
HERE = os.path.dirname(os.path.abspath(__file__))


# What threadsweep says


def inspect(binary, files):
    """The objects of `threadsweep inspect`, one a message."""
    for start in range(0, len(files), 500):
        command = [binary, "inspect", "--as", "message", "--format", "jsonl", "--", *files[start : start + 500]]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            for line in process.stdout:
                yield json.loads(line)
        if process.returncode not in (0, 3):
            sys.exit(f"compare-mail: {binary} ended with status {process.returncode}")


def message_bytes(content, found):
    """The bytes of a message that inspect found in a file, mbox quoting undone; None where its digest is not met."""
    start = found["source_offset"]
    # Quoting makes a message longer, by less than it is long.
    length = found.get("source_length", 2 * found["size"] + 64)
    for quoted, plain in ((None, None), (rb"(?m)^>(>*From )", rb"\1"), (rb"(?m)^>From ", rb"From ")):
        raw = content[start : start + length]
        if quoted:
            raw = re.sub(quoted, plain, raw)
        raw = raw[: found["size"]]
        lines = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if hashlib.sha256(lines).hexdigest() == found["sha256"]:
            return raw
    return None


def facts_of_threadsweep(found):
    facts = {key: found[key] for key in ("message_id", "subject", "in_reply_to", "references")}
    for key in ADDRESS_FIELDS:
        facts[key] = [[one["name"], one["address"]] for one in found[key]]
    facts["date"] = None
    if found["date"]:
        facts["date"] = int(datetime.datetime.fromisoformat(found["date"].replace("Z", "+00:00")).timestamp())
    facts["parts"] = [[part["content_type"], part["decoded_sha256"], part["filename"]] for part in found["parts"]]
    return facts


# What the peers say


def facts_of_cpython(raw):
    """The facts that CPython's email reads; those on which it fails are left out."""
    facts = {}

    def take(key, read):
        try:
            facts[key] = read()
        except Exception:  # Whatever the package raises: it has no answer.
            pass

    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
    except Exception:
        return facts

    def text(name):
        return None if message.get(name) is None else str(message[name])

    def date():
        field = message.get("date")
        if field is None or field.datetime is None:
            return None
        moment = field.datetime
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=datetime.timezone.utc)
        return int(moment.timestamp())

    def addresses(name):
        field = message.get(name)
        return [] if field is None else [[one.display_name, one.addr_spec] for one in field.addresses]

    def leaves():
        found = []
        for part in message.walk():
            if not part.is_multipart():
                content = part.get_payload(decode=True) or b""
                found.append([part.get_content_type(), hashlib.sha256(content).hexdigest(), part.get_filename()])
        return found

    take("message_id", lambda: (text("message-id") or "").strip().strip("<>") or None)
    take("subject", lambda: text("subject"))
    take("date", date)
    for key in ADDRESS_FIELDS:
        take(key, lambda key=key: addresses(key.replace("_", "-")))
    take("in_reply_to", lambda: re.findall(r"<([^<>]*)>", text("in-reply-to") or ""))
    take("references", lambda: re.findall(r"<([^<>]*)>", text("references") or ""))
    take("parts", leaves)
    return facts


class CPython:
    name = f"CPython {sys.version_info.major}.{sys.version_info.minor} email"

    def facts(self, messages):
        with multiprocessing.Pool() as pool:
            return pool.map(facts_of_cpython, messages, chunksize=16)


class GMime:
    name = "GMime"

    def __init__(self, program):
        self.program = program

    @staticmethod
    def build(folder):
        """The compiled gmime-dump; None, with a word why, where it cannot be compiled."""
        compiler = shutil.which("cc") or shutil.which("clang") or shutil.which("gcc")
        config = shutil.which("pkg-config")
        flags = config and subprocess.run([config, "--cflags", "--libs", "gmime-3.0"], capture_output=True, text=True)
        if not compiler or not flags or flags.returncode:
            print("compare-mail: GMime left out: it needs a C compiler, pkg-config and libgmime-3.0-dev", file=sys.stderr)
            return None
        program = os.path.join(folder, "gmime-dump")
        source = os.path.join(HERE, "gmime-dump.c")
        if subprocess.run([compiler, "-O1", "-o", program, source, *flags.stdout.split()]).returncode:
            print("compare-mail: GMime left out: gmime-dump.c does not compile", file=sys.stderr)
            return None
        return GMime(program)

    def facts(self, messages):
        answers = []
        # A message on which the library crashes or hangs has no answer; the rest is asked again.
        while len(answers) < len(messages):
            batch = messages[len(answers) : len(answers) + 1000]
            asked = b"".join(b"%d\n%s" % (len(raw), raw) for raw in batch)
            try:
                output = subprocess.run([self.program], input=asked, capture_output=True, timeout=300).stdout
            except subprocess.TimeoutExpired as late:
                output = late.stdout or b""
            lines = output.split(b"\n")[:-1][: len(batch)]
            answers += [json.loads(line.decode("utf-8", "replace")) or {} for line in lines]
            if len(lines) < len(batch):
                answers.append({})
        return answers


# The comparison


def normalized(facts):
    """The facts in the form in which they are compared: blanks count as one, surrogates as U+FFFD."""

    def plain(text):
        return "".join("\ufffd" if 0xD800 <= ord(one) <= 0xDFFF else one for one in text or "")

    def spaced(text):
        return " ".join(plain(text).split())

    def dense(text):
        return "".join(plain(text).split())

    result = {}
    for key, value in facts.items():
        if key == "subject":
            result[key] = spaced(value)
        elif key == "message_id":
            result[key] = dense(value)
        elif key in ("in_reply_to", "references"):
            result[key] = [dense(one) for one in value]
        elif key in ADDRESS_FIELDS:
            result[key] = [dense(address) for _, address in value]
        elif key == "parts":
            result[key] = [[kind, digest, spaced(name)] for kind, digest, name in value]
        else:
            result[key] = value
    if all(key in facts for key in ADDRESS_FIELDS):
        result["names"] = [[spaced(name) for name, _ in facts[key]] for key in ADDRESS_FIELDS]
    return result


def files_under(paths):
    for path in paths:
        if os.path.isdir(path):
            for folder, folders, names in os.walk(path):
                folders.sort()
                yield from (os.path.join(folder, name) for name in sorted(names))
        else:
            yield path


def collect(binary, files):
    """The messages of the files: where each stands, its bytes, what threadsweep says; and how many had no bytes."""
    places, messages, ours = [], [], []
    lost = 0
    path, content = None, b""
    for found in inspect(binary, files):
        if found["source"] != path:
            path = found["source"]
            with open(path, "rb") as file:
                content = file.read()
        raw = message_bytes(content, found)
        if raw is None:
            lost += 1
            print(f"compare-mail: {path} at {found['source_offset']}: no bytes of that digest", file=sys.stderr)
            continue
        places.append(f"{path}@{found['source_offset']}")
        messages.append(raw)
        ours.append(normalized(facts_of_threadsweep(found)))
    return places, messages, ours, lost


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="+", metavar="PATH", help="messages, mbox files, or folders of them")
    parser.add_argument("--binary", default=".build/release/threadsweep", help="threadsweep (default: %(default)s)")
    parser.add_argument("--differences", action="store_true", help="list each difference")
    parser.add_argument("--fact", choices=FACTS, action="append", help="only these facts")
    parser.add_argument("--disputed", action="store_true", help="list also where the peers differ from one another")
    parser.add_argument("--minimum", type=float, default=99.9, help="per cent (default: %(default)s)")
    options = parser.parse_args()

    files = list(files_under(options.paths))
    places, messages, ours, lost = collect(options.binary, files)
    if not messages:
        print("compare-mail: no messages", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as folder:
        peers = [peer for peer in (CPython(), GMime.build(folder)) if peer]
        answers = [[normalized(facts) for facts in peer.facts(messages)] for peer in peers]
    print(f"{len(messages)} messages in {len(files)} files; peers: {', '.join(peer.name for peer in peers)}")

    below = False
    facts = options.fact or FACTS
    rows, shown = [], []
    equal_messages = [True] * len(messages)
    for fact in facts:
        agreed = equal = 0
        for index, place in enumerate(places):
            said = [answer[index].get(fact, peer) for peer, answer in zip(peers, answers)]
            is_answered = all(fact in answer[index] for answer in answers)
            agrees = is_answered and all(one == said[0] for one in said)
            mine = ours[index].get(fact)
            if agrees:
                agreed += 1
                if mine == said[0]:
                    equal += 1
                else:
                    equal_messages[index] = False
                    shown.append((fact, place, mine, [("peers", said[0])]))
            elif options.disputed and mine not in said:
                said = [(peer.name, answer[index].get(fact, "no answer")) for peer, answer in zip(peers, answers)]
                shown.append((fact + " (disputed)", place, mine, said))
        share = 100.0 * equal / agreed if agreed else 100.0
        below = below or share < options.minimum
        rows.append((fact, agreed, equal, share))
    width = max(len(fact) for fact in facts)
    print(f"{'fact':{width}}  peers agree  ours equal  per cent")
    for fact, agreed, equal, share in rows:
        print(f"{fact:{width}}  {agreed:11}  {equal:10}  {share:8.3f}")
    whole = sum(equal_messages)
    print(f"messages without a difference: {whole} of {len(messages)} ({100.0 * whole / len(messages):.3f} per cent)")
    if options.differences or options.disputed:
        for fact, place, mine, said in shown:
            print(f"\n{fact}: {place}")
            for name, value in [("threadsweep", mine), *said]:
                print(f"  {name}: {json.dumps(value, ensure_ascii=False)[:1500]}")
    return 1 if below or lost else 0


if __name__ == "__main__":
    sys.exit(main())
