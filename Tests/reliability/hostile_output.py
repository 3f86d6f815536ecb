#!/usr/bin/env python3
"""Sweeps mail whose every text is an attack on whoever reads the output, and looks at all outputs.

    hostile_output.py --binary .build/release/threadsweep

Names, subjects, file names, identifiers, addresses, paths and links hold terminal escapes, controls, reversals of reading
order, invisible characters, invalid UTF-8, markup, and what spreadsheets take for formulas. In no output may they stand raw.

Exit status: 0 where none does, 1 where one does, 2 for trouble of its own.
"""

import argparse
import csv
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from reliability import sources
from reliability.case import environment

# C0 (but tab, line feed), DEL, C1, reversals and isolates, zero-width, line and paragraph separators, tags.
RAW = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]")
ATTACKS = [
    "\x1b]0;owned\x07\x1b[2J\x1b[31m", "\x9b31m", "\u202egpj.exe", "\u2066\u2069\u200b\u200f", "\0\x08\x7f", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "=cmd|'/C calc'!A0", "+1+1", "@SUM(1)", "-2+3", "\t=1", "\r=1", "${env:HOME}", "{{7*7}}",
    "]]>", "&#x202e;", "\u2028\u2029", "\U000e0041\U000e0042",
]


def mail(number, attack):
    """A reply in a conversation, with the attack in every text that a mail has."""
    encoded = "=?utf-8?q?" + "".join(f"={byte:02X}" for byte in attack.encode()) + "?="
    raw = attack.encode().replace(b"\n", b" ").replace(b"\r", b" ")
    fields = [
        b"From: %s <a%d@x.example>" % (encoded.encode(), number), b"To: \"" + raw.replace(b'"', b"") + b"\" <b@y.example>",
        b"Subject: Re: " + encoded.encode(), b"Message-ID: <m%d%s@x.example>" % (number, re.sub(rb"[<>\s]", b"", raw)),
        b"In-Reply-To: <m%d@x.example>" % (number - 1), b"Date: Tue, 14 Sep 2021 08:%02d:11 +0000" % (number % 60),
        b"X-Mailer: " + raw, b"Received: from %s by mx.y.example with ESMTP; Tue, 14 Sep 2021 08:03:11 +0000" % raw,
        b"MIME-Version: 1.0", b'Content-Type: multipart/mixed; boundary="b"',
    ]
    name = "".join(f"%{byte:02X}" for byte in attack.encode()).encode()
    return b"\n".join(fields) + (
        b"\n\n--b\nContent-Type: text/plain; charset=utf-8\n\nPassword: 1234 " + raw + b" http://203.0.113.9/" + raw
        + b"/a.zip\n\xff\xfe\x80\n--b\nContent-Type: application/x-msdownload\nContent-Disposition: attachment; "
        b"filename*=utf-8''" + name + b".exe\nContent-Transfer-Encoding: base64\n\nTVqQAAMAAAAEAAAA//8AALgAAAA=\n--b--\n")


def texts(value):
    """Every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def troubles(form, output):
    """What stands raw in an output of that form."""
    try:
        text = output.decode()
    except UnicodeDecodeError as error:
        return [f"invalid UTF-8 at {error.start}"]
    found = [f"raw {match.group()!r} in {text[max(0, match.start() - 40):match.end() + 10]!r}"
             for match in list(RAW.finditer(text))[:3] if not (form == "csv" and match.group() == "\r")]
    if form == "html":
        found += [f"markup {word}" for word in ("<script>alert", "<img src=x", "javascript:", "href=\"http") if word in text]
    if form == "csv":
        for row in csv.reader(io.StringIO(text, newline="")):
            found += [f"formula {cell!r}" for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r", "\n", "\0")]
    if form in ("jsonl", "ecs", "ocsf", "timesketch"):
        for line in text.splitlines():
            list(texts(json.loads(line)))
    elif form in ("json", "stix", "misp", "sarif"):
        json.loads(text)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    options = parser.parse_args()
    binary = options.binary.resolve()
    failures = outputs = 0

    def look(form, what, output):
        nonlocal failures, outputs
        outputs += 1
        for trouble in troubles(form, output)[:4]:
            failures += 1
            print(f"  FAILED {what}: {trouble}")

    def run(*arguments, status=(0, 3)):
        done = subprocess.run([binary, *arguments], capture_output=True, env=environment(COLUMNS="200"), cwd=temporary)
        if done.returncode not in status:
            sys.exit(f"hostile_output: {arguments} ended with {done.returncode}: {done.stderr!r}")
        look("text", f"{arguments[0]}, standard error", done.stderr)
        return done.stdout

    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary) / "mail"
        folder.mkdir()
        for number, attack in enumerate(ATTACKS * 2):
            name = attack.encode().replace(b"/", b"_").replace(b"\0", b"") + b"-%d.eml" % number
            with open(os.path.join(os.fsencode(folder), name), "wb") as file:
                file.write(mail(number, attack))
        with open(os.path.join(os.fsencode(folder), b"\xff\xfe\x1b[0m.eml"), "wb") as file:
            file.write(mail(99, "plain"))
        look("text", "scan", run("scan", "mail", "--progress", "plain", "--owner", "b@y.example"))
        for command in (["messages", "list"], ["findings", "list", "--min-level", "info"], ["campaigns", "list"], ["servers", "list"]):
            for form in ("table", "jsonl", "csv"):
                look(form, " ".join(command), run(*command, "--format", form))
        look("text", "status", run("status"))
        look("json", "status", run("status", "--format", "json"))
        rows = [json.loads(line) for line in run("findings", "list", "--min-level", "info", "--format", "jsonl").splitlines()]
        if not rows:
            sys.exit("hostile_output: nothing was found, so nothing was shown")
        for row in rows[:20]:
            look("text", "findings show", run("findings", "show", row["id"]))
            look("text", "thread show", run("thread", "show", row["conversation"]))
            look("jsonl", "thread show", run("thread", "show", row["conversation"], "--format", "jsonl"))
        for form in "jsonl csv stix misp ecs ocsf sarif timesketch".split():
            run("export", form, "--output", f"out.{form}", "--min-level", "info")
            look(form, f"export {form}", (pathlib.Path(temporary) / f"out.{form}").read_bytes())
        run("report", "--output", "report.html")
        look("html", "report", (pathlib.Path(temporary) / "report.html").read_bytes())
        for path in sorted(os.listdir(os.fsencode(folder))):
            full = os.path.join(os.fsencode(folder), path)
            look("text", "inspect", run("inspect", full))
            look("json", "inspect", run("inspect", "--format", "json", full))
            look("text", "inspect --as attachment", run("inspect", "--as", "attachment", full))
    print(f"{outputs} outputs, {failures} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
