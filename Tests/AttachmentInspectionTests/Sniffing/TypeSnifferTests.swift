import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct TypeSnifferTests {
  @Test(arguments: [
    ("", AttachmentType.other), ("hello", .text), ("%PDF-1.7", .pdf), ("{\\rt", .rtf), ("GIF89a", .image),
    ("Rar!\u{1A}\u{07}\u{00}", .rar), ("BEGIN:VCALENDAR\r\n", .ics), ("<!DOCTYPE html><p>", .html), ("  <HTML>", .html),
    ("<?xml version=\"1.0\"?><svg xmlns=\"x\"/>", .svg), ("<?xml version=\"1.0\"?><a/>", .text),
    ("From: a@b.example\nSubject: x\n\nhi", .eml), ("Content-Type: text/plain\n\nhi", .eml), ("Note: x\n\nhi", .text),
    ("Subject: x\n\nhi\n", .eml),
    ("Subject: x\nhi\n", .text),
    ("#!/bin/sh\nls\n", .script), ("@echo off\r\ndir\r\n", .script), ("#@~^AAAA==", .script),
    ("Set a = CreateObject(\"x\")\r\nWScript.Echo 1\r\n", .script),
    ("var a = new ActiveXObject('x'); WScript.Echo(1)", .script), ("<job id=\"a\"><script language=\"x\">", .script),
    ("<html><hta:application id=\"x\"/></html>", .script), ("Dear all, please set the date.\n", .text),
  ])
  func textsAndMagics(text: String, type: AttachmentType) {
    #expect(TypeSniffer.type(of: Array(text.utf8)) == type)
  }

  @Test func textInSixteenBits() {
    var bytes: [UInt8] = [0xFF, 0xFE]
    bytes.append(utf16: "<html><body>")
    #expect(TypeSniffer.type(of: bytes) == .html)
  }

  @Test(arguments: [
    ("word/document.xml", PackageBuilder.wordType, AttachmentType.ooxmlDocx),
    ("w/d.xml", "application/vnd.ms-word.document.macroEnabled.main+xml", .ooxmlDocm),
    ("xl/workbook.xml", PackageBuilder.workbookType, .ooxmlXlsx),
    ("xl/workbook.xml", PackageBuilder.macroWorkbookType, .ooxmlXlsm),
    ("xl/workbook.bin", "application/vnd.ms-excel.sheet.binary.macroEnabled.main", .ooxmlXlsb),
    ("ppt/presentation.xml", "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml", .ooxmlPptm),
    (
      "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
      .ooxmlPptx
    ),
    ("visio/document.xml", "application/vnd.ms-visio.drawing.main+xml", .ooxmlOther),
  ])
  func packages(main: String, contentType: String, type: AttachmentType) {
    #expect(TypeSniffer.type(of: PackageBuilder.package(main: main, type: contentType)) == type)
  }

  @Test(arguments: [
    ("Workbook", AttachmentType.oleXls), ("Book", .oleXls), ("WordDocument", .oleDoc), ("PowerPoint Document", .olePpt),
    ("__properties_version1.0", .oleMsg), ("VisioDocument", .oleOther),
  ])
  func compoundFiles(stream: String, type: AttachmentType) {
    #expect(TypeSniffer.type(of: CompoundFileBuilder([(stream, [1])]).build()) == type)
  }
}
