import MailTestSupport
import MailModel
import Testing

@testable import AttachmentInspection

@Suite struct HostileBytesTests {
  /// A generator that gives the same numbers every time.
  private struct Seeded: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  static let documents: [[UInt8]] = [
    BIFFBuilder(state: 2, builtInName: 1, formulas: [BIFFBuilder.text("x") + BIFFBuilder.call(110, 1)]).workbook(),
    VBABuilder.project([("Module1", "Sub AutoOpen()\r\nShell \"x\"\r\nEnd Sub\r\n")]),
    PackageBuilder.package(
      main: "word/document.xml", type: PackageBuilder.wordType,
      rels: [("r", "hyperlink", "https://x.example", "External")]),
    ZipBuilder(texts: [("a.txt", "x"), ("b/c.js", "y")]).build(),
    Array("%PDF-1.4\n1 0 obj<</Type/ObjStm/Filter/FlateDecode>>stream\nxxxx\nendstream".utf8),
    Array("{\\rtf1{\\object{\\*\\objdata 0105000002000000}}}".utf8),
  ]

  @Test(arguments: documents.indices)
  func damageIsNeverFatal(index: Int) {
    var random = Seeded(state: UInt64(index) + 7)
    let inspector = AttachmentInspector()
    for round in 0..<150 {
      var bytes = Self.documents[index]
      if round % 3 == 0 {
        bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random)))
      } else {
        for _ in 0..<Int.random(in: 1...12, using: &random) {
          guard let at = bytes.indices.randomElement(using: &random) else { break }
          bytes[at] = round % 3 == 1 ? UInt8.random(in: 0...255, using: &random) : 0xFF
        }
      }
      let verdict = inspector.inspect(bytes)
      #expect(verdict.size == bytes.count)
      #expect((0...1).contains(verdict.score))
      #expect(AttachmentVerdict(packed: verdict.packed()) == verdict)
    }
  }

  @Test func aDamagedPackedFormIsRefused() {
    let packed = AttachmentInspector().inspect(Self.documents[0]).placed(name: "a.xls", declaredType: nil).packed()
    #expect(AttachmentVerdict(packed: packed) != nil)
    for count in 0..<packed.count { #expect(AttachmentVerdict(packed: Array(packed.prefix(count))) == nil) }
    #expect(AttachmentVerdict(packed: packed + [0]) == nil)
  }

  @Test func theDigestGivenIsTheOneKept() {
    #expect(AttachmentInspector().inspect([1, 2], digest: .zero).digest == .zero)
    #expect(AttachmentInspector().inspect([1, 2]).digest == ContentDigest(of: [1, 2] as [UInt8]))
  }

  @Test func attachmentsAreCutAtTheLimit() {
    var limits = InspectionLimits()
    limits.attachmentBytes = 100
    let verdict = AttachmentInspector(limits: limits).inspect([UInt8](repeating: 0x41, count: 1_000))
    #expect(verdict.size == 1_000)
    #expect(verdict.limitsHit == ["attachment-bytes"])
  }
}
