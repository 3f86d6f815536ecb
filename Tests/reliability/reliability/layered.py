"""Sweeps with the layer between the binary and its files: what power cuts and failing disks have in common."""

import pathlib
import random
import sys

from reliability import case as cases
from reliability import shim, sources

PIPELINE = "schema: 1\ncheckpoint: { messages: 32 }\n"


def arguments(parser, copies):
    """Adds the options that both have, and reads the command line; prints the seed that all chance follows from."""
    parser.add_argument("--binary", type=pathlib.Path, default=sources.ROOT / ".build/release/threadsweep")
    parser.add_argument("--copies", type=int, default=copies)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1 << 32))
    options = parser.parse_args()
    if not options.binary.exists():
        parser.error(f"{options.binary}: no such binary; build it, or name another")
    print(f"seed {options.seed}", flush=True)
    return options


class LayeredSweep:
    """A sweep of the demo's mail whose case lies on a disk of its own, below the layer."""

    def __init__(self, binary, folder, library, copies):
        self.binary = binary
        self.paths = sources.write("mbox", folder / "mbox", copies)
        self.pipeline = folder / "pipeline.yaml"
        self.pipeline.write_text(PIPELINE)
        self.disk = folder / "disk"
        self.disk.mkdir()
        self.case = self.disk / "case.db"
        self.layer = {"LD_PRELOAD": str(library), "FAULTS_FOLDER": str(self.disk)}

    @classmethod
    def built(cls, name, options, folder):
        """The sweep, or None, and a word of it, where there is no C compiler for the layer."""
        folder = pathlib.Path(folder)
        library = shim.build(folder)
        if library is None:
            print(f"{name}: no C compiler is here: skipped")
            return None
        return cls(options.binary, folder, library, options.copies)

    def undisturbed(self, name, **more):
        """Sweeps below the layer, and nothing fails: keeps the status, and the dump that every other has to equal."""
        done = self.run(**more)
        if done.returncode not in (0, 3):
            sys.exit(f"{name}: the undisturbed sweep ended with {done.returncode}: {done.stderr.decode()}")
        self.status = done.returncode
        self.expected = cases.dump(self.binary, self.case)

    def run(self, **more):
        """Sweeps below the layer, which does what `more` asks for."""
        return cases.run(self.binary, self.paths, self.case, self.pipeline, **self.layer, **more)

    def resume(self):
        """Sweeps on without the layer: the finished process, and what differs from the undisturbed case."""
        done = cases.run(self.binary, self.paths, self.case, self.pipeline)
        return done, cases.difference(self.expected, cases.dump(self.binary, self.case))
