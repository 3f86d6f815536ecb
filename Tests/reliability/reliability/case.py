"""Running the binary, and what a case says in full: what has to be the same after any trouble."""

import os
import pathlib
import sqlite3
import subprocess

LISTINGS = [
    ["messages", "list", "--format", "jsonl"],
    ["findings", "list", "--format", "jsonl", "--min-level", "info"],
    ["campaigns", "list", "--format", "jsonl"],
    ["servers", "list", "--format", "jsonl"],
]

# Tables of the records of runs, and what belongs to one run.
OWN = {"sweep", "strike", "grdb_migrations", "sqlite_sequence", "sqlite_stat1"}


def environment(**more):
    """The environment without the tool's own variables, and with `more`."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("THREADSWEEP_")}
    return {**clean, **more}


def scan(binary, paths, case, pipeline=None, **more):
    """The command line of a sweep, and the arguments of `Popen` for it."""
    command = [str(binary), "scan", *map(str, paths), "--case", str(case), "--progress", "none"]
    if pipeline:
        command += ["--pipeline", str(pipeline)]
    return command, {"env": environment(**more), "stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE}


def run(binary, paths, case, pipeline=None, **more):
    """Sweeps; the finished process."""
    command, options = scan(binary, paths, case, pipeline, **more)
    return subprocess.run(command, **options)


def dump(binary, case):
    """The canonical dump: every listing, and how many rows each table holds."""
    out = []
    for listing in LISTINGS:
        done = subprocess.run([str(binary), *listing, "--case", str(case)], capture_output=True, env=environment())
        out.append((listing, done.returncode, done.stdout))
    with sqlite3.connect(f"file:{case}?mode=ro", uri=True) as db:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]
        counts = {name: db.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in names if name not in OWN}
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
    return out, counts, sound


def difference(expected, found):
    """What differs between two dumps, in words; nothing where they are equal."""
    words = []
    for (listing, _, before), (_, status, after) in zip(expected[0], found[0]):
        if before != after:
            lines = len(set(before.splitlines()) ^ set(after.splitlines()))
            words.append(f"{' '.join(listing[:2])}: {lines} lines differ (status {status})")
    if expected[1] != found[1]:
        words += [f"table {name}: {expected[1][name]} became {found[1].get(name)}" for name in expected[1]
                  if expected[1][name] != found[1].get(name)]
    if found[2] != "ok":
        words.append(f"integrity: {found[2]}")
    return words


def phase(case):
    """How far a killed sweep had come: `start`, `sweeping`, or `judging` (all sources are swept)."""
    try:
        with sqlite3.connect(f"file:{case}?mode=ro", uri=True, timeout=2) as db:
            total, done = db.execute("SELECT count(*), coalesce(sum(complete), 0) FROM source").fetchone()
            judged = db.execute("SELECT count(*) FROM conversation").fetchone()[0]
    except sqlite3.Error:
        return "start"
    if total == 0:
        return "start"
    return "sweeping" if done < total else "ending" if judged else "judging"


def remove(case):
    """Removes a case and all that lies beside it."""
    case = pathlib.Path(case)
    for path in case.parent.glob(case.name + "*"):
        path.unlink()
