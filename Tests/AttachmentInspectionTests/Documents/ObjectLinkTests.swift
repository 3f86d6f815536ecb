import MailTestSupport
import Testing

@testable import AttachmentInspection

/// Objects that Office fetches from elsewhere, in the forms that exploits used.
@Suite struct ObjectLinkTests {
  private static func package(path: String) -> [UInt8] {
    let strings = Array("EmbeddedStg1.txt\0\(path)\0".utf8) + [UInt8](repeating: 0, count: 10)
    return [UInt8(strings.count), 0, 0, 0] + strings
  }

  @Test(arguments: [
    ("\\\\203.0.113.9\\public\\slides.inf", ["object-link", "ole-package"]),
    ("http://x.example/a.hta", ["object-link", "ole-package"]),
    ("\\\\server\\public\\slides.inf", ["ole-package"]),
    ("C:\\slides.inf", ["ole-package"]),
  ])
  func aPackageThatHoldsAPathAlone(path: String, techniques: [String]) {
    let file = CompoundFileBuilder([("\u{1}Ole10Native", Self.package(path: path))]).build()
    #expect(AttachmentInspector().inspect(file).techniques.map(\.id) == techniques)
  }

  @Test func anOLE1LinkInRichText() {
    func text(_ text: String) -> [UInt8] { [UInt8(text.utf8.count + 1), 0, 0, 0] + Array(text.utf8) + [0] }
    let object: [UInt8] =
      [1, 5, 0, 0, 1, 0, 0, 0] + text("Word.Document.8") + text("https://x.example/t.doc") + text("")
    let digits = object.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
    let document = Array("{\\rtf1{\\object\\objautlink{\\*\\objdata \(digits)}}}".utf8)
    let verdict = AttachmentInspector().inspect(document)
    #expect(verdict.techniques.map(\.id).contains("object-link"))
    #expect(verdict.urls == ["https://x.example/t.doc"])
    #expect(verdict.level >= .high)
  }

  @Test(arguments: [("\\listoverridecount25", true), ("\\listoverridecount9", false), ("\\listoverridecount1", false)])
  func aCountOfOverridesThatIsNone(control: String, isFound: Bool) {
    let verdict = AttachmentInspector().inspect(Array("{\\rtf1{\\*\\listoverridetable{\(control)}}}".utf8))
    #expect(verdict.techniques.contains { $0.id == "rtf-exploit-value" } == isFound)
  }

  @Test func aHyperlinkOfScriptIsNotFollowed() {
    func verdict(_ type: String) -> [String] {
      let package = PackageBuilder.package(
        main: "word/document.xml", type: PackageBuilder.wordType, text: "<x/>",
        rels: [("r1", type, "javascript://", "External")], parts: [])
      return AttachmentInspector().inspect(package).techniques.map(\.id)
    }
    #expect(verdict("hyperlink").isEmpty)
    #expect(verdict("oleObject") == ["external-protocol-handler"])
  }
}
