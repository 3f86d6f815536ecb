"""What people attach."""

from __future__ import annotations

from datetime import datetime, timezone
from functools import lru_cache

from generator.formats.office import docx, pdf, png, xlsx
from generator.formats.vba import DOCUMENT, PROCEDURAL, vba_project
from generator.formats.zip_archive import zip_archive

from ..dice import Dice
from ..prose import BOOKS
from ..prose.letters import invented_name
from ..wire.bodies import Attachment

_OFFICE = "application/vnd.openxmlformats-officedocument"
_WORKBOOK = """Attribute VB_Name = "ThisWorkbook"
Attribute VB_Base = "0{00020819-0000-0000-C000-000000000046}"
Attribute VB_PredeclaredId = True
"""


def when(moment: int) -> datetime:
    return datetime.fromtimestamp(moment, timezone.utc)


def file_name(language: str, dice: Dice) -> str:
    """A name as people give them."""
    words = [dice.pick(BOOKS[language].items).replace("'", "").replace("/", "-").replace(" ", dice.pick("_ -"))]
    if dice.chance(0.5):
        words.append(str(dice.between(1, 9999)))
    if dice.chance(0.4):
        words.append(dice.pick(("v2", "final", "rev3", "neu", "copy", "signed", dice.pick(BOOKS[language].places))))
    return dice.pick("_- ").join(words)


def document(language: str, moment: int, dice: Dice) -> Attachment:
    """A small document, workbook, page or picture about nothing in particular."""
    name = file_name(language, dice)
    lines = (name, *(f"{dice.pick(BOOKS[language].items)} {dice.between(1, 9999)}" for _ in range(5)))
    kind = dice.weighted((("pdf", 45), ("docx", 18), ("xlsx", 18), ("png", 14), ("zip", 5)))
    if kind == "pdf":
        return Attachment(f"{name}.pdf", "application/pdf", pdf(lines))
    if kind == "docx":
        return Attachment(f"{name}.docx", f"{_OFFICE}.wordprocessingml.document", docx(lines, when(moment)))
    if kind == "xlsx":
        rows = [[line, dice.between(10, 90000)] for line in lines]
        return Attachment(f"{name}.xlsx", f"{_OFFICE}.spreadsheetml.sheet", xlsx("A", rows, when(moment)))
    if kind == "zip":
        return Attachment(
            f"{name}.zip",
            "application/zip",
            zip_archive([(f"{name.encode('ascii', 'replace').decode()}.pdf", pdf(lines))], when(moment)),
        )
    return Attachment(f"image{dice.between(1, 40):03}.png", "image/png", _picture(dice.between(0, 5)))


@lru_cache(maxsize=None)
def _picture(number: int) -> bytes:
    return png(60 + number, 24, (number * 40, 80, 200 - number * 30))


def scan(moment: int, dice: Dice) -> Attachment:
    """What an office scanner sends."""
    at = when(moment)
    return Attachment(
        f"SKM_C{dice.between(224, 759)}{at:%y%m%d%H%M}0.pdf",
        "application/pdf",
        pdf([f"Scan {at:%d.%m.%Y}", str(dice.between(1, 9))]),
    )


def finance_workbook(language: str, moment: int, dice: Dice, style: int) -> Attachment:
    """A workbook whose macro formats and sums cells, the same code each month."""
    book = BOOKS[language]
    at = when(moment)
    own = Dice(f"finance/{style}")
    subs = "\n".join(
        f"Public Sub {invented_name(own).title()}()\n    Dim r As Range\n    For Each r In"
        f' ActiveSheet.Range("B2:B{own.between(20, 90)}")\n        If IsNumeric(r.Value) Then r.NumberFormat ='
        f" \"#,##0.00\"\n    Next r\n    Columns(\"A:{own.pick('CDEFG')}\").AutoFit\nEnd Sub\n"
        for _ in range(own.between(1, 4))
    )
    opening = "Private Sub Workbook_Open()\n    Worksheets(1).Activate\nEnd Sub\n" if own.chance(0.3) else ""
    macros = _project(_WORKBOOK + opening, f'Attribute VB_Name = "Module1"\nOption Explicit\n{subs}')
    rows = [["Plan", "Ist"]] + [[dice.pick(book.places), dice.between(1000, 90000)] for _ in range(8)]
    name = f"{dice.pick(('Report', 'Bericht', 'Cashflow', 'Forecast', 'Budget'))}_{at:%Y_%m}_{style}.xlsm"
    return Attachment(
        name, "application/vnd.ms-excel.sheet.macroEnabled.12", xlsx("Report", rows, when(moment), macros)
    )


@lru_cache(maxsize=256)
def _project(workbook: str, module: str) -> bytes:
    return vba_project([("ThisWorkbook", DOCUMENT, workbook), ("Module1", PROCEDURAL, module)])


def encrypted_archive(language: str, moment: int, password: str, dice: Dice) -> Attachment:
    """Personnel's or the lawyer's encrypted archive; a harmless document in it."""
    name = file_name(language, dice).encode("ascii", "ignore").decode() or "file"
    inner = docx([name, str(dice.between(1000, 9999))], when(moment))
    return Attachment(
        f"{name}.zip", "application/zip", zip_archive([(f"{name}.docx", inner)], when(moment), password.encode())
    )


def invitation(subject: str, organiser: str, moment: int, method: str, dice: Dice) -> Attachment:
    """A calendar part (RFC 5545)."""
    at = when(moment)
    lines = [
        "BEGIN:VCALENDAR",
        "PRODID:-//Evaluation//EN",
        "VERSION:2.0",
        f"METHOD:{method}",
        "BEGIN:VEVENT",
        f"UID:{dice.hex(32)}",
        f"DTSTART:{at:%Y%m%dT%H%M%SZ}",
        f"SUMMARY:{subject}",
        f"ORGANIZER:mailto:{organiser}",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
    return Attachment("invite.ics", f"text/calendar; method={method}", "\r\n".join(lines).encode())
