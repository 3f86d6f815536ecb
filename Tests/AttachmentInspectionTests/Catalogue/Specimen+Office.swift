import MailTestSupport

@testable import AttachmentInspection

extension Specimen {
  private static func word(
    _ text: String = "<x/>", rels: [(String, String, String, String?)] = [], parts: [(String, [UInt8])] = []
  ) -> Document {
    Document(
      PackageBuilder.package(
        main: "word/document.xml", type: PackageBuilder.wordType, text: text, rels: rels, parts: parts))
  }

  private static func leads(_ type: String, _ target: String) -> Document {
    word(rels: [("r1", type, target, "External")])
  }

  private static func sheet(state: String) -> Document {
    Document(
      PackageBuilder.package(
        main: "xl/workbook.xml", type: PackageBuilder.workbookType,
        text: "<workbook><sheets><sheet name=\"S\" state=\"\(state)\"/></sheets></workbook>"))
  }

  private static func ole(_ streams: [(String, [UInt8])]) -> Document {
    Document(CompoundFileBuilder([("WordDocument", [0xEC, 0xA5])] + streams).build())
  }

  private static let ribbon = "<?xml version=\"1.0\"?><customUI xmlns=\"x\""

  /// The stream `\1Ole` of a linked object ([MS-OLEDS] §2.3.3) with the moniker of an address.
  private static func link(to target: String) -> [UInt8] {
    var text: [UInt8] = []
    for unit in target.utf16 + [0] { text.append(u16: Int(unit)) }
    var stream: [UInt8] = [1, 0, 0, 2, 9, 0, 0, 0, 1]
    stream += [UInt8](repeating: 0, count: 11)
    stream.append(u32: text.count + 20)
    stream += [0xE0, 0xC9, 0xEA, 0x79, 0xF9, 0xBA, 0xCE, 0x11, 0x8C, 0x82, 0x00, 0xAA, 0x00, 0x4B, 0xA9, 0x0B]
    stream.append(u32: text.count)
    return stream + text
  }

  static let office: [Specimen] = [
    Specimen(
      .officeEncrypted, Document(BIFFBuilder(isEncrypted: true).workbook()), not: Document(BIFFBuilder().workbook())),
    Specimen(
      .opensWithoutAsking, Document(EncryptedDocuments.workbook(password: "VelvetSweatshop")),
      not: Document(EncryptedDocuments.workbook(password: "q8#kT"))),
    Specimen(
      .opensWithMailPassword, Document(EncryptedDocuments.workbook(password: "U523"), passwords: ["nope", "U523"]),
      not: Document(EncryptedDocuments.workbook(password: "U523"), passwords: ["nope"])),
    Specimen(
      .opensWithNotedPassword,
      Document(Samples.encryptedZip("a.txt", Array("hello there".utf8), password: "U523", comment: "pw: U523")),
      not: Document(Samples.encryptedZip("a.txt", Array("hello there".utf8), password: "U523", comment: "thanks"))),
    Specimen(
      .opensWithKnownPassword, Document(Samples.encryptedZip("a.txt", Array("hello there".utf8), password: "infected")),
      not: Document(Samples.encryptedZip("a.txt", Array("hello there".utf8), password: "q8#kT"))),
    Specimen(
      .remoteTemplate, leads("attachedTemplate", "https://x.example/t.dotm"),
      not: leads("attachedTemplate", "file:///C:/templates/normal.dotm")),
    Specimen(
      .externalObject, leads("oleObject", "https://x.example/a.doc"), not: leads("oleObject", "file:///C:/a.xls")),
    Specimen(
      .externalProtocolHandler, leads("oleObject", "mhtml:http://x.example/a!x-usc:http://x.example/a"),
      not: leads("hyperlink", "mailto:a@x.example")),
    Specimen(.externalFrame, leads("frame", "http://x.example/a.html"), not: leads("image", "http://x.example/a.png")),
    Specimen(
      .customUIOnLoad, word(parts: [("customUI/customUI.xml", Array("\(ribbon) onLoad=\"Run\"/>".utf8))]),
      not: word(parts: [("customUI/customUI.xml", Array("\(ribbon)/>".utf8))])),
    Specimen(
      .activeX, word(parts: [("word/activeX/activeX1.bin", CompoundFileBuilder([("Contents", [1, 2])]).build())]),
      not: word(parts: [("word/media/image1.png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])])),
    Specimen(
      .ddeCommand,
      word("<w:document><w:fldSimple w:instr=\"DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe x\"/></w:document>"),
      not: word("<w:document><w:fldSimple w:instr=\"DDEAUTO Excel.Sheet.8 book.xls R1C1\"/></w:document>")),
    Specimen(.sheetVeryHidden, sheet(state: "veryHidden"), not: sheet(state: "hidden")),
    Specimen(.olePackage, ole([("ObjectPool/_1/\u{1}Ole10Native", Samples.native("a.txt", [65, 66]))]), not: ole([])),
    Specimen(
      .olePackageExecutable, ole([("ObjectPool/_1/\u{1}Ole10Native", Samples.native("a.exe", [65, 66]))]),
      not: ole([("ObjectPool/_1/\u{1}Ole10Native", Samples.native("a.txt", [65, 66]))])),
    Specimen(
      .objectLink, ole([("ObjectPool/_1/\u{1}Ole", link(to: "http://x.example/a.hta"))]),
      not: ole([("ObjectPool/_1/\u{1}Ole", link(to: "C:\\a.xls"))])),
    Specimen(
      .rtfExploitedControl, Document(Samples.richText("MSComctlLib.ListViewCtrl.2", [1, 2, 3])),
      not: Document(Samples.richText("Excel.Sheet.8", [1, 2, 3]))),
    Specimen(
      .rtfExploitValue,
      Document("{\\rtf1{\\shp{\\*\\shpinst{\\sp{\\sn pFragments}{\\sv 1;1;\(String(repeating: "41", count: 80))}}}}}"),
      not: Document("{\\rtf1{\\shp{\\*\\shpinst{\\sp{\\sn pVertices}{\\sv 8;5;(0,0);(9,0);(9,9);(0,9);(0,0)}}}}}")),
    Specimen(
      .equationEditor, Document(Samples.richText("Equation.3", [1, 2, 3])),
      not: Document(Samples.richText("Excel.Sheet.8", [1, 2, 3]))),
    Specimen(
      .rtfObjectObfuscated, Document(Samples.richText("Word.Document.8", [1, 2, 3], noise: "{\\x9}\n")),
      not: Document(Samples.richText("Word.Document.8", [1, 2, 3], noise: "\n"))),
    Specimen(
      .rtfObjectUpdate, Document(Samples.richText("Word.Document.8", [1, 2, 3], controls: "\\objupdate")),
      not: Document(Samples.richText("Word.Document.8", [1, 2, 3]))),
  ]
}
