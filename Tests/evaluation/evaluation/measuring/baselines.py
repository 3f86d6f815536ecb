"""What per-message filters would say of the same mail.

rspamd: FAKE_REPLY, a subject that begins with `Re:` without In-Reply-To and References.
Sublime: the gate of its fake-thread rules, a reply or forward by its subject, or an earlier thread quoted in the body,
without References or without In-Reply-To. Its rules ask for suspicious content besides; the gate alone is the most that
they can find.
"""

from __future__ import annotations

import re

from ..archive import Stored

_RSPAMD = re.compile(r"^\s*re:\s", re.IGNORECASE)
_PREFIX = re.compile(r"^\s*\[?(?:re|fw|fwd|aw|wg|tr|sv|antw|odp|pd|rv|r|i)\s*[\]:]", re.IGNORECASE)
_BLOCK = re.compile(
    r"^\W{0,3}(?:From|Von|De|Da|Van|Od)\s?:.{3,200}\n(?:.*\n){0,4}?\W{0,3}(?:Subject|Betreff|Objet|Oggetto|Onderwerp|Temat|Asunto|Assunto)\s?:",
    re.MULTILINE,
)


def fake_reply(stored: Stored) -> bool:
    message = stored.message
    return (
        bool(_RSPAMD.match(message.decoded("subject")))
        and message.index("In-Reply-To") is None
        and message.index("References") is None
    )


def fake_thread(stored: Stored) -> bool:
    message = stored.message
    if message.index("In-Reply-To") is not None and message.index("References") is not None:
        return False
    return bool(_PREFIX.match(message.decoded("subject"))) or bool(_BLOCK.search(stored.text[:20_000]))
