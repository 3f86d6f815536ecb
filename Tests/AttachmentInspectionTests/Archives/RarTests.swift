import MailModel
import MailTestSupport
import Testing

@testable import AttachmentInspection

@Suite struct RarTests {
  static let text = Array(String(repeating: "The sea is blue and the sky is too. ", count: 40).utf8)

  private func ids(_ verdict: AttachmentVerdict) -> Set<String> { Set(verdict.techniques.map(\.id)) }

  @Test(arguments: [RarBuilder.Version.three, .five], [false, true])
  func packedMembersAreUnpacked(version: RarBuilder.Version, isSolid: Bool) {
    var builder = RarBuilder(version: version)
    builder.isSolid = isSolid
    builder.files = [("a.txt", Self.text), ("b.txt", Array("Then: ".utf8) + Self.text)]
    let bytes = builder.build()
    #expect(bytes.count < Self.text.count * 2)
    let verdict = AttachmentInspector().inspect(bytes)
    #expect(verdict.children.map(\.digest) == builder.files.map { ContentDigest(of: $0.content) })
    #expect(verdict.techniques.isEmpty)
  }

  @Test(arguments: [RarBuilder.Version.three, .five], 0..<12)
  func whatGoesInComesOut(version: RarBuilder.Version, seed: Int) {
    var random = SplitMix64(seed: UInt64(seed))
    var builder = RarBuilder(version: version)
    builder.isSolid = seed % 2 == 0
    for number in 0..<3 {
      var content: [UInt8] = []
      while content.count < 4_000 {
        if content.count > 20, Bool.random(using: &random) {
          let start = Int.random(in: 0..<content.count - 10, using: &random)
          content += content[start..<min(content.count, start + Int.random(in: 6...180, using: &random))]
        } else {
          for _ in 0..<9 { content.append(UInt8.random(in: 0...255, using: &random)) }
        }
      }
      builder.files.append(("\(number).bin", content))
    }
    let verdict = AttachmentInspector().inspect(builder.build())
    #expect(verdict.children.map(\.digest) == builder.files.map { ContentDigest(of: $0.content) })
  }

  @Test(arguments: [RarBuilder.Version.three, .five], [false, true])
  func passwordsOpenBodiesAndHeaders(version: RarBuilder.Version, isStored: Bool) {
    for secrecy in [RarBuilder.Secrecy.bodies("Sommer22"), .headers("Sommer22")] {
      var builder = RarBuilder(version: version, secrecy: secrecy)
      builder.isStored = isStored
      builder.files = [("a.exe", Samples.program), ("b.txt", Self.text)]
      let bytes = builder.build()
      let opened = AttachmentInspector().inspect(bytes, passwords: ["no", "Sommer22"])
      #expect(opened.children.map(\.digest) == builder.files.map { ContentDigest(of: $0.content) })
      #expect(ids(opened).isSuperset(of: ["archive-encrypted", "opens-with-mail-password", "executable-in-archive"]))
      let closed = AttachmentInspector().inspect(bytes)
      #expect(closed.encrypted)
      #expect(closed.children.allSatisfy { $0.digest == nil })
      #expect(!ids(closed).contains("opens-with-mail-password"))
    }
  }

  @Test func filtersAreUndone() {
    var builder = RarBuilder()
    // Differences in two channels: the first bytes of pairs, then the second ones, each less the one before.
    builder.filters = [RarBuilder.Filter(start: 0, length: 8, kind: 0, channels: 2)]
    #expect(unpacked([255, 255, 255, 255, 254, 254, 254, 254], builder) == [1, 2, 2, 4, 3, 6, 4, 8])
    builder.filters = [RarBuilder.Filter(start: 1, length: 9, kind: 1)]
    #expect(unpacked([0, 0xE8, 0x12, 1, 0, 0, 0, 0, 0, 0], builder) == [0, 0xE8, 0x10, 1, 0, 0, 0, 0, 0, 0])
    builder.filters = [RarBuilder.Filter(start: 1, length: 9, kind: 2)]
    #expect(unpacked([0, 0xE9, 0x12, 1, 0, 0, 0, 0, 0, 0], builder) == [0, 0xE9, 0x10, 1, 0, 0, 0, 0, 0, 0])
    builder.filters = [RarBuilder.Filter(start: 0, length: 8, kind: 3)]
    #expect(unpacked([0, 0, 0, 0, 9, 0, 0, 0xEB], builder) == [0, 0, 0, 0, 8, 0, 0, 0xEB])
  }

  private func unpacked(_ content: [UInt8], _ builder: RarBuilder) -> [UInt8] {
    var decoder = Rar5Decoder(limit: 1_000, hasLargeDistances: false)
    return decoder.decode(RarBuilder.body5(content, filters: builder.filters), size: content.count)
  }

  @Test(arguments: [RarBuilder.Version.three, .five])
  func aMemberBeyondTheLimitIsCut(version: RarBuilder.Version) {
    var limits = InspectionLimits()
    limits.entryBytes = 1_000
    var builder = RarBuilder(version: version)
    builder.files = [("a.txt", Self.text)]
    let verdict = AttachmentInspector(limits: limits).inspect(builder.build())
    #expect(verdict.children.map(\.digest) == [nil])
    #expect(verdict.limitsHit == ["entry-bytes"])
  }

  @Test(arguments: [RarBuilder.Version.three, .five])
  func aCutBodyIsNamedAndGoneInto(version: RarBuilder.Version) {
    var builder = RarBuilder(version: version)
    builder.files = [("a.exe", Samples.program + Self.text)]
    let bytes = builder.build()
    let verdict = AttachmentInspector().inspect(Array(bytes.prefix(bytes.count - 40)))
    #expect(verdict.children.map(\.digest) == [nil])
    #expect(ids(verdict).contains("executable-in-archive"))
  }

  @Test(arguments: [RarBuilder.Version.three, .five])
  func damageIsNeverFatal(version: RarBuilder.Version) {
    var builder = RarBuilder(version: version)
    builder.isSolid = true
    builder.files = [("a.txt", Self.text), ("b.txt", Self.text)]
    HostileDamage.inspect(builder.build(), rounds: 150)
  }

  @Test(arguments: [
    ("plain.txt", [UInt8](), "plain.txt"),
    // Four characters of their own, two of them with the high byte 4.
    ("ab", [0, 0x04, 0b0001_0110, 0x61, 0x10, 0x11, 0x62, 0x20], "a\u{410}\u{411}\u{2062}"),
    // A run of the plain name.
    ("document", [0, 0x04, 0b1100_0000, 6], "document"),
  ])
  func namesInUnicode(plain: String, coded: [UInt8], name: String) {
    #expect(RarArchive.name(Array(plain.utf8) + coded, isUnicode: true) == name)
  }
}
