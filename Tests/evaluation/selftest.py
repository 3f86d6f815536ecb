#!/usr/bin/env python3
"""Checks the evaluation itself: figures, forms, formats, and that a seed gives the same mail again."""
from __future__ import annotations

import hashlib
import re
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from evaluation.archive import Archive  # noqa: E402
from evaluation.clients import thread_index  # noqa: E402
from evaluation.dice import Dice  # noqa: E402
from evaluation.documents import hostile  # noqa: E402
from evaluation.injector import families, lookalike  # noqa: E402
from evaluation.injector.plan import Injector, inject_all  # noqa: E402
from evaluation.measuring.statistics import bounds  # noqa: E402
from evaluation.organisation.build import simulate  # noqa: E402
from evaluation.prose import BOOKS, banks  # noqa: E402
from evaluation.wire import dates, forms, mbox  # noqa: E402
from evaluation.wire.message import Message, mailboxes  # noqa: E402


class Statistics(unittest.TestCase):
    """Bounds against published values of Clopper and Pearson's intervals."""

    def test_bounds(self) -> None:
        for hits, trials, low, high in (
            (0, 10, 0.0, 0.3085),
            (1, 10, 0.0025, 0.4450),
            (5, 10, 0.1871, 0.8129),
            (10, 10, 0.6915, 1.0),
            (0, 10_000, 0.0, 0.000369),
            (97, 100, 0.9148, 0.9938),
        ):
            with self.subTest(hits=hits, trials=trials):
                found = bounds(hits, trials)
                self.assertAlmostEqual(found[0], low, places=4)
                self.assertAlmostEqual(found[1], high, places=4)


class Wire(unittest.TestCase):
    def test_mbox_round_trip(self) -> None:
        texts = [b"From: a@b.example\n\nFrom here\n>From there\nend\n", b"Subject: x\n\nno last line end"]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.mbox"
            mbox.write(path, [(0, one) for one in texts])
            self.assertEqual([one.rstrip(b"\n") for one in mbox.read(path)], [one.rstrip(b"\n") for one in texts])

    def test_addresses(self) -> None:
        self.assertEqual(
            mailboxes('"Doe, J." <j@x.example>, k@y.example, Ann <ANN@z.example>'),
            [("Doe, J.", "j@x.example"), ("", "k@y.example"), ("Ann", "ann@z.example")],
        )

    def test_dates(self) -> None:
        self.assertEqual(dates.read("Tue, 14 Sep 2021 10:03:11 +0200 (CEST)"), (1631606591, 120))
        self.assertEqual(dates.write(1631606591, 120), "Tue, 14 Sep 2021 10:03:11 +0200")

    def test_identifiers_keep_their_form(self) -> None:
        dice = Dice("forms")
        for model, shape in (
            ("0f3c9b1a-77aa-4c2d-9a1b-00f78e9d6e2b@x.example", r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}@x\.example"),
            ("20200903202713.9a3c1d@host.example", r"20210914080311\.\w{6}@host\.example"),
            (
                "AM0PR04MB5289B595F5DBE822B80966C9AD30@AM0PR04MB5289.eurprd04.prod.outlook.com",
                r"AM0PR04MB5289[0-9A-F]{23}0@AM0PR04MB5289\.eurprd04\.prod\.outlook\.com",
            ),
        ):
            with self.subTest(model=model):
                made = forms.identifier(model, 1631606591, dice)
                self.assertRegex(made, f"^{shape}$")
                self.assertNotEqual(made, model)


class Clients(unittest.TestCase):
    def test_thread_index_is_a_clock(self) -> None:
        """The times read back by the rule of [MS-OXOMSG], accumulated, modulo 2^54 for Exchange's own header."""
        dice = Dice("index")
        begin = 1_631_606_591
        for start in (thread_index.begin_outlook, thread_index.begin_exchange):
            index = start(begin, dice)
            for days in (1, 2, 40):
                index = thread_index.extend(index, begin + days * 86_400, dice)
            last = thread_index._last(index) % (1 << 54)
            wanted = dates.file_time(begin + 40 * 86_400) % (1 << 54)
            self.assertLess(abs(last - wanted), 20 * 10_000_000, start.__name__)

    def test_accounts_are_valid(self) -> None:
        for number in range(50):
            iban, _ = banks.account(Dice(f"bank/{number}"))
            self.assertEqual(int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97, 1)
            self.assertRegex(banks.spaced(iban), banks.IBAN)

    def test_look_alikes_differ(self) -> None:
        for number in range(200):
            self.assertNotEqual(lookalike.domain("keller-pumpen.example", Dice(str(number))), "keller-pumpen.example")

    def test_books_have_every_kind(self) -> None:
        for code, book in BOOKS.items():
            self.assertIn("{link}", " ".join(book.link_lures), code)
            self.assertIn("{iban}", " ".join(book.bank_changes), code)
            self.assertIn("{password}", " ".join(book.passwords), code)
            self.assertEqual((len(book.months), len(book.weekdays)), (12, 7), code)

    def test_documents_are_made(self) -> None:
        for kind in hostile.KINDS:
            made = hostile.attachment(kind, "diagram-7", 1_631_606_591, "U523", "https://x.example/a.zip", Dice(kind))
            self.assertGreater(len(made.content), 200, kind)


class Simulation(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.archive, _, post = simulate(1, 20, 8, 400)
        cls.injection = inject_all(Injector(cls.archive, Dice("check"), post), 1, 1, 1, 0.5)

    def test_same_seed_same_mail(self) -> None:
        again, _, post = simulate(1, 20, 8, 400)
        self.assertEqual(_digest(self.archive), _digest(again))
        injection = inject_all(Injector(again, Dice("check"), post), 1, 1, 1, 0.5)
        self.assertEqual([one.raw for one in self.injection.messages], [one.raw for one in injection.messages])

    def test_truth_names_what_was_written(self) -> None:
        for stored, truth in zip(self.injection.messages, self.injection.truth):
            message = Message.read(stored.raw)
            self.assertEqual(message.get("message-id").strip("<> "), truth.message_id)
            self.assertTrue(stored.places or stored.sent_copy)
            self.assertNotRegex(stored.text, r"\{(?:link|iban|bic|password|name)\}")
        names = [one.message_id for one in self.injection.truth] + [one.id for one in self.archive.messages]
        self.assertEqual(len(names), len(set(names)))

    def test_grades_are_what_they_say(self) -> None:
        for stored, truth in zip(self.injection.messages, self.injection.truth):
            message = Message.read(stored.raw)
            if truth.grade == families.CRUDE:
                self.assertEqual(message.get("references") + message.get("in-reply-to"), "", truth)
            elif truth.grade in (families.THREADED, families.SERVER, families.ACCOUNT, families.PERFECT):
                self.assertNotEqual(message.get("in-reply-to"), "", truth)
            if truth.grade in (families.SERVER, families.ACCOUNT, families.PERFECT):
                self.assertTrue(self.archive.by_author[stored.author], truth)
            if truth.grade == families.IMITATED:
                self.assertFalse(self.archive.by_author.get(stored.author), truth)


def _digest(archive: Archive) -> str:
    digest = hashlib.sha256()
    for one in archive.messages:
        digest.update(one.raw + (one.sent_copy or b"") + "".join(one.places).encode())
    return re.sub(r"\s", "", digest.hexdigest())


if __name__ == "__main__":
    unittest.main()
