"""Mail and documents that are made to take all memory or all time, each below 100 MiB on disk."""

import base64
import io
import struct
import zipfile
import zlib

HEAD = b"From: Ann <ann@x.example>\nSubject: bomb\nMessage-ID: <bomb@x.example>\nDate: Tue, 14 Sep 2021 08:03:11 +0000\n"
MILLION = 1_000_000


def mail(fields=b"", body=b"text\n"):
    return HEAD + fields + b"MIME-Version: 1.0\n\n" + body


def carrying(content, name, kind="application/octet-stream"):
    """A mail with one attachment."""
    return HEAD + (
        b'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: text/plain\n\nsee there\n'
        b'--b\nContent-Type: %s; name="%s"\nContent-Disposition: attachment; filename="%s"\n'
        b"Content-Transfer-Encoding: base64\n\n" % (kind.encode(), name.encode(), name.encode())
        + base64.encodebytes(content) + b"--b--\n")


def zipped(members, level=9):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def zeros(megabytes):
    """Deflated zeros: one block that begins from nothing, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * megabytes + b"\3\0"


def stored_zip(entries):
    """A ZIP of (name, method, packed bytes, claimed size)."""
    out, directory = io.BytesIO(), io.BytesIO()
    for name, method, packed, size in entries:
        at = out.tell()
        fields = struct.pack("<HHHHHIIIHH", 20, 0, method, 0, 0, 0, len(packed), size, len(name), 0)
        out.write(b"PK\3\4" + fields + name + packed)
        directory.write(b"PK\1\2" + struct.pack("<H", 20) + fields + struct.pack("<HHHII", 0, 0, 0, 0, at) + name)
    at = out.tell()
    out.write(directory.getvalue())
    out.write(b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, len(entries), len(entries), directory.tell(), at, 0))
    return out.getvalue()


def overlapping():
    """Ten thousand entries of a ZIP that share one packed body (after David Fifield's way of nesting)."""
    packed = zeros(16)
    name = b"0"
    local = b"PK\3\4" + struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(packed), 16 << 20, 1, 0) + name + packed
    entry = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", 20, 20, 0, 8, 0, 0, 0, len(packed), 16 << 20, 1, 0, 0, 0, 0, 0, 0)
    directory = b"".join(entry + name for _ in range(10_000))
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 10_000, 10_000, len(directory), len(local), 0)
    return local + directory + end


def nested_zip(depth, width):
    content = zipped([("zeros.txt", bytes(4 << 20))])
    for level in range(depth):
        content = zipped([(f"{level}-{number}.zip", content) for number in range(width)], level=9)
    return content


def compound_with_cycle():
    """A compound file whose allocation table leads each sector to itself ([MS-CFB] 2.3)."""
    header = bytearray(512)
    header[0:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIIII", header, 44, 1, 1, 0, 4096, 2, 1, 2, 1, 0)
    for at in range(109):
        struct.pack_into("<I", header, 76 + at * 4, 0)
    table = struct.pack("<128I", *range(128))
    entries = b""
    for number, (name, kind) in enumerate([("Root Entry", 5), ("WordDocument", 2), ("VBA", 1), ("dir", 2)]):
        units = name.encode("utf-16-le")
        entries += (units.ljust(64, b"\0") + struct.pack("<HBBIII", len(units) + 2, kind, 1, number, number, number)
                    + bytes(36) + struct.pack("<IQ", 1, 1 << 31))
    return bytes(header) + table + entries + bytes(512)


def package(document, more=()):
    types = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
             'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.'
             'document.main+xml"/></Types>')
    rels = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
            'Target="word/document.xml"/></Relationships>')
    return zipped([("[Content_Types].xml", types), ("_rels/.rels", rels), ("word/document.xml", document), *more], level=1)


