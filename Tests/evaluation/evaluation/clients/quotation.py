"""How clients quote: Outlook's header block, attribution lines, marks."""

from __future__ import annotations

import html
import re
from typing import Sequence

from ..prose import BOOKS
from ..prose.letters import outlook_date, short_date
from .draft import Mailbox, Quoted


def marked(text: str) -> str:
    """The text with `>` before each line (RFC 3676 4.5)."""
    return "\n".join(f">{line}" if line.startswith(">") else f"> {line}".rstrip() for line in text.rstrip().split("\n"))


def block(parent: Quoted, language: str, zone: int) -> str:
    """Outlook's header block above the quoted message."""
    book = BOOKS[language]
    sender, sent, to, cc, subject = book.labels
    lines = [
        f"{sender} {_who(parent)}",
        f"{sent} {outlook_date(language, parent.moment, zone)}",
        f"{to} {names(parent.to)}",
    ]
    if parent.cc:
        lines.append(f"{cc} {names(parent.cc)}")
    return "\n".join(lines + [f"{subject} {parent.subject}"])


def attribution(parent: Quoted, language: str, zone: int) -> str:
    return BOOKS[language].attribution.format(date=short_date(language, parent.moment, zone), who=_who(parent))


def names(people: Sequence[Mailbox]) -> str:
    return "; ".join(f"{name} <{address}>" if name else address for name, address in people[:12])


def _who(parent: Quoted) -> str:
    return f"{parent.name} <{parent.address}>" if parent.name else parent.address


def paragraphs(text: str, style: str) -> str:
    """Plain text as HTML: `mso` paragraphs, or `div`s."""
    lines = html.escape(text.rstrip(), quote=False).split("\n")
    if style == "mso":
        return "\n".join(f'<p class="MsoNormal">{line or "<o:p>&nbsp;</o:p>"}</p>' for line in lines)
    if style == "br":
        return "<br>\n".join(lines)
    return "\n".join(f"<div>{line or '<br>'}</div>" for line in lines)


def linked(page: str) -> str:
    """The page with its addresses of the web made into links."""
    return re.sub(r"(https?://[^\s<>\"]+)", r'<a href="\1">\1</a>', page)
