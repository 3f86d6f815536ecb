"""Attachments, all inert and made here: ordinary ones and those that attackers send.

The formats come from the generator of the demonstration mailboxes (fixtures/generator/formats).
"""

import sys
from pathlib import Path

_FIXTURES = str(Path(__file__).resolve().parents[4] / "fixtures")
if _FIXTURES not in sys.path:
    sys.path.insert(0, _FIXTURES)