def entities():
    """Entities of entities: a billion laughs."""
    lines = ['<!ENTITY a0 "ha">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)]
    return f'<?xml version="1.0"?><!DOCTYPE d [{"".join(lines)}]><w:document>&a9;</w:document>'


def attributes():
    return "<w:document " + " ".join(f'a{n}="{n}"' for n in range(MILLION)) + "/>"


def deep_xml():
    return "<w:p>" * 2 * MILLION


def pdf_loops():
    """Objects that refer to themselves, a tree of pages that is its own child, streams of streams."""
    objects = [b"1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction 3 0 R>>endobj\n",
               b"2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>endobj\n",
               b"3 0 obj 3 0 R endobj\n", b"4 0 obj<</Length 4 0 R/Filter 5 0 R>>stream\nx\nendstream endobj\n",
               b"5 0 obj[5 0 R 5 0 R]endobj\n", b"6 0 obj" + b"[" * 500_000 + b"]" * 500_000 + b"endobj\n",
               b"7 0 obj" + b"<</A" * 500_000 + b"endobj\n"]
    packed = zlib.compress(zlib.compress(bytes(64 << 20), 9), 9)
    objects.append(b"8 0 obj<</Length %d/Filter[/FlateDecode/FlateDecode]>>stream\n" % len(packed) + packed + b"\nendstream endobj\n")
    return b"%PDF-1.7\n" + b"".join(objects) + b"trailer<</Root 1 0 R/Prev 0>>\nstartxref\n0\n%%EOF\n"


def deep_multipart(depth):
    out = [HEAD + b"MIME-Version: 1.0\n"]
    for level in range(depth):
        out.append(b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (level, level))
    out.append(b"Content-Type: text/plain\n\nthe end\n")
    return b"".join(out)


# Each bomb by name, made when it is asked for.
BOMBS = {
    "zip-flat": lambda: carrying(stored_zip([(b"a.txt", 8, zeros(4095), 4095 << 20)]), "a.zip"),
    "zip-nested": lambda: carrying(nested_zip(6, 10), "a.zip"),
    "zip-overlapping": lambda: carrying(overlapping(), "a.zip"),
    "zip-many-entries": lambda: carrying(zipped([(f"{n}.txt", b"") for n in range(100_000)], level=1), "a.zip"),
    "gzip-of-zeros": lambda: carrying(b"\x1f\x8b\x08\0\0\0\0\0\0\3" + zeros(4096) + bytes(8), "a.gz"),
    "multipart-10000-deep": lambda: deep_multipart(10_000),
    "rfc822-10000-deep": lambda: HEAD + b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 10_000 + b"end\n",
    "multipart-of-a-million": lambda: mail(
            b'Content-Type: multipart/mixed; boundary="b"\n', b"--b\n\nx\n" * MILLION + b"--b--\n"),
    "a-million-recipients": lambda: mail(b"To: " + b",\n ".join(b"u%d@x.example" % n for n in range(MILLION)) + b"\n"),
    "a-million-references": lambda: mail(b"References: " + b"\n ".join(b"<%d@x.example>" % n for n in range(MILLION)) + b"\n"),
    "a-million-fields": lambda: mail(b"X-A: b\n" * MILLION),
    "a-header-of-60-megabytes": lambda: mail(b"X-Long: " + b"a" * (60 << 20) + b"\n"),
    "a-header-of-a-gigabyte": lambda: mail(b"X-Long: " + b"a" * (1 << 30) + b"\n"),
    "encoded-words": lambda: mail(b"Subject: " + b"=?utf-8?b?YWFhYQ==?= " * MILLION + b"\n"),
    "parameters": lambda: mail(b"Content-Type: text/plain" + b"".join(b";\n a*%d=b" % n for n in range(MILLION)) + b"\n"),
    "comments": lambda: mail(b"To: " + b"(" * MILLION + b" a@x.example\n"),
    "base64-of-40-megabytes": lambda: carrying(bytes(30 << 20), "a.bin"),
    "quoted-printable": lambda: mail(
            b"Content-Transfer-Encoding: quoted-printable\n", b"=41" * (16 << 20) + b"\n"),
    "html-nesting": lambda: mail(b"Content-Type: text/html\n", b"<div>" * 2 * MILLION + b"x"),
    "html-attributes": lambda: mail(b"Content-Type: text/html\n", b"<a " + b"href=http://x.example " * MILLION + b">x</a>"),
    "a-million-links": lambda: mail(b"", b"".join(b"http://h%d.example/\n" % n for n in range(MILLION))),
    "compound-file-with-cycles": lambda: carrying(compound_with_cycle(), "a.doc", "application/msword"),
    "xml-entities": lambda: carrying(package(entities()), "a.docx"),
    "xml-attributes": lambda: carrying(package(attributes()), "a.docx"),
    "xml-nesting": lambda: carrying(package(deep_xml()), "a.docx"),
    "pdf-loops": lambda: carrying(pdf_loops(), "a.pdf", "application/pdf"),
    "rtf-nesting": lambda: carrying(b"{\\rtf1" + b"{\\a" * 3 * MILLION, "a.rtf", "application/rtf"),
    "rtf-objects": lambda: carrying(b"{\\rtf1" + b"{\\object{\\*\\objdata 01050000}}" * 300_000, "a.rtf", "application/rtf"),
    "script-nesting": lambda: carrying(b"var a=" + b"(" * 3 * MILLION, "a.js", "text/javascript"),
    "calendar": lambda: carrying(b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\n" * 2 * MILLION, "a.ics", "text/calendar"),
    "name-of-a-megabyte": lambda: carrying(b"x", "a" * (1 << 20) + ".exe"),
}

# What is cut, and is said so: a defect of the message or a limit of the verdict.
CUT = {
    "zip-flat", "zip-nested", "zip-overlapping", "zip-many-entries", "gzip-of-zeros", "multipart-10000-deep",
    "rfc822-10000-deep", "multipart-of-a-million", "a-million-recipients", "a-million-references", "a-million-fields",
    "a-header-of-60-megabytes", "a-header-of-a-gigabyte", "parameters", "a-million-links",
}

# Those whose point is structure, not size.
QUICK = {
    "multipart-10000-deep", "rfc822-10000-deep", "zip-nested", "comments", "compound-file-with-cycles", "xml-entities",
    "xml-nesting", "pdf-loops", "zip-flat", "script-nesting",
}
