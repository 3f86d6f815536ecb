"""The layer between the binary and its files (shim/faults.c): built once, and its log read."""

import pathlib
import shutil
import struct
import subprocess

SOURCE = pathlib.Path(__file__).resolve().parents[1] / "shim" / "faults.c"
KINDS = ["create", "write", "sync", "truncate", "rename", "remove"]
HEAD = struct.Struct("<IIqQ")


def build(folder):
    """Builds the layer into `folder`; its path, or None where there is no C compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
    if compiler is None:
        return None
    library = pathlib.Path(folder) / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl", "-lpthread"], check=True)
    return library


def counts(path):
    """How many calls of each kind a run made."""
    return {kind: int(count) for kind, count in (line.split() for line in pathlib.Path(path).read_text().splitlines())}


def log(path):
    """The records of a log: (kind, path, number, bytes)."""
    content = memoryview(pathlib.Path(path).read_bytes())
    at, records = 0, []
    while at + HEAD.size <= len(content):
        kind, name, number, length = HEAD.unpack_from(content, at)
        at += HEAD.size
        text = bytes(content[at : at + name]).decode()
        records.append((KINDS[kind], text, number, bytes(content[at + name : at + name + length])))
        at += name + length
    return records
