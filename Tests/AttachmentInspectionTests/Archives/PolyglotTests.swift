import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct PolyglotTests {
  @Test(arguments: ["%PDF-1.4\n%%EOF\n", "GIF89a\u{1}\u{0}\u{1}\u{0}\u{0};", "{\\rtf1 hello}"])
  func anArchiveBehindAnotherFormat(head: String) {
    let archive = ZipBuilder(texts: [("invoice.js", "var x = new ActiveXObject('WScript.Shell'); WScript.Echo(1)")])
      .build()
    let verdict = AttachmentInspector().inspect(Array(head.utf8) + archive)
    #expect(verdict.techniques.contains { $0.id == "polyglot" })
    #expect(verdict.children.map(\.name) == ["invoice.js"])
    #expect(verdict.level >= .high)
  }

  @Test func aCompoundFileBeforeAnArchiveIsBoth() {
    let archive = ZipBuilder(texts: [("a.txt", "x")]).build()
    let verdict = AttachmentInspector().inspect(BIFFBuilder(builtInName: 1).workbook() + archive)
    #expect(verdict.type == .oleXls)
    #expect(verdict.xlm?.autoOpen == true)
    #expect(verdict.techniques.contains { $0.id == "polyglot" })
  }
}
