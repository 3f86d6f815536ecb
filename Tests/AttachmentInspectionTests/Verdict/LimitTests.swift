import MailTestSupport
import Testing

@testable import AttachmentInspection

/// What each limit cuts.
@Suite struct LimitTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// Sets the limit.
    var set: @Sendable (inout InspectionLimits) -> Void
    var bytes: [UInt8]
    var passwords: [String] = []
    /// What the verdict says under the limit and must not say without it, or the other way round.
    var shows: @Sendable (AttachmentVerdict) -> Bool
  }

  private static let macros = VBABuilder.project([
    ("Module1", "Sub AutoOpen()\r\ns = \"\"\r\ns = s & \"http://\"\r\ns = s & \"x.example\"\r\nShell s\r\nEnd Sub\r\n")
  ])
  private static let sheet =
    "ID;P\nNN;NAuto_open;ER1C1\n" + (1...9).map { "C;X1;Y\($0);EEXEC(\"a\"&\"\($0)\")\n" }.joined() + "E\n"
  private static let links = Array((0..<9).map { "http://x\($0).example/ " }.joined().utf8)
  private static let archive = ZipBuilder(texts: (0..<9).map { ("a\($0).txt", String(repeating: "x", count: 4_000)) })
    .build()

  static let cases: [Case] = [
    Case(
      testDescription: "attachment bytes", set: { $0.attachmentBytes = 8 }, bytes: links,
      shows: { $0.limitsHit == ["attachment-bytes"] }),
    Case(
      testDescription: "depth", set: { $0.depth = 1 },
      bytes: ZipBuilder([("a.zip", ZipBuilder([("b.zip", ZipBuilder([("c.exe", Samples.program)]).build())]).build())])
        .build(), shows: { $0.limitsHit.contains("depth") }),
    Case(
      testDescription: "entries", set: { $0.entries = 3 }, bytes: archive, shows: { $0.limitsHit.contains("entries") }),
    Case(
      testDescription: "children", set: { $0.children = 3 }, bytes: archive,
      shows: { $0.limitsHit.contains("children") && $0.children.count == 3 }),
    Case(
      testDescription: "entry bytes", set: { $0.entryBytes = 1_000 }, bytes: archive,
      shows: { $0.limitsHit.contains("entry-bytes") }),
    Case(
      testDescription: "inflated bytes", set: { $0.inflatedBytes = 9_000 }, bytes: archive,
      shows: { !$0.limitsHit.isEmpty }),
    Case(
      testDescription: "urls", set: { $0.urls = 3 }, bytes: links,
      shows: { $0.limitsHit == ["urls"] && $0.urls.count == 3 }),
    Case(
      testDescription: "formulas", set: { $0.formulas = 2 }, bytes: Array(sheet.utf8),
      shows: { ($0.xlm?.formulas.count ?? 0) <= 2 }),
    Case(
      testDescription: "macro steps", set: { $0.macroSteps = 2 }, bytes: Array(sheet.utf8),
      shows: { $0.limitsHit.contains("macro-steps") }),
    Case(
      testDescription: "VBA steps", set: { $0.vbaSteps = 0 }, bytes: macros, shows: { $0.urls.isEmpty }),
    Case(
      testDescription: "macro source", set: { $0.macroSourceBytes = 20 }, bytes: macros,
      shows: { $0.limitsHit == ["macro-source"] }),
    Case(
      testDescription: "findings of one technique", set: { $0.findingsOfOneTechnique = 1 },
      bytes: ZipBuilder([("a.exe", Samples.program), ("b.exe", Samples.program + [1])]).build(),
      shows: { verdict in verdict.techniques.filter { $0.id == "executable-in-archive" }.count == 1 }),
    Case(
      testDescription: "passwords", set: { $0.passwords = 1 },
      bytes: Samples.encryptedZip("a.txt", Array("hello".utf8), password: "U523"), passwords: ["x", "U523"],
      shows: { $0.children.first?.digest == nil }),
    Case(
      testDescription: "password hashes", set: { ($0.passwordHashes, $0.hashesForEachPassword) = (10, 0) },
      bytes: EncryptedDocuments.agile([0x50, 0x4B], password: "U523"), passwords: ["U523"],
      shows: { $0.limitsHit.contains("password-hashes") }),
  ]

  @Test(arguments: cases.indices)
  func aLimitCutsWhatItNames(index: Int) {
    let one = Self.cases[index]
    var limits = InspectionLimits()
    one.set(&limits)
    #expect(limits != InspectionLimits())
    let cut = AttachmentInspector(limits: limits).inspect(one.bytes, passwords: one.passwords)
    let whole = AttachmentInspector().inspect(one.bytes, passwords: one.passwords)
    #expect(one.shows(cut), "\(one.testDescription): \(cut.limitsHit) \(cut.techniques.map(\.id))")
    #expect(!one.shows(whole), "\(one.testDescription): \(whole.limitsHit)")
  }
}
