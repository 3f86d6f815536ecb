import ByteReading
import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

/// A rule that looks for a few bytes.
private struct MarkerRules: BufferMatching {
  var marker: String
  var meta: [RuleMatch.Meta] = []
  var isCut = false

  var digest: ContentDigest { ContentDigest(of: marker) }

  func matches(in bytes: [UInt8]) -> BufferMatches {
    let match = RuleMatch(rule: "Marker", namespace: "test", meta: meta)
    return BufferMatches(matches: bytes.firstIndex(of: Array(marker.utf8)) != nil ? [match] : [], isCut: isCut)
  }
}

@Suite("Users' rules")
struct BufferMatchingTests {
  private static let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

  private static func places(
    _ marker: String, in bytes: [UInt8], passwords: [String] = []
  ) -> [String] {
    AttachmentInspector(rules: MarkerRules(marker: marker)).inspect(bytes, passwords: passwords).ruleMatches
      .map(\.place)
  }

  @Test func whatIsUnpackedIsSearched() {
    let module = [(name: "Module1", source: "Sub Never()\r\nx = \"secret-word\"\r\nEnd Sub\r\n")]
    let project = VBABuilder.project(module)
    let package = PackageBuilder.package(
      main: "word/document.xml", type: Self.word, text: "<t>body-word</t>",
      rels: [("r1", "vbaProject", "vbaProject.bin", nil)], parts: [("word/vbaProject.bin", project)])
    // Of a macro the source is searched, which stands compressed in its stream.
    #expect(Self.places("x = \"secret-word\"", in: package).contains("Module1"))
    // Stored parts stand in the file as they are: the whole is told, not its pieces.
    #expect(Self.places("body-word", in: package) == [""])
    let zip = ZipBuilder([("a.docx", package)]).build()
    #expect(Self.places("x = \"secret-word\"", in: zip).contains("a.docx!Module1"))
    #expect(Self.places("body-word", in: zip) == ["", "a.docx"])
  }

  @Test func whatAPasswordOpensIsSearched() {
    let locked = Samples.encryptedZip("a.txt", Array("secret-word".utf8), password: "hidden-key")
    #expect(Self.places("secret-word", in: locked).isEmpty)
    #expect(Self.places("secret-word", in: locked, passwords: ["hidden-key"]) == ["a.txt"])
    let package = PackageBuilder.package(main: "word/document.xml", type: Self.word, text: "<t>body-word</t>")
    let document = EncryptedDocuments.agile(package, password: "hidden-key")
    #expect(Self.places("body-word", in: document, passwords: ["hidden-key"]) == ["opened"])
  }

  @Test func decodedStreamsOfAPDFAreSearched() {
    let text = "secret-word".utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined() + ">"
    let document = Array(
      "%PDF-1.4\n1 0 obj<</Filter/ASCIIHexDecode/Length \(text.utf8.count)>>stream\n\(text)\nendstream endobj\n".utf8)
    #expect(Self.places("secret-word", in: document).count == 1)
  }

  @Test(
    arguments: [
      ([("weight", "2.5"), ("score", "90")], 2.5), ([("score", "50")], 4.6), ([("SCORE", "75")], 5.698_612),
      ([("score", "1")], 0.004_88), ([("score", "0")], 0), ([("score", "100")], 8), ([("score", "101")], nil),
      ([("weight", "99")], 8), ([("weight", "-3")], 0), ([("weight", "nan")], nil), ([("author", "x")], nil),
    ] as [([(String, String)], Double?)])
  func aRuleMayStateWhatItWeighs(meta: [(String, String)], weight: Double?) throws {
    let match = RuleMatch(rule: "a", namespace: "b", meta: meta.map { .init(key: $0.0, value: $0.1) })
    guard let weight else {
      #expect(match.statedWeight == nil)
      return
    }
    #expect(abs(try #require(match.statedWeight) - weight) < 0.000_1)
  }

  @Test func aRuleThatStatesItsScoreMakesThatScore() {
    for score in [20, 50, 80, 95] {
      let rules = MarkerRules(marker: "word", meta: [.init(key: "score", value: "\(score)")])
      let verdict = AttachmentInspector(rules: rules).inspect(Array("a word".utf8))
      #expect(abs(verdict.score * 100 - Double(score)) < 0.1)
    }
    // Without it the pack decides: a match of a rule makes medium.
    let verdict = AttachmentInspector(rules: MarkerRules(marker: "word")).inspect(Array("a word".utf8))
    #expect(verdict.level == .medium)
    #expect(verdict.techniques.map(\.id) == ["yara-match"])
    #expect(verdict.techniques.first?.evidence == "test:Marker")
  }

  @Test func rulesThatMatchNothingChangeNothing() {
    let inspector = AttachmentInspector(rules: MarkerRules(marker: "\u{1}no such bytes\u{1}"))
    for specimen in Specimen.all {
      let document = specimen.fires
      #expect(
        inspector.inspect(document.bytes, passwords: document.passwords)
          == AttachmentInspector().inspect(document.bytes, passwords: document.passwords), "\(specimen.id)")
    }
  }

  @Test func whatIsInflatedForRulesLeavesTheAllowanceAlone() {
    let texts = (0..<9).map { ("word/text\($0).xml", [UInt8](repeating: 0x20, count: 900)) }
    let package = PackageBuilder.package(
      main: "word/document.xml", type: Self.word, parts: texts + [("word/z.bin", Array("%PDF-1.4 /Launch".utf8))])
    var limits = InspectionLimits()
    limits.inflatedBytes = 6_000
    let plain = AttachmentInspector(limits: limits).inspect(package)
    var ruled = AttachmentInspector(limits: limits, rules: MarkerRules(marker: "no such bytes")).inspect(package)
    ruled.limitsHit.removeAll { $0 == "rules" }
    #expect(ruled == plain)
  }

  @Test func slowRulesAreGivenUp() {
    var rules = MarkerRules(marker: "word")
    rules.isCut = true
    let zip = ZipBuilder((0..<9).map { ("\($0).txt", Array("word".utf8)) }).build()
    let verdict = AttachmentInspector(rules: rules).inspect(zip)
    #expect(verdict.limitsHit.contains("rules"))
    #expect(verdict.ruleMatches.count == 3)
  }

  @Test func verdictsComeBackWithTheirMatches() {
    let rules = MarkerRules(marker: "word", meta: [.init(key: "author", value: "Ann")])
    let verdict = AttachmentInspector(rules: rules).inspect(Array("a word".utf8))
    #expect(AttachmentVerdict(packed: verdict.packed()) == verdict)
    let plain = AttachmentInspector().inspect(Array("a word".utf8))
    #expect(plain.packed().first == 1)
    #expect(AttachmentVerdict(packed: plain.packed()) == plain)
  }
}
