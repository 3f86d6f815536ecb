import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct CabinetTests {
  private static let files: [(name: String, content: [UInt8])] = [
    ("a.txt", RarTests.text), ("b.exe", Samples.program),
  ]

  @Test(arguments: [LZXWriter.Kind.verbatim, .stored])
  func foldersOfLZXAreUnpacked(kind: LZXWriter.Kind) {
    let content = Self.files.flatMap(\.content)
    let packed = LZXWriter.packed(content, kind: kind)
    #expect(kind == .stored || packed.count < content.count)
    let cabinet = CabinetBuilder.cabinet(Self.files, method: 15 << 8 | 3, packed: packed)
    let verdict = AttachmentInspector().inspect(cabinet)
    #expect(verdict.children.map(\.digest) == Self.files.map { ContentDigest(of: $0.content) })
    #expect(verdict.techniques.contains { $0.id == "executable-in-archive" })
    HostileDamage.inspect(cabinet, rounds: 90)
  }

  @Test(arguments: 0..<12)
  func whatGoesInComesOutOfLZX(seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var content: [UInt8] = []
    while content.count < 9_000 {
      if content.count > 20, Bool.random(using: &random) {
        let start = Int.random(in: 0..<content.count - 10, using: &random)
        content += content[start..<min(content.count, start + Int.random(in: 6...200, using: &random))]
      } else {
        for _ in 0..<9 { content.append(UInt8.random(in: 0...255, using: &random)) }
      }
    }
    #expect(LZXDecoder.decode(LZXWriter.packed(content), windowBits: 15, size: content.count) == content)
  }

  @Test func damagedQuantumIsNeverFatal() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<60 {
      let noise = (0..<400).map { _ in UInt8.random(in: 0...255, using: &random) }
      var decoder = QuantumDecoder(windowBits: 12, limit: 32_768)
      _ = decoder?.decodeFrame(noise, size: 32_768)
      #expect((decoder?.bytes.count ?? 0) <= 32_768)
    }
  }

  @Test func aFolderOfAnUnknownMethodIsNamed() {
    let cabinet = CabinetBuilder.cabinet(Self.files, method: 9, packed: [1, 2, 3])
    #expect(AttachmentInspector().inspect(cabinet).children.map(\.digest) == [nil, nil])
  }
}
