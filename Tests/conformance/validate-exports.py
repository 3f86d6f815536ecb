#!/usr/bin/env python3
"""Holds exported findings against the formats' own validators, as far as these are installed.

    validate-exports.py FOLDER

FOLDER has the files out.stix, out.misp, out.ecs, out.ocsf, out.sarif and out.timesketch of one case, each written by
`threadsweep export`. Validators come from PyPI: stix2-validator, pymisp. What is absent is said, and passes.
"""
import json
import pathlib
import subprocess
import sys
import tempfile


def stix(path):
    try:
        import stix2validator
    except ImportError:
        return "not checked: stix2-validator is absent"
    results = stix2validator.validate_file(str(path))
    errors = [str(error) for result in results.object_results for error in result.errors or []]
    return errors or "valid"


def misp(path):
    try:
        from pymisp import MISPEvent, MISPObject
    except ImportError:
        return "not checked: pymisp is absent"
    event = MISPEvent()
    event.load(json.loads(path.read_text()))
    errors = []
    for entry in event.objects:
        template = MISPObject(entry.name, strict=True)
        for attribute in entry.attributes:
            try:
                template.add_attribute(attribute.object_relation, value=attribute.value)
            except Exception as error:  # pymisp raises several kinds
                errors.append(f"{entry.name}.{attribute.object_relation}: {error}")
    return errors or "valid"


def lines(path, required):
    errors = []
    for number, line in enumerate(path.read_text().splitlines(), 1):
        entry = json.loads(line)
        for name in required:
            value = entry
            for key in name.split("/"):
                value = value.get(key) if isinstance(value, dict) else None
            if value is None:
                errors.append(f"line {number}: {name} is missing")
    return errors or "valid"


CHECKS = {
    "out.stix": stix,
    "out.misp": misp,
    "out.ecs": lambda path: lines(path, ["@timestamp", "event/kind", "event/category", "event/type", "email/subject"]),
    "out.ocsf": lambda path: lines(
        path,
        ["activity_id", "category_uid", "class_uid", "type_uid", "time", "severity_id", "metadata/product",
         "metadata/version", "finding_info/uid", "finding_info/title", "evidences"]),
    "out.sarif": lambda path: "valid" if json.loads(path.read_text())["version"] == "2.1.0" else ["no version"],
    "out.timesketch": lambda path: lines(path, ["message", "datetime", "timestamp_desc"]),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    failed = False
    for name, check in CHECKS.items():
        with tempfile.TemporaryDirectory() as scratch:
            # The validators go by the ending.
            copy = pathlib.Path(scratch) / (name + ".json")
            copy.write_bytes((folder / name).read_bytes())
            outcome = check(copy)
        if isinstance(outcome, list):
            failed = True
            outcome = "; ".join(outcome[:10])
        print(f"{name}: {outcome}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
