import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Damaged and hostile archives") struct ContainerHarmTests {
  static let mbox: [UInt8] = ContainerTests.mbox
  static let mail: [UInt8] = ContainerTests.mail.bytes
  /// A mailbox and more zeros behind it than a packed file may inflate to.
  static let bomb = Packing.gzip(mbox + [UInt8](repeating: 0, count: 66 << 20))

  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var bytes: [UInt8]
    /// Members that are found all the same.
    var members: Int
    /// Words of the error.
    var words: String
    var testDescription: String { "\(file): \(words)" }

    init(_ file: String, _ bytes: [UInt8], _ members: Int, _ words: String) {
      self.file = file
      self.bytes = bytes
      self.members = members
      self.words = words
    }
  }

  static let zip: [UInt8] = ZipText().entry("a.mbox", mbox).bytes()
  static let absurd: [UInt8] = [0x80] + [UInt8](repeating: 0xFF, count: 11)

  static let cases: [Case] = [
    Case(
      "secret.zip", ZipText().entry("a.mbox", mbox, .encrypted).entry("b", mbox, .encrypted).bytes(), 0, "encrypted"),
    Case("half.zip", ZipText().entry("a.mbox", mbox, .encrypted).entry("b", mbox).bytes(), 1, "encrypted"),
    Case("lzma.zip", ZipText().entry("a.mbox", mbox, method: 14).entry("b", mbox).bytes(), 1, "method 14"),
    Case("cut.zip", Array(zip.dropLast(30)), 0, "no directory"),
    Case(
      "overlap.zip", ZipText().entry("a", mbox).entry("b", mbox, at: 0).entry("c", mbox, at: 0).bytes(), 1,
      "2 members lie within others"),
    Case("astray.zip", ZipText().entry("a", mbox).entry("b", mbox, at: 40_000).bytes(), 1, "no ZIP entry stands"),
    Case(
      "farthest.zip",
      ZipText().entry("a", mbox).entry("b", mbox, .long, at: .max).entry("c", mbox, .long, at: .max - 1).bytes(), 1,
      "lie within others"),
    Case("fewer.zip", ZipText().entry("a", mbox).bytes(count: 7), 1, "1 of 7"),
    Case("cut.tar", Array(TarText().file("a", mbox).file("b", mbox).bytes.prefix(1_800)), 2, "ends within this member"),
    Case(
      "cut2.tar", Array(TarText().file("a", mbox).file("b", mbox).bytes.prefix(1_200)), 1, "cut off within a header"),
    Case(
      "bad.tar", TarText().file("a", mbox).bytes.dropLast(1_024) + [UInt8](repeating: 7, count: 512), 1, "is damaged"),
    Case("absurd.tar", TarText().file("a", mbox).entry("b", type: "0", mbox, size: absurd).bytes, 1, "is damaged"),
    Case("lie.tar", TarText().file("a", mbox).file("b", mbox, size: 8_000_000_000).bytes, 2, "ends within this member"),
    Case(
      "sparse.tar", TarText().file("a", mbox).paxFile("b", mbox, fields: [("GNU.sparse.major", "1")]).bytes, 1, "holes"),
    Case("unended.tar", Array(TarText().file("c.eml", mail).bytes.dropLast(1_024)), 1, "no end"),
    Case("cut.tar.gz", Array(Packing.gzip(TarText().file("a", mbox).file("b", mbox).bytes).dropLast(12)), 2, "cut off"),
    Case("bad.tar.gz", flipped(Packing.gzip(TarText().file("a", mbox).bytes), at: -6), 1, "data check"),
    Case("nest.zip", nested(12), 0, "more than 5 archives"),
    Case("store.pst", "!BDN".bytes + [1, 2, 3, 4], 0, "ends within its header"),
    Case(
      "store.zip", ZipText().entry("ann.ost", "!BDN".bytes + [1, 2, 3, 4]).entry("b", mbox).bytes(), 1,
      "ends within its header"),
    Case("all.mbox.xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 1, 2], 0, "xz"),
  ]

  static func flipped(_ bytes: [UInt8], at index: Int) -> [UInt8] {
    var copy = bytes
    copy[index < 0 ? copy.count + index : index] ^= 0xFF
    return copy
  }

  static func nested(_ depth: Int) -> [UInt8] {
    (0..<depth).reduce(ZipText().entry("a.mbox", mbox).bytes()) { inner, level in
      ZipText().entry("\(level).zip", inner).bytes()
    }
  }

  @Test("What cannot be read is told, and stops nothing", arguments: cases) func told(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.bytes, to: example.file)
    for paths in [[path], [folder.path]] {
      let result = try SourceDiscovery.discover(paths)
      #expect(result.sources.count == example.members)
      #expect(result.unreadable.count == 1)
      let error = try #require(result.unreadable.first)
      #expect(error.code == .unreadable)
      #expect(error.path.hasPrefix(path))
      #expect(error.message.contains(example.words))
      for source in result.sources { #expect(try !readTolerantly(source).messages.isEmpty) }
    }
  }

  static let streams: [Case] = [
    Case("crc.zip", ZipText().entry("a.mbox", mbox, checksum: 1).bytes(), 2, "CRC"),
    Case("crc-stored.zip", ZipText().entry("a.mbox", mbox, .stored, checksum: 1).bytes(), 2, "CRC"),
    Case("size.zip", ZipText().entry("a.mbox", mbox, size: mbox.count + 1).bytes(), 2, "instead of"),
    Case("absurd.zip", ZipText().entry("a.mbox", mbox, .long, size: 1 << 60).bytes(), 2, "instead of"),
    Case("cut.mbox.gz", Array(Packing.gzip(mbox).dropLast(9)), 2, "cut off"),
    Case("bad.mbox.gz", flipped(Packing.gzip(mbox), at: -1), 2, "length check"),
    Case("more.mbox.gz", Packing.gzip(mbox) + [1, 2, 3], 2, "other data follow"),
    Case("zeros.mbox.gz", bomb, 2, "inflated bytes for each packed one"),
    Case(
      "packed-twice.zip", ZipText().entry("a.mbox.gz", bomb).bytes(), 2, "for each packed one"),
  ]

  @Test("Damage within a member ends it and is told, again and again", arguments: streams)
  func cutStream(_ example: Case) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.bytes, to: example.file)
    let result = try SourceDiscovery.discover([path])
    let source = try #require(result.sources.first)
    let read = try readTolerantly(source)
    #expect(read.messages.count == example.members)
    #expect(read.error?.code == .unreadable)
    #expect(read.error?.path == source.path)
    #expect(read.error?.message.contains(example.words) == true)
    let again = try readTolerantly(source, from: read.position)
    #expect(again.messages.isEmpty)
    #expect(again.error == read.error)
  }

  @Test("Limits on members cut, and say so") func memberLimits() throws {
    let folder = try TemporaryFolder()
    var limits = ArchiveLimits()
    limits.entries = 2
    let zip = ZipText().entry("a", Self.mbox).entry("b", Self.mbox).entry("c", Self.mbox)
    for (name, bytes) in [
      ("a.zip", zip.bytes()), ("b.tar", TarText().file("a", Self.mbox).file("b", Self.mbox).file("c", Self.mbox).bytes),
    ] {
      let path = try folder.write(bytes, to: name)
      let result = try SourceDiscovery.discover([path], limits: limits)
      #expect(result.sources.count == 2)
      #expect(result.unreadable.map(\.message) == ["holds more than 2 members; the others were not read"])
    }
  }

  @Test("A bound on inflated bytes holds for a file as a whole") func inflatedBytes() throws {
    let folder = try TemporaryFolder()
    var limits = ArchiveLimits()
    limits.inflatedBytes = 100
    let gzip = try folder.write(Packing.gzip(Self.mbox), to: "c.mbox.gz")
    let source = try #require(try SourceDiscovery.discover([gzip], limits: limits).sources.first)
    let read = try readTolerantly(source, limits: limits)
    #expect(read.error?.message.contains("the limit of 100 inflated bytes") == true)
    #expect(read.position == 100)
    // Two members use the bound up; what lies as it is costs nothing.
    limits.inflatedBytes = Int64(Self.mbox.count) + 1
    let zip = ZipText().entry("a", Self.mbox).entry("b", Self.mbox).entry("c", Self.mbox).entry("d", Self.mbox)
      .entry("e", Self.mbox, .stored)
    let result = try SourceDiscovery.discover([try folder.write(zip.bytes(), to: "a.zip")], limits: limits)
    #expect(result.sources.map { $0.path.suffix(2) } == ["!a", "!b", "!e"])
    #expect(result.unreadable.map { $0.path.suffix(2) } == ["!c"])
    let tar = TarText().file("a", Self.mbox).file("b", Self.mbox).file("c", Self.mbox).bytes
    #expect(try SourceDiscovery.discover([try folder.write(tar, to: "b.tar")], limits: limits).sources.count == 3)
  }

  @Test("Sizes and positions beyond reason stay numbers") func absurdNumbers() throws {
    let folder = try TemporaryFolder()
    let zip = ZipText().entry("a", Self.mbox, .long, size: .max).entry("b", Self.mbox, .long, size: .max - 1).bytes()
    let sources = try SourceDiscovery.discover([try folder.write(zip, to: "a.zip")]).sources
    #expect(sources.count == 2)
    for source in sources {
      #expect(source.size < 1 << 30)
      #expect(try readTolerantly(source, from: .max).messages.isEmpty)
    }
  }

  @Test("Any bytes in an archive are looked at to the end", arguments: UInt64(0)..<40) func anyBytes(seed: UInt64)
    throws
  {
    var random = SplitMix64(seed: seed)
    let whole: [[UInt8]] = [
      ZipText().entry("a.mbox", Self.mbox).entry("b.eml", Self.mail, [.long, .stored]).bytes(),
      TarText().longFile(ContainerTests.long, Self.mbox).paxFile("b", Self.mail).bytes,
      Packing.gzip(TarText().file("a", Self.mbox).bytes),
      ZipText().entry("in.zip", ZipText().entry("a", Self.mbox).bytes()).bytes(),
    ]
    let folder = try TemporaryFolder()
    for var bytes in whole {
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        bytes[at] = [0, 0xFF, 0x7F, 0x80, UInt8.random(in: 0...255, using: &random)].randomElement(using: &random) ?? 0
      }
      if Bool.random(using: &random) { bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &random))) }
      let path = try folder.write(bytes, to: "x")
      let result = try SourceDiscovery.discover([folder.path])
      #expect(result.sources.count + result.notMail.count + result.unreadable.count > 0)
      for source in result.sources { _ = try? readTolerantly(source) }
      _ = path
    }
  }
}

/// Reads a source to its end or to the first error.
func readTolerantly(
  _ source: ArchiveSource, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()
) throws -> (messages: [RawMessage], position: Int64, error: ArchiveError?) {
  var read: (messages: [RawMessage], position: Int64, error: ArchiveError?) = ([], position, nil)
  do throws(ArchiveError) {
    var reader = try ArchiveReader(source, from: position, limits: limits)
    while let batch = try reader.nextBatch() {
      read.messages += batch.messages
      read.position = batch.position
    }
  } catch {
    read.error = error
  }
  return read
}
