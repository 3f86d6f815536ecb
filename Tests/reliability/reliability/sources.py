"""Exports of every kind, made of the demo's mailboxes: the same mail, written often enough to take a while."""

import gzip
import io
import pathlib
import re
import shutil
import tarfile
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[3]
DEMO = ROOT / "fixtures" / "demo" / "exports"

KINDS = ["mbox", "maildir", "eml", "gzip", "zip", "tar", "nested", "pst"]


def messages(copies):
    """The demo's mail as bytes with LF, `copies` times; each copy's conversations are its own."""
    originals = [path.read_bytes().replace(b"\r\n", b"\n") for path in sorted(DEMO.rglob("*.eml"))]
    for copy in range(copies):
        for original in originals:
            if copy == 0:
                yield original
                continue
            head, _, body = original.partition(b"\n\n")
            head = re.sub(rb"(?m)^(Subject: )", b"\\1[%d] " % copy, head)
            head = re.sub(
                rb"(?ims)^((?:message-id|in-reply-to|references):.*?)(?=^\S|\Z)",
                lambda field: re.sub(rb"<([^<>@]+)@", b"<\\1.%d@" % copy, field.group(1)), head)
            head = re.sub(rb"(?im)^thread-index:.*\n", b"", head)
            yield head + b"\n\n" + body


def mbox(items):
    """An mboxrd file."""
    out = io.BytesIO()
    for item in items:
        out.write(b"From a@x.example Tue Sep 14 08:03:11 2021\n")
        out.write(re.sub(rb"(?m)^(>*From )", rb">\1", item))
        out.write(b"\n" if item.endswith(b"\n") else b"\n\n")
    return out.getvalue()


def write(kind, folder, copies):
    """Writes the export of `kind` below `folder`; returns the paths to name on the command line."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    items = list(messages(copies))
    half = len(items) // 2
    if kind == "mbox":
        (folder / "a.mbox").write_bytes(mbox(items[:half]))
        (folder / "b.mbox").write_bytes(mbox(items[half:]))
        return [folder / "a.mbox", folder / "b.mbox"]
    if kind == "maildir":
        for part in ("cur", "new", "tmp"):
            (folder / "ann" / part).mkdir(parents=True)
        for number, item in enumerate(items):
            (folder / "ann" / "cur" / f"{number:06}.M1P1.host:2,S").write_bytes(item)
        return [folder / "ann"]
    if kind == "eml":
        for number, item in enumerate(items):
            path = folder / "ann" / f"{number % 7}" / f"{number:06}.eml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(item)
        return [folder / "ann"]
    if kind == "gzip":
        (folder / "a.mbox.gz").write_bytes(gzip.compress(mbox(items), mtime=0))
        return [folder / "a.mbox.gz"]
    if kind == "zip":
        with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("ann/Inbox.mbox", mbox(items[:half]))
            for number, item in enumerate(items[half:]):
                archive.writestr(f"ann/Sent/{number:06}.eml", item)
        return [folder / "a.zip"]
    if kind == "tar":
        _tar(folder / "a.tar", {"ann/Inbox.mbox": mbox(items[:half]), "ann/Sent.mbox": mbox(items[half:])})
        return [folder / "a.tar"]
    if kind == "nested":
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Inbox.mbox", mbox(items[:half]))
            archive.writestr("Sent.mbox.gz", gzip.compress(mbox(items[half:]), mtime=0))
        _tar(folder / "a.tar.gz", {"takeout/ann.zip": packed.getvalue()}, mode="w:gz")
        return [folder / "a.tar.gz"]
    if kind == "pst":
        for path in sorted((ROOT / "fixtures" / "pst").glob("*.[po]st")):
            shutil.copy(path, folder / path.name)
        (folder / "ann.mbox").write_bytes(mbox(items))
        return [folder]
    raise ValueError(kind)


def _tar(path, members, mode="w"):
    with tarfile.open(path, mode) as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
