"""The documented families of conversation hijacks, and how closely each imitates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Tuple

# How closely a message imitates, from crude to perfect.
CRUDE = "crude"  # a foreign mailbox under the right name, the thread's ids lost
THREADED = "threaded"  # a foreign mailbox, the thread's ids right
IMITATED = "imitated"  # a look-alike domain, the person's client and text imitated
SERVER = "server"  # the genuine account, by a program on the hacked server
ACCOUNT = "account"  # the genuine account, from the intruder's own client, place or zone
PERFECT = "perfect"  # the genuine account, its client, servers and zone: only the content is odd
GRADES = (CRUDE, THREADED, IMITATED, SERVER, ACCOUNT, PERFECT)

_DOCUMENTS = ("xls", "docm", "zip-xlsb", "xlsb")


@dataclass(frozen=True)
class Family:
    """What is documented of a family: its grades, what it carries, how it writes."""

    name: str
    grades: Tuple[str, ...]
    kinds: Tuple[str, ...]
    documented: bool
    # The text is generic (a lure), or fits into the thread.
    plausible: float = 0.0
    repeats_prefix: float = 0.0
    prints_address: float = 0.0
    # Only accounts of the company, where there is one.
    internal: bool = False


FAMILIES: Tuple[Family, ...] = (
    Family("internal-reply", (SERVER,), ("link", "link", *_DOCUMENTS), True, internal=True),
    Family("external-stolen-thread", (CRUDE, THREADED), ("link", "link", *_DOCUMENTS), True),
    Family(
        "foreign-mailbox-document",
        (CRUDE,),
        ("docm", "xls", "zip-password"),
        True,
        repeats_prefix=0.5,
        prints_address=0.5,
    ),
    Family("reply-all-link", (THREADED, CRUDE), ("link-password", "link", "zip-xlsb"), True),
    Family("html-smuggling", (THREADED, SERVER), ("html",), True),
    Family("disk-image", (THREADED, CRUDE), ("iso",), True),
    Family("onenote", (THREADED, CRUDE), ("onenote",), True),
    Family("pdf-link", (THREADED,), ("pdf-link",), True),
    Family("password-archive", (THREADED, CRUDE, SERVER), ("zip-password",), True),
    Family("script-archive", (THREADED, CRUDE), ("zip-script",), True),
    Family("look-alike-payment", (CRUDE, THREADED, IMITATED), ("bank",), True, plausible=0.7),
    Family(
        "genuine-account",
        (ACCOUNT,),
        (
            "link",
            "link-password",
            "bank",
            "xls",
            "docm",
            "zip-password",
            "html",
            "pdf-link",
            "zip-script",
            "onenote",
            "iso",
        ),
        False,
        plausible=0.4,
    ),
    Family(
        "perfect-mimicry",
        (PERFECT,),
        ("link", "docm", "xls", "zip-password", "html", "bank", "pdf-link"),
        False,
        plausible=0.7,
    ),
)


def family(name: str) -> Family:
    return next(one for one in FAMILIES if one.name == name)
