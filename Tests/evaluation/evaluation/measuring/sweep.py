"""One sweep with the built binary: mail in a temporary folder, findings out."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional, Sequence

from ..archive import Archive, Stored

ALARM = ("high", "critical")


@dataclass
class Sweep:
    """What one run found. `findings` are ranked as the product ranks them."""

    messages: int
    seconds: float
    cpu: float
    findings: List[dict] = field(default_factory=list)

    def hijacks(self) -> List[dict]:
        return [one for one in self.findings if one["kind"] == "hijack"]

    def alarms(self) -> List[dict]:
        return [one for one in self.hijacks() if one["level"] in ALARM]


class Binary:
    """The program under test."""

    def __init__(self, path: Path, keep: Optional[Path] = None, jobs: int = 0) -> None:
        self.path, self.keep, self.jobs = path, keep, jobs

    def sweep(self, archive: Archive, messages: Sequence[Stored], label: str, domains: Sequence[str] = ()) -> Sweep:
        """Writes the messages as mailboxes, scans them, reads all findings. `keep` keeps mail and case below that folder."""
        folder = Path(tempfile.mkdtemp(prefix="threadsweep-evaluation-"))
        try:
            archive.write(folder / "mail", list(messages))
            case = folder / "case.db"
            begin, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
            command = [
                str(self.path),
                "scan",
                str(folder / "mail"),
                "--case",
                str(case),
                "--allow-partial",
                "--progress",
                "none",
            ]
            if self.jobs:
                command += ["--jobs", str(self.jobs)]
            run = subprocess.run(command, capture_output=True, text=True)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            if run.returncode not in (0, 3, 10):
                raise RuntimeError(f"{label}: scan ended with {run.returncode}: {run.stderr[-800:]}")
            listing = subprocess.run(
                [str(self.path), "findings", "list", "--case", str(case), "--format", "jsonl", "--min-level", "info"],
                capture_output=True,
                text=True,
                check=True,
            )
            findings = [json.loads(line) for line in listing.stdout.splitlines() if line.strip()]
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            if self.keep:
                target = self.keep / label
                shutil.rmtree(target, ignore_errors=True)
                shutil.copytree(folder, target)
            return Sweep(len(messages), time.monotonic() - begin, cpu, findings)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def by_message(findings: Sequence[dict]) -> Dict[str, dict]:
    """The best hijack finding of each message id."""
    out: Dict[str, dict] = {}
    for one in findings:
        if one["kind"] == "hijack" and one["message_id"]:
            out.setdefault(one["message_id"], one)
    return out
