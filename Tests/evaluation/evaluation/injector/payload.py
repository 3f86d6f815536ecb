"""What a hijack carries or asks for, and the words around it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import List, Tuple

from ..dice import DIGITS, UPPER, Dice
from ..documents import hostile
from ..prose import banks, letters
from ..prose.letters import invented_name
from ..wire.bodies import Attachment
from . import links

_STEMS = (
    "diagram",
    "chart",
    "specification",
    "recital",
    "document",
    "info",
    "report",
    "scan",
    "claim",
    "contract",
    "statement",
    "details",
    "invoice",
    "doc",
    "Rechnung",
    "facture",
    "umowa",
    "ordine",
    "pedido",
    "bijlage",
)


@dataclass
class Wave:
    """What all messages of one wave share. A single hijack is a wave of one."""

    kind: str
    password: str
    plan: links.LinkPlan
    stem: str
    account: Tuple[str, str]
    same_file: bool
    lures: List[int] = field(default_factory=list)
    document: Attachment = None  # type: ignore[assignment]


def wave(kind: str, dice: Dice) -> Wave:
    """A wave with its tokens. `kind`: link, link-password, bank, or a kind of `documents.hostile`."""
    password = dice.pick(
        (
            f"{dice.pick(UPPER)}{dice.letters(3, DIGITS)}",
            f"{dice.letters(2, UPPER)}{dice.letters(4, DIGITS)}",
            dice.letters(6),
            invented_name(dice),
        )
    )
    form = dice.weighted(
        (
            ("latin-zip", 20),
            ("latin-digits", 22),
            ("token", 16),
            ("zip", 14),
            ("redirector", 7),
            ("address", 5),
            ("cloud", 8),
            ("plain", 8),
        )
    )
    stem = dice.pick(_STEMS) if dice.chance(0.7) else invented_name(dice)
    return Wave(kind, password, links.plan(form, dice), stem, banks.account(dice), dice.chance(0.3))


def content(one: Wave, language: str, moment: int, dice: Dice, *, plausible: bool) -> Tuple[str, List[Attachment]]:
    """The new text of a message of the wave, and its attachments. `plausible` text fits in the thread."""
    about = letters.topic(language, dice)
    if one.kind in ("link", "link-password"):
        line = letters.sentence("link_notes" if plausible else "link_lures", language, dice, about).replace(
            "{link}", links.link(one.plan, dice)
        )
        if one.kind == "link-password":
            line += "\n\n" + _password(one, language, dice)
        return line, []
    if one.kind == "bank":
        iban, bic = one.account
        return (
            letters.sentence("bank_changes", language, dice, about)
            .replace("{iban}", banks.spaced(iban) if dice.chance(0.6) else iban)
            .replace("{bic}", bic),
            [],
        )
    line = letters.sentence("file_notes" if plausible else "file_lures", language, dice, about)
    file = _file(one, moment, dice)
    if one.kind == "zip-password":
        line += "\n\n" + _password(one, language, dice)
    return line, [file]


def _file(one: Wave, moment: int, dice: Dice) -> Attachment:
    if one.same_file and one.document is not None:
        return one.document
    stem = (
        f"{one.stem}{dice.pick(('-', '_', ' ', '-'))}{dice.between(10, 999_999)}"
        if not one.document
        else one.document.name.rpartition(".")[0].rstrip(DIGITS) + str(dice.between(10, 999_999))
    )
    one.document = hostile.attachment(one.kind, stem, moment, one.password, links.link(one.plan, dice), dice)
    return one.document


def _password(one: Wave, language: str, dice: Dice) -> str:
    return letters.sentence("passwords", language, dice, {}).replace("{password}", one.password)
