import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Reading packed mailboxes") struct PackedReadingTests {
  /// The same mailbox, packed in every way.
  static func packings(_ bytes: [UInt8]) -> [(name: String, bytes: [UInt8])] {
    let half = bytes.count / 2
    return [
      ("a.mbox.gz", Packing.gzip(Array(bytes[..<half])) + Packing.gzip(Array(bytes[half...]))),
      ("b.zip", ZipText().entry("in.mbox", bytes).bytes()),
      ("c.zip", ZipText().entry("in.mbox", bytes, .stored).bytes()),
      ("d.tar", TarText().file("x", bytes).file("in.mbox", bytes).bytes),
      ("e.tgz", Packing.gzip(TarText().file("x", bytes).file("in.mbox", bytes).bytes)),
    ]
  }

  @Test("Packed or not, and whatever the window, the messages are the same", arguments: UInt64(0)..<4)
  func windows(seed: UInt64) throws {
    let bytes = MboxBoundsTests.mailbox(seed: seed)
    let expected = try read(bytes).flatMap(\.messages)
    let folder = try TemporaryFolder()
    for packing in Self.packings(bytes) {
      let path = try folder.write(packing.bytes, to: packing.name)
      let source = try #require(try SourceDiscovery.discover([path]).sources.last)
      for block in [1, 64, 512 << 10] {
        let found = try readAll(source, limits: .blocks(of: block))
        #expect(found.map(\.place.range) == expected.map(\.place.range))
        #expect(found.map { $0.bytes.array } == expected.map { $0.bytes.array })
        #expect(found.map(\.defects) == expected.map(\.defects))
      }
    }
  }

  @Test("Packed mailboxes resume at every position", arguments: UInt64(0)..<3) func positions(seed: UInt64) throws {
    let bytes = MboxBoundsTests.mailbox(seed: seed)
    let limits = ArchiveLimits(batchMessages: 1)
    let batches = try read(bytes, limits: limits)
    let all = batches.flatMap(\.messages)
    let folder = try TemporaryFolder()
    for packing in Self.packings(bytes) {
      let path = try folder.write(packing.bytes, to: packing.name)
      let source = try #require(try SourceDiscovery.discover([path]).sources.last)
      for (index, batch) in batches.enumerated() {
        let rest = try readAll(source, from: batch.position, limits: limits)
        #expect(rest.map(\.place.range) == all.dropFirst(index + 1).map(\.place.range))
        #expect(rest.map { $0.bytes.array } == all.dropFirst(index + 1).map { $0.bytes.array })
      }
    }
  }

  /// Some fifteen megabytes: messages of all sizes, one far longer than what is kept of an inflated stream.
  static let large: [UInt8] = {
    var random = SplitMix64(seed: 7)
    let lines = (0..<160).map { _ in String(random.next(), radix: 36) }.joined(separator: "\n") + "\n"
    let text = String(repeating: lines, count: 100)
    var mbox: [UInt8] = []
    for (number, size) in [1, 60, 2, 10].enumerated() {
      let mail = MailText(id: "\(number)@x").field("Content-Length", "9999999")
      mbox += "\(MboxText.plainSeparator)\n\(mail.text)".bytes
      for _ in 0..<size { mbox += text.bytes }
      mbox += ">From here\n\n".bytes
    }
    return mbox
  }()

  @Test("Messages longer than the window are read and known by their digests") func long() throws {
    let limits = ArchiveLimits(messageBytes: 1 << 20)
    let expected = try read(Self.large, limits: limits).flatMap(\.messages)
    #expect(expected.count == 4)
    let folder = try TemporaryFolder()
    let path = try folder.write(Packing.gzip(Self.large, level: 1), to: "a.mbox.gz")
    let source = try #require(try SourceDiscovery.discover([path]).sources.last)
    let found = try readAll(source, limits: limits)
    #expect(found.map(\.place.range) == expected.map(\.place.range))
    #expect(found.map(\.digest) == expected.map(\.digest))
    #expect(found.map { $0.bytes.count } == expected.map { $0.bytes.count })
  }

  @Test("The members of a packed tar are read in one pass, in any order") func manyMembers() throws {
    var tar = TarText()
    for number in 0..<300 {
      tar = tar.file("mail/\(number).eml", MailText(id: "\(number)@x").body("text \(number)\n").text.bytes)
    }
    let folder = try TemporaryFolder()
    let path = try folder.write(Packing.gzip(tar.bytes), to: "all.tgz")
    let sources = try SourceDiscovery.discover([path]).sources
    #expect(sources.count == 300)
    for order in [Array(sources), sources.reversed()] {
      for source in order {
        let found = try readAll(source)
        let number = source.path.split(separator: "/").last?.dropLast(4) ?? ""
        #expect(found.map(\.text) == [MailText(id: "\(number)@x").body("text \(number)\n").text])
      }
    }
  }
}

