import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Archives in archives") struct ContainerTests {
  static let mail = MailText(id: "1@x").body("text\n").text
  static let mbox: [UInt8] = MboxText()
    .message(MailText(id: "1@x").body("From here\ntext\n").text).message(MailText(id: "2@x").body("more\n").text).text
    .bytes
  static let words = "no mail at all\n".bytes
  static let long = String(repeating: "a long folder/", count: 20) + "in.mbox"

  struct Case: Sendable, CustomTestStringConvertible {
    var file: String
    var bytes: [UInt8]
    /// The members behind the file's path, with their kinds.
    var members: [(String, ArchiveKind)]
    var testDescription: String { file }

    init(_ file: String, _ bytes: [UInt8], _ members: [(String, ArchiveKind)]) {
      self.file = file
      self.bytes = bytes
      self.members = members
    }
  }

  static let cases: [Case] = [
    Case("list.mbox.gz", Packing.gzip(mbox), [("", .mbox)]),
    Case("one.eml.gz", Packing.gzip(mail.bytes), [("", .eml)]),
    Case("two-parts.mbox.gz", Packing.gzip(mbox) + Packing.gzip(mbox), [("", .mbox)]),
    Case("padded.mbox.gz", Packing.gzip(mbox) + [0, 0, 0], [("", .mbox)]),
    Case(
      "takeout.zip",
      ZipText().entry("Takeout/", []).entry("Takeout/readme.html", words).entry("Takeout/Mail/All.mbox", mbox).bytes(),
      [("!Takeout/Mail/All.mbox", .mbox)]),
    Case("stored.zip", ZipText().entry("a.eml", mail.bytes, .stored).bytes(), [("!a.eml", .eml)]),
    Case(
      "zip64.zip", ZipText().entry("a.mbox", mbox, .long).entry("b", mbox, .long).bytes(),
      [("!a.mbox", .mbox), ("!b", .mbox)]),
    Case(
      "open.zip", ZipText().entry("a.mbox", mbox, .descriptor).entry("b.mbox", mbox, [.descriptor, .stored]).bytes(),
      [("!a.mbox", .mbox), ("!b.mbox", .mbox)]),
    Case(
      "comment.zip", ZipText().entry("a.mbox", mbox).bytes(comment: "PK\u{5}\u{6} is a mark".bytes),
      [("!a.mbox", .mbox)]),
    Case(
      "twins.zip", ZipText().entry("a.eml", mail.bytes).entry("a.eml", mail.bytes).bytes(),
      [("!a.eml", .eml), ("!a.eml#2", .eml)]),
    Case("backslash.zip", ZipText().entry("Inbox\\a.eml", mail.bytes).bytes(), [("!Inbox/a.eml", .eml)]),
    Case(
      "all.tar", TarText().file("a.txt", words).file("in/b.mbox", mbox).file("c.eml", mail.bytes).bytes,
      [("!in/b.mbox", .mbox), ("!c.eml", .eml)]),
    Case(
      "gnu.tar", TarText().longFile(long, mbox).file("c.eml", mail.bytes).bytes,
      [("!" + long, .mbox), ("!c.eml", .eml)]),
    Case(
      "pax.tar", TarText().paxFile("übung/in.mbox", mbox).file("c.eml", mail.bytes).bytes,
      [("!übung/in.mbox", .mbox), ("!c.eml", .eml)]),
    Case(
      "joined.tar", TarText().file("c.eml", mail.bytes).bytes + TarText().file("d.mbox", mbox).bytes,
      [("!c.eml", .eml), ("!d.mbox", .mbox)]),
    Case(
      "a.tar.gz", Packing.gzip(TarText().file("b.mbox", mbox).file("d", mbox).bytes),
      [("!b.mbox", .mbox), ("!d", .mbox)]),
    Case("x.zip", ZipText().entry("y.mbox.gz", Packing.gzip(mbox)).bytes(), [("!y.mbox.gz", .mbox)]),
    Case(
      "deep.zip", ZipText().entry("in.zip", ZipText().entry("b.mbox", mbox).entry("c.eml", mail.bytes).bytes()).bytes(),
      [("!in.zip!b.mbox", .mbox), ("!in.zip!c.eml", .eml)]),
    Case(
      "kept.zip",
      ZipText().entry("in.zip", ZipText().entry("b.mbox", mbox).bytes(), .stored).entry(
        "z.tgz", Packing.gzip(TarText().file("m", mbox).bytes)
      ).bytes(), [("!in.zip!b.mbox", .mbox), ("!z.tgz!m", .mbox)]),
    Case(
      "zips.tar.gz",
      Packing.gzip(TarText().file("in.zip", ZipText().entry("b.mbox", mbox).bytes()).file("e", mbox).bytes),
      [("!in.zip!b.mbox", .mbox), ("!e", .mbox)]),
  ]

  @Test("Mail is found in archives, and read as it is without them", arguments: cases) func members(_ example: Case)
    throws
  {
    let folder = try TemporaryFolder()
    let path = try folder.write(example.bytes, to: example.file)
    let result = try SourceDiscovery.discover([path])
    #expect(result.unreadable == [])
    #expect(result.sources.map(\.path) == example.members.map { path + $0.0 })
    #expect(result.sources.map(\.kind) == example.members.map(\.1))
    for source in result.sources {
      let plain = source.kind == .mbox ? Self.mbox : Self.mail.bytes
      let expected = try read(plain, as: source.kind).flatMap(\.messages)
      let repeats = example.file == "two-parts.mbox.gz" ? 2 : 1
      let found = try readAll(source)
      #expect(found.count == expected.count * repeats)
      #expect(found.map(\.text) == (0..<repeats).flatMap { _ in expected.map(\.text) })
      #expect(found.prefix(expected.count).map(\.place.range) == expected.map(\.place.range))
      #expect(found.allSatisfy { $0.place.source == source.path })
      // What ends a gzip file is read as its size, and padding hides it.
      if repeats == 1, example.file != "padded.mbox.gz" { #expect(source.size == Int64(plain.count)) }
      // The path alone leads there as well.
      let named = ArchiveSource(path: source.path, kind: source.kind, size: source.size, modified: source.modified)
      #expect(try readAll(named).map(\.text) == found.map(\.text))
      // A checkpoint holds.
      let identity = try source.identity(at: source.size)
      #expect(identity.size == source.size && identity.modified == source.modified)
      #expect(try named.change(since: identity) == .unchanged)
    }
  }

  @Test("A document is no archive, whole or damaged") func documents() throws {
    let folder = try TemporaryFolder()
    let document = ZipText().entry("[Content_Types].xml", Self.words).entry("word/document.xml", Self.words).bytes()
    let paths = try [
      folder.write(document, to: "a.docx"), folder.write(Array(document.dropLast(40)), to: "b.docx"),
    ]
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.notMail == paths)
    #expect(result.unreadable.isEmpty)
  }

  @Test("An archive without mail is no mail") func noMail() throws {
    let folder = try TemporaryFolder()
    let paths = try [
      folder.write(ZipText().entry("a.txt", Self.words).entry("b.txt", Self.words).bytes(), to: "a.zip"),
      folder.write(Packing.gzip(Self.words), to: "b.gz"),
      folder.write(TarText().file("a", Self.words).bytes, to: "c.tar"),
      folder.write(ZipText().bytes(), to: "d.zip"),
    ]
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.notMail == paths)
    #expect(result.sources.isEmpty && result.unreadable.isEmpty)
    for path in paths {
      #expect(throws: ArchiveError.self) { try SourceDiscovery.discover([path]) }
      #expect(try SourceDiscovery.source(at: path) == nil)
    }
  }
}

/// Reads a source to its end.
func readAll(_ source: ArchiveSource, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()) throws
  -> [RawMessage]
{
  var reader = try ArchiveReader(source, from: position, limits: limits)
  var messages: [RawMessage] = []
  while let batch = try reader.nextBatch() { messages += batch.messages }
  return messages
}
