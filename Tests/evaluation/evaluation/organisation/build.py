"""Builds a company's archive from its seed."""

from __future__ import annotations

from typing import List, Tuple

from ..archive import Archive
from ..dice import Dice
from .automatic import Automatic
from .company import Company, found
from .conversations import Work
from .post import Post, Sent


def simulate(seed: int, mailboxes: int, months: int, messages: int) -> Tuple[Archive, Company, Post]:
    """About `messages` conversation messages among `mailboxes` people over `months`, and all that comes beside them."""
    company = found(f"organisation/{seed}", mailboxes, months)
    dice = Dice(f"organisation/{seed}/mail")
    post = Post(company, dice)
    work = Work(company, post, dice)
    threads: List[List[Sent]] = []
    number = 0
    while len(post.stored) < messages and number < messages * 3:
        thread = work.thread(number)
        number += 1
        if thread:
            threads.append(thread)
    Automatic(company, post, dice.branch("automatic")).run(threads)
    archive = Archive(f"organisation-{seed}", post.stored, False, (company.domain,))
    return archive, company, post
