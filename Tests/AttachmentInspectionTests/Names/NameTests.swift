import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct NameTests {
  @Test(
    arguments: [
      ("report.pdf", []), ("report.v2.docx", []), ("archive.tar.gz", []), ("Отчёт.docx", []),
      ("my invoice 2021.xlsx", []),
      ("invoice.pdf.exe", ["name-double-extension"]), ("invoice.pdf   .js", ["name-double-extension"]),
      ("invoice.pdf          .exe", ["name-double-extension", "name-padding"]),
      ("invoice\u{202E}fdp.exe", ["name-right-to-left"]), ("inv\u{043E}ice.pdf", ["name-homoglyph"]),
      ("invoice\u{2800}\u{2800}\u{2800}\u{2800}\u{2800}\u{2800}\u{2800}\u{2800}.scr", ["name-padding"]),
    ] as [(String, [String])])
  func whatNamesDo(name: String, ids: [String]) {
    #expect(NameInspection.findings(in: name).map(\.id.rawValue).sorted() == ids.sorted())
  }

  private let program: [UInt8] = [0x4D, 0x5A] + [UInt8](repeating: 0, count: 62) + [0x50, 0x45, 0, 0]

  private func placed(_ bytes: [UInt8], _ name: String?, _ type: String? = nil) -> AttachmentVerdict {
    AttachmentInspector().inspect(bytes).placed(name: name, declaredType: type)
  }

  @Test func aNameAgainstTheBytes() {
    let verdict = placed(Array("%PDF-1.4".utf8), "a.docx", "application/msword")
    #expect(Set(verdict.techniques.map(\.id)) == ["name-type-mismatch", "declared-type-mismatch"])
    #expect(verdict.level < .medium)
    #expect(verdict.name == "a.docx")
  }

  @Test(arguments: ["a.pdf", "a.pdf   .exe", "a\u{202E}fdp.scr"])
  func aProgramUnderAnyNameIsAnAlarm(name: String) {
    var bytes = program
    bytes[0x3C] = 0x40
    #expect(placed(bytes, name).level == .critical)
  }

  @Test func placingTwiceIsPlacingOnce() {
    let verdict = AttachmentInspector().inspect(Array("%PDF-1.4".utf8))
    let first = verdict.placed(name: "a.docx", declaredType: "image/png")
    #expect(first.placed(name: "a.pdf", declaredType: nil) == verdict.placed(name: "a.pdf", declaredType: nil))
    #expect(first.placed(name: nil, declaredType: nil) == verdict)
  }

  @Test(arguments: [("a.doc", "{\\rtf1 x}"), ("a.xls", "<html><body>x</body></html>"), ("a.txt", "x"), ("a", "x")])
  func namesThatOfficeItselfWrites(name: String, text: String) {
    #expect(placed(Array(text.utf8), name).techniques.isEmpty)
  }
}
