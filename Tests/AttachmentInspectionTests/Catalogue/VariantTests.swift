import MailTestSupport
import Testing

@testable import AttachmentInspection

/// Forms in which a technique comes besides that of its specimen, each with a harmless neighbour.
@Suite struct VariantTests {
  struct Variant: Sendable {
    var row: String
    var id: TechniqueID
    var fires: [UInt8]
    var spares: [UInt8]

    init(_ row: String, _ id: TechniqueID, _ fires: [UInt8], not spares: [UInt8]) {
      (self.row, self.id, self.fires, self.spares) = (row, id, fires, spares)
    }

    init(_ row: String, _ id: TechniqueID, _ fires: String, not spares: String) {
      self.init(row, id, Array(fires.utf8), not: Array(spares.utf8))
    }
  }

  private static func word(_ body: String) -> [UInt8] {
    PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType, text: "<w:document>\(body)</w:document>")
  }

  private static let begin = "<w:fldChar w:fldCharType=\"begin\"/>"
  private static let end = "<w:fldChar w:fldCharType=\"end\"/>"
  private static func code(_ text: String) -> String { "<w:instrText>\(text)</w:instrText>" }
  private static func codes(_ text: String) -> String {
    text.unicodeScalars.map { String($0.value) }.joined(separator: " ")
  }

  /// A Word document with text of one byte a character.
  private static func document(_ text: String) -> [UInt8] {
    let stream =
      [0xEC, 0xA5] + [UInt8](repeating: 0, count: 510) + Array(text.utf8) + [UInt8](repeating: 0, count: 5_000)
    return CompoundFileBuilder([("WordDocument", stream)]).build()
  }

  private static func wide(_ text: String) -> String { text.map { "\($0)\u{0}" }.joined() }

  private static func open(_ content: String) -> [UInt8] {
    ZipBuilder(texts: [("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", content)]).build()
  }

  private static let command = "c:\\windows\\system32\\cmd.exe /k calc"

  static let fields: [Variant] = [
    Variant(
      "12 split over runs", .ddeCommand,
      word(begin + code(" DDE") + code("AUTO c:\\\\windows\\\\cmd") + code(".exe x ") + end),
      not: word(begin + code(" DDE") + code("AUTO Excel") + code(".Sheet.8 book.xls ") + end)),
    Variant(
      "12 QUOTE", .ddeCommand, word(begin + code("DDEAUTO ") + begin + code("QUOTE \(codes(command))") + end + end),
      not: word(begin + code("DDEAUTO ") + begin + code("QUOTE \(codes("Excel.Sheet.8 book"))") + end + end)),
    Variant(
      "12 SET and REF", .ddeCommand,
      word(
        begin + code("SET c1 \"") + begin + code("QUOTE \(codes(command))") + end + code("\"") + end + begin
          + code("DDE ") + begin + code("REF c1") + end + end),
      not: word(begin + code("SET c1 \"cmd.exe\"") + end + begin + code("REF c1") + end)),
    Variant(
      "12 result is no code", .ddeCommand,
      word(begin + code("DDE cmd.exe x") + "<w:fldChar w:fldCharType=\"separate\"/>" + end),
      not: word(begin + code("PAGE") + "<w:fldChar w:fldCharType=\"separate\"/>" + code("DDE cmd.exe x") + end)),
    Variant(
      "12 Word 97", .ddeCommand,
      document("Hi \u{13} DDEAUTO \u{13} QUOTE \(codes(command)) \u{14}\u{15} \u{14}!\u{15}"),
      not: document("Hi \u{13} DDEAUTO \u{13} QUOTE 65 66 67 \u{14}\u{15} x \u{14}!\u{15} cmd.exe")),
    Variant(
      "12 Word 97, wide", .ddeCommand, document(wide("\u{13} DDEAUTO \(command) \u{14}!\u{15}")),
      not: document(wide("\u{13} DDEAUTO Excel.Sheet.8 \u{14}!\u{15}"))),
    Variant(
      "12 RTF", .ddeCommand,
      "{\\rtf1{\\field{\\*\\fldinst {\\b DD}{\\i EA\\'55TO }{c:\\\\windows\\\\cm}{d.exe x}}{\\fldrslt y}}}",
      not: "{\\rtf1{\\field{\\*\\fldinst {HYPERLINK x}}{\\fldrslt DDEAUTO cmd.exe x}}}"),
    Variant(
      "12 RTF, nested", .ddeCommand,
      "{\\rtf1{\\field{\\*\\fldinst {DDE }{\\field{\\*\\fldinst {QUOTE \(codes(command))}}{\\fldrslt }}}{\\fldrslt }}}",
      not: "{\\rtf1{\\field{\\*\\fldinst {DDE }{\\field{\\*\\fldinst {QUOTE 65 66}}{\\fldrslt }}}{\\fldrslt }}}"),
    Variant("12 CSV", .ddeCommand, "a,b\n1,=cmd|'/c calc'!A0\n", not: "a,b\n1,cmd | calc\n2,-3|x\n"),
    Variant("12 CSV, quoted", .ddeCommand, "a;\"+powershell|'-c calc'!A0\"\n", not: "a;\"+49|228!\"\n"),
    Variant(
      "12 SpreadsheetML 2003", .ddeCommand,
      "<?xml version=\"1.0\"?><Workbook><Cell ss:Formula=\"=cmd|'/c calc'!A0\"/></Workbook>",
      not: "<?xml version=\"1.0\"?><Workbook><Cell ss:Formula=\"=SUM(A1|A2)\"/>cmd!</Workbook>"),
    Variant(
      "12 OpenDocument", .ddeCommand,
      open("<office:dde-source office:dde-application=\"cmd\" office:dde-topic=\"/c calc\" office:dde-item=\"x\"/>"),
      not: open(
        "<office:dde-source office:dde-application=\"soffice\" office:dde-topic=\"a.ods\" office:dde-item=\"x\"/>")),
  ]

  static let others: [Variant] = [
    Variant(
      "17 short head", .rtfObjectObfuscated,
      Array("{\\rt".utf8) + Samples.richText("Equation.3", [1, 2, 3, 4], noise: "{\\a}").dropFirst(6),
      not: Samples.richText("Equation.3", [1, 2, 3, 4])),
    Variant(
      "18 event of a control", .vbaAutoexec,
      VBABuilder.project([("UserForm1", "Sub InkPicture1_Painted(x)\r\nEnd Sub\r\n")]),
      not: VBABuilder.project([("UserForm1", "Sub Button1_Click()\r\nEnd Sub\r\n")])),
    Variant(
      "25 CVE-2023-38831", .archiveNameTrick,
      ZipBuilder(texts: [("a.jpg ", "x"), ("a.jpg /a.jpg .cmd", "calc")]).build(),
      not: ZipBuilder(texts: [("a.jpg", "x"), ("a/a.jpg", "x")]).build()),
    Variant(
      "26 blanks", .shortcutDisguise,
      Samples.shortcut("..\\cmd.exe", "/c" + String(repeating: " ", count: 200) + "calc"),
      not: Samples.shortcut("..\\cmd.exe", "/c calc")),
    Variant(
      "26 overlay", .shortcutDisguise,
      Samples.shortcut("..\\cmd.exe", "/c x") + [0, 0, 0, 0] + [UInt8](repeating: 7, count: 4_000),
      not: Samples.shortcut("..\\cmd.exe", "/c x") + [0, 0, 0, 0]),
    Variant(
      "33 build project", .launcherRemote,
      "<Project><UsingTask TaskName=\"a\" TaskFactory=\"CodeTaskFactory\"><Task><Code>x</Code></Task></UsingTask></Project>",
      not: "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup/></Project>"),
    Variant(
      "33 console", .launcherRemote,
      "<?xml version=\"1.0\"?><MMC_ConsoleFile><String>res://apds.dll/redirect.html?target=javascript:x</String></MMC_ConsoleFile>",
      not: "<?xml version=\"1.0\"?><MMC_ConsoleFile><String>Services</String></MMC_ConsoleFile>"),
    Variant(
      "33 Java", .launcherRemote, "<?xml version=\"1.0\"?><jnlp codebase=\"http://x.example/\"/>",
      not: "<?xml version=\"1.0\"?><java/>"),
    Variant(
      "36 PDF and web archive", .polyglot,
      "%PDF-1.7\n1 0 obj<<>>endobj\nMIME-Version: 1.0\n\nQWN0aXZlTWltZQAAAA==\n",
      not: "%PDF-1.7\n1 0 obj<<>>endobj\nMIME-Version: 1.0\n"),
    Variant(
      "39 script of the office", .odfMacroRuns,
      open(
        "<script:event-listener xlink:href=\"vnd.sun.star.script:../../../program/x/pydoc.py$tempfilepager(1, calc)?language=Python&amp;location=share\"/>"
      ),
      not: open(
        "<script:event-listener xlink:href=\"vnd.sun.star.script:Standard.Module1.Main?language=Basic&amp;location=document\"/>"
      )),
    Variant(
      "39 script by its encoded path", .odfMacroRuns,
      open("<script:event-listener xlink:href=\"vnd.sun.star.script:..%2f..%2fx.py$f?language=Python\"/>"),
      not: open(
        "<script:event-listener xlink:href=\"vnd.sun.star.script:a.b.C.run?language=Java&amp;location=share:uno_packages/a.oxt\"/>"
      )),
    Variant(
      "39 object elsewhere", .externalObject, open("<draw:object xlink:href=\"http://x.example/a.ods\"/>"),
      not: open("<text:a xlink:href=\"http://x.example/a.ods\"/>")),
  ]

  static let all = fields + others

  @Test(arguments: all.indices)
  func theVariantShowsItAndTheNeighbourDoesNot(index: Int) {
    let variant = Self.all[index]
    let (fires, spares) = (AttachmentInspector().inspect(variant.fires), AttachmentInspector().inspect(variant.spares))
    #expect(
      fires.techniques.contains { $0.id == variant.id.rawValue },
      "row \(variant.row): \(fires.type) \(fires.techniques.map(\.id))")
    #expect(!spares.techniques.contains { $0.id == variant.id.rawValue }, "row \(variant.row): \(spares.techniques)")
  }

  @Test(arguments: [
    ("report.pdf\u{2800}\u{2800}\u{2800}.hta", true), ("report\u{3164}\u{3164}\u{3164}.exe", true),
    ("report of May  2021.pdf", false), ("보고서.pdf", false),
  ])
  func blankLetters(name: String, isPadded: Bool) {
    #expect(NameInspection.findings(in: name).contains { $0.id == .namePadding } == isPadded)
  }

  @Test func damagedFieldsAreNoTrouble() {
    var state = SplitMix64(seed: 7)
    for variant in Self.all {
      for _ in 0..<20 where !variant.fires.isEmpty {
        var bytes = variant.fires
        for _ in 0..<8 { bytes[Int(state.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: state.next()) }
        #expect((0...1).contains(AttachmentInspector().inspect(bytes).score))
      }
    }
    let deep = String(repeating: "\u{13}QUOTE ", count: 50_000) + "DDE"
    #expect(!AttachmentInspector().inspect(Self.document(deep)).techniques.contains { $0.id == "dde-command" })
    let again =
      "\u{13}SET x \(String(repeating: "y ", count: 5_000))\u{15}"
      + String(repeating: "\u{13}QUOTE \u{13}REF x\u{15}\u{15}", count: 8_000) + "DDE"
    _ = AttachmentInspector().inspect(Self.document(again))
    let groups = "{\\rtf1" + String(repeating: "{\\*\\fldinst ", count: 100_000)
    _ = AttachmentInspector().inspect(Array(groups.utf8))
  }
}