@Suite("Archives that were swept before") struct KnownSourcesTests {
  static let mbox: [UInt8] = ContainerTests.mbox
  static let mail: [UInt8] = ContainerTests.mail.bytes

  @Test("What is known of an unchanged archive is not looked at again") func unchanged() throws {
    let folder = try TemporaryFolder()
    let good = ZipText().entry("a.mbox", Self.mbox).entry("b.eml", Self.mail)
    let paths = try [
      folder.write(good.bytes(), to: "a.zip"),
      folder.write(Packing.gzip(TarText().file("a.mbox", Self.mbox).file("b.eml", Self.mail).bytes), to: "b.tgz"),
      folder.write(Packing.gzip(Self.mbox), to: "c.mbox.gz"), folder.write(Self.mbox, to: "d.mbox"),
    ]
    let found = try SourceDiscovery.discover(paths)
    for coverage in [KnownSources.Coverage.partial, .complete] {
      let known = KnownSources(found.sources, coverage: coverage)
      let again = try SourceDiscovery.discover(paths, known: known)
      #expect(again.sources == found.sources)
      for source in again.sources { #expect(try !readAll(source).isEmpty) }
    }
  }

  @Test("Of a changed archive only the changed members are new") func changed() throws {
    let folder = try TemporaryFolder()
    let other = MboxText().message(ContainerTests.mail).text.bytes
    let pairs: [(String, [UInt8], [UInt8])] = [
      (
        "a.zip", ZipText().entry("a", Self.mbox).entry("b", Self.mbox).bytes(),
        ZipText().entry("new", Self.mbox).entry("a", Self.mbox).entry("b", other).bytes()
      ),
      (
        "b.tgz", Packing.gzip(TarText().file("a", Self.mbox).file("b", Self.mbox).bytes),
        Packing.gzip(TarText().file("new", Self.mbox).file("a", Self.mbox).file("b", other).bytes)
      ),
    ]
    for (name, before, after) in pairs {
      let path = try folder.write(before, to: name)
      let found = try SourceDiscovery.discover([path]).sources
      let recorded = try found.map { try $0.identity(at: $0.size) }
      try folder.write(after, to: name)
      let again = try SourceDiscovery.discover([path], known: KnownSources(found, coverage: .complete)).sources
      #expect(again.map(\.path) == ["new", "a", "b"].map { path + "!" + $0 })
      #expect(try again[1].change(since: recorded[0]) == .unchanged)
      #expect(try again[2].change(since: recorded[1]) == .replaced)
    }
    let gone = ArchiveSource(path: folder.path + "/a.zip!gone", kind: .mbox, size: 0, modified: 0)
    let error = #expect(throws: ArchiveError.self) { try ArchiveReader(gone) }
    #expect(error?.code == .notFound)
  }

  @Test("A gzip file that changed is another one") func gzip() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(Packing.gzip(Self.mbox), to: "a.mbox.gz")
    let source = try #require(try SourceDiscovery.discover([path]).sources.first)
    let recorded = try source.identity(at: source.size)
    #expect(try source.change(since: recorded) == .unchanged)
    try folder.write(Packing.gzip(Self.mbox + Self.mbox), to: "a.mbox.gz")
    let again = try #require(try SourceDiscovery.discover([path]).sources.first)
    #expect(try again.change(since: recorded) == .replaced)
  }
}
