#!/usr/bin/env python3
"""Writes Sources/HijackDetection/Observations/ConfusableTable.swift from Unicode's table of confusable characters.

usage: make-confusables.py confusables.json

The file is that of the PyPI package confusable-homoglyphs 3.3.1, which holds Unicode's confusables.txt (UTS #39) by
character, and does not say of which version. It was fetched as `latest` on 2024-01-30, when that was 15.1.0: the table of
scripts of the same minute has all characters of 15.1 and none of 16.0. The newest characters among the confusables are of
13.0. Kept are letters and digits of the basic plane that a domain name can hold in lower case
(IDNA 2008) and that pass for a letter or a digit of ASCII; beside them letters that are one of ASCII with marks.
"""

import json
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parents[2] / "Sources/HijackDetection/Observations/ConfusableTable.swift"
ASCII = set("abcdefghijklmnopqrstuvwxyz0123456789")


def main() -> None:
    table = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    passes = {}
    for code in range(0x80, 0x10000):
        character = chr(code)
        if unicodedata.category(character) not in ("Ll", "Lo", "Lm", "Nd"):
            continue
        # What IDNA maps to something else cannot stand in a name.
        if unicodedata.normalize("NFKC", character).lower() != character:
            continue
        base = unicodedata.normalize("NFD", character)[0]
        alike = [one["c"].lower() for one in table.get(character, []) if len(one["c"]) == 1]
        found = [base] if base in ASCII else sorted(one for one in alike if one in ASCII)
        if found:
            passes[code] = found[0]
    lines = defaultdict(list)
    for code, letter in sorted(passes.items()):
        lines[letter].append(f"{code:04X}")
    out = [
        "/// Letters and digits beyond ASCII that pass for one of ASCII in a domain name: data, written by",
        "/// `Tests/conformance/make-confusables.py` from Unicode's confusables.txt (UTS #39 §4) as of 2024-01-30,",
        "/// by all signs that of version 15.1.0; the file it was taken from does not name it.",
        "///",
        "/// The data is © Unicode, Inc., under the Unicode License (https://www.unicode.org/license.txt).",
        "enum ConfusableTable {",
        "  /// For each character of ASCII the code points that pass for it, in hexadecimal digits.",
        "  static let lists: [(character: UInt8, points: String)] = [",
    ]
    for letter in sorted(lines):
        out += ["    (", f"      0x{ord(letter):02X},", '      """']
        row = "     "
        for code in lines[letter]:
            if len(row) + 5 > 110:
                out.append(row + " \\")
                row = "     "
            row += " " + code
        out += [row, '      """', "    ),"]
    out[-1] = "    ),"
    TARGET.write_text("\n".join([*out, "  ]", "}", ""]), encoding="utf-8")
    print(f"{len(passes)} characters")


main()
