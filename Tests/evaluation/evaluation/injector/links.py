"""Links of the documented forms. Hosts are invented words; nothing here is ever fetched."""

from __future__ import annotations

from dataclasses import dataclass

from ..dice import DIGITS, LOWER, Dice
from ..prose.letters import invented_name

# Stems of Latin prose, as the campaigns strung them together.
_LATIN = (
    "qui",
    "eos",
    "sit",
    "amet",
    "dolor",
    "vel",
    "nihil",
    "autem",
    "quia",
    "rerum",
    "odio",
    "fuga",
    "ipsam",
    "modi",
    "natus",
    "porro",
    "saepe",
    "tenetur",
    "ullam",
    "velit",
    "beatae",
    "culpa",
    "dicta",
    "error",
    "harum",
    "illo",
    "labore",
    "magni",
    "neque",
    "omnis",
)
_TLDS = ("com", "net", "org", "in", "com.br", "co.za", "com.mx", "info", "online", "pe", "my", "ae", "lk", "top", "xyz")

FORMS = ("latin-zip", "latin-digits", "token", "zip", "redirector", "address", "cloud", "plain")


@dataclass(frozen=True)
class LinkPlan:
    """What the links of one wave share: the form, a token, and whether the host changes."""

    form: str
    token: str
    stem: str
    host: str
    changes_host: bool


def plan(form: str, dice: Dice) -> LinkPlan:
    return LinkPlan(
        form,
        dice.pick("123456789") + dice.letters(6, DIGITS),
        dice.pick(_LATIN) + dice.pick(_LATIN),
        _host(dice),
        dice.chance(0.6),
    )


def link(plan_: LinkPlan, dice: Dice) -> str:
    """One link of the wave."""
    host = _host(dice) if plan_.changes_host else plan_.host
    one, two, three = (dice.pick(_LATIN) for _ in range(3))
    if plan_.form == "latin-zip":
        return f"http://{host}/{one}-{two}/{plan_.stem}.zip"
    if plan_.form == "latin-digits":
        return f"https://{host}/{one}{two}/{three}-{plan_.token}"
    if plan_.form == "token":
        return f"https://{host}/{dice.letters(dice.between(3, 6), LOWER)}/{plan_.token}{dice.letters(8)}.php"
    if plan_.form == "zip":
        return f"https://{host}/{dice.pick(('docs', 'files', 'wp-content/uploads', 'download'))}/{plan_.stem}{plan_.token[:3]}.zip"
    if plan_.form == "redirector":
        return f"https://{dice.pick(('www.google.com/url?q=', 'r.' + host + '/track?u=', 'bit.ly/'))}https%3A%2F%2F{host}%2F{plan_.token}"
    if plan_.form == "address":
        return f"http://{dice.pick(('203.0.113', '198.51.100', '192.0.2'))}.{dice.between(2, 250)}/{plan_.stem}/{plan_.token}.zip"
    if plan_.form == "cloud":
        return dice.pick(
            (
                f"https://onedrive.live.com/download?cid={dice.hex(16).upper()}&resid={plan_.token}",
                f"https://drive.google.com/uc?id={dice.letters(30)}&export=download",
                f"https://www.dropbox.com/s/{dice.letters(15)}/{plan_.stem}.zip?dl=1",
            )
        )
    return f"https://www.{host}/{plan_.stem}/{dice.pick(('view', 'open', 'doc', 'login'))}/{plan_.token[:4]}"


def _host(dice: Dice) -> str:
    return f"{invented_name(dice, dice.between(2, 4))}{dice.pick(('', '', '-group', 'shop', '24'))}.{dice.pick(_TLDS)}"
