#!/usr/bin/env python3
"""Compares what `threadsweep inspect --as message` says of Outlook messages with what other readers say.

Usage: compare-msg.py THREADSWEEP FILE.msg...
Peers are used where they are installed: msgconvert (Debian libemail-outlook-message-perl) and extract-msg (PyPI).
"""
import datetime
import email
import email.policy
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

try:
    import extract_msg
except ImportError:
    extract_msg = None


def words(text):
    return re.sub(r"\s+", " ", (text or "").replace("\xa0", " ")).strip()


def utc(value):
    if value is None:
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.timezone.utc)
    return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def ours(binary, path):
    run = subprocess.run([binary, "inspect", "--as", "message", "--format", "json", path], capture_output=True)
    if run.returncode:
        return {"error": run.stderr.decode(errors="replace").strip()}
    seen = json.loads(run.stdout)
    files = [p for p in seen["parts"] if p["filename"] or not p["content_type"].startswith("text/")]
    return {
        "subject": words(seen["subject"]), "date": seen["date"],
        "from": [a["address"].lower() for a in seen["from"]],
        "recipients": sorted(a["address"].lower() for a in seen["to"] + seen["cc"]),
        "body": words(seen["text"]), "names": sorted(words(p["filename"]) for p in files),
        "digests": sorted(p["decoded_sha256"] for p in files), "defects": [d["code"] for d in seen["defects"]],
    }


def addresses(message, names):
    found = []
    for name in names:
        for value in message.get_all(name, []):
            found += [a.addr_spec.lower() for a in value.addresses]
    return found


def msgconvert(path):
    with tempfile.TemporaryDirectory() as folder:
        target = os.path.join(folder, "out.eml")
        run = subprocess.run(["msgconvert", "--outfile", target, path], capture_output=True)
        if run.returncode or not os.path.exists(target):
            return {"error": run.stderr.decode(errors="replace").strip()[:200]}
        with open(target, "rb") as file:
            message = email.message_from_binary_file(file, policy=email.policy.default)
    body = message.get_body(("plain",))
    # It adds the body as rich text, as a part without a name.
    files = [p for p in message.walk() if not p.is_multipart()
             and (p.get_filename() or not p.get_content_type().startswith(("text/", "application/rtf")))]
    try:
        date = utc(message["date"].datetime) if message["date"] else None
    except Exception:
        date = "unreadable"
    return {
        "subject": words(message["subject"]), "date": date, "from": addresses(message, ["from"]),
        "recipients": sorted(addresses(message, ["to", "cc"])),
        "body": words(body.get_content()) if body else None, "names": sorted(words(p.get_filename()) for p in files),
        "digests": sorted(hashlib.sha256(p.get_payload(decode=True) or b"").hexdigest() for p in files),
    }


def leaves(message):
    for attachment in message.attachments:
        data = attachment.data
        if hasattr(data, "attachments"):
            yield from leaves(data)
        else:
            yield words(attachment.longFilename or attachment.shortFilename or attachment.name), data


def extracted(path):
    try:
        message = extract_msg.openMsg(path, delayAttachments=False)
    except Exception as error:
        return {"error": repr(error)[:200]}
    files = list(leaves(message))
    recipients = [r for r in getattr(message, "recipients", [])]
    return {
        "subject": words(getattr(message, "subject", "")), "date": utc(getattr(message, "date", None)),
        "recipients": sorted((r.smtpAddress or r.email or "").lower() for r in recipients),
        "body": words(getattr(message, "body", "")), "names": sorted(n for n, _ in files),
        "digests": sorted(hashlib.sha256(d).hexdigest() for _, d in files if isinstance(d, bytes)),
    }


def main():
    binary, paths = sys.argv[1], sys.argv[2:]
    peers = {}
    if shutil.which("msgconvert"):
        peers["msgconvert"] = msgconvert
    if extract_msg:
        peers["extract-msg"] = extracted
    totals = {}
    for path in paths:
        mine = ours(binary, path)
        print(f"{os.path.basename(path)}: {mine.get('error') or ' '.join(mine['defects']) or 'no defects'}")
        if "error" in mine:
            continue
        for name, peer in peers.items():
            theirs = peer(path)
            if "error" in theirs:
                print(f"  {name} fails: {theirs['error']}")
                continue
            for key, value in theirs.items():
                same = mine[key] == value or (not mine[key] and not value)
                count = totals.setdefault((name, key), [0, 0])
                count[0 if same else 1] += 1
                if not same:
                    print(f"  {name} {key}: ours {str(mine[key])[:300]!r}\n      theirs {str(value)[:300]!r}")
    for (name, key), (same, other) in sorted(totals.items()):
        print(f"{name} {key}: {same} equal, {other} differ")


if __name__ == "__main__":
    main()
