"""A disk as it is after the power went: what was synced is there, of the rest anything."""

SECTOR = 512


class File:
    """The bytes of a file that are safe, and what was done to it since the last sync."""

    def __init__(self):
        self.safe = bytearray()
        self.pending = []

    def sync(self):
        for change in self.pending:
            apply(self.safe, change)
        self.pending = []

    def after(self, random, kept):
        """The bytes after a cut: each sector of each unsynced write is there with probability `kept`."""
        content = bytearray(self.safe)
        for kind, at, data in self.pending:
            if kind == "truncate":
                if random.random() < kept:
                    apply(content, (kind, at, data))
                continue
            for start in range(0, len(data), SECTOR):
                if random.random() < kept:
                    apply(content, ("write", at + start, data[start : start + SECTOR]))
        return bytes(content)


def apply(content, change):
    """Does a write or a truncation to bytes."""
    kind, at, data = change
    if kind == "truncate":
        if at < len(content):
            del content[at:]
        else:
            content.extend(bytes(at - len(content)))
        return
    if at > len(content):
        content.extend(bytes(at - len(content)))
    content[at : at + len(data)] = data


class Disk:
    """A folder: its files, and the changes of names that were not synced."""

    def __init__(self):
        self.names = {}
        self.pending = []

    def record(self, record):
        """Takes note of one call."""
        kind, name, number, data = record
        if kind in ("write", "truncate"):
            file = self._now().get(name)
            if file is not None:
                file.pending.append((kind, number, data))
        elif kind == "sync" and name == "":
            self.names, self.pending = self._now(), []
        elif kind == "sync":
            file = self._now().get(name)
            if file is not None:
                file.sync()
        elif kind == "create":
            self.pending.append((kind, name, File()))
        elif kind == "rename":
            self.pending.append((kind, name, data.decode()))
        else:
            self.pending.append((kind, name, None))

    def _now(self, count=None):
        names = dict(self.names)
        for kind, name, other in self.pending[:count]:
            if kind == "create":
                names[name] = other
            elif kind == "rename" and name in names:
                names[other] = names.pop(name)
            elif kind == "remove":
                names.pop(name, None)
        return names

    def cut(self, random):
        """The files after a cut: unsynced changes of names are there up to some moment."""
        kept = random.choice([0.0, 0.5, 0.9, 1.0])
        names = self._now(random.randint(0, len(self.pending)))
        return {name: file.after(random, kept) for name, file in names.items()}
