import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Outlook messages") struct OutlookMessageTests {
  static func message(_ more: OutlookMessageBuilder.Properties = []) -> OutlookMessageBuilder {
    OutlookMessageBuilder(
      [
        (0x0037_001F, OutlookMessageBuilder.wide("Tender")), (0x1000_001F, OutlookMessageBuilder.wide("Hello\r\n")),
        (0x0065_001F, OutlookMessageBuilder.wide("ann@corp.example")),
      ] + more)
  }

  static let text =
    "From: <ann@corp.example>\nSubject: Tender\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
    + "Content-Transfer-Encoding: 7bit\n\nHello\n"

  static let ole: [UInt8] = MailboxLayoutTests.ole

  @Test("A message is told by what is in it, wherever it lies") func places() throws {
    let bytes = Self.message().build()
    let folder = try TemporaryFolder()
    try folder.write(bytes, to: "a.msg")
    try folder.write(bytes, to: "b")
    try folder.write(bytes, to: "c.oft")
    try folder.write(Packing.gzip(bytes), to: "d.msg.gz")
    try folder.write(ZipText().entry("x/in.msg", bytes).bytes(), to: "e.zip")
    try folder.write(TarText().file("in.msg", bytes).bytes, to: "f.tar")
    let result = try SourceDiscovery.discover([folder.path])
    let names = ["a.msg", "b", "c.oft", "d.msg.gz", "e.zip!x/in.msg", "f.tar!in.msg"]
    #expect(result.sources.map(\.path) == names.map { folder.path + "/" + $0 })
    #expect(result.unreadable.isEmpty)
    for source in result.sources {
      #expect(source.kind == .msg)
      let found = try readAll(source)
      #expect(found.map(\.text) == [Self.text])
      #expect(found.map(\.place.range) == [ByteRange(offset: 0, length: bytes.count)])
      #expect(found.map(\.codes) == [[]])
      #expect(try readAll(source, from: Int64(bytes.count)).isEmpty)
    }
  }

  @Test(
    "Flags are kept",
    arguments: [
      ([], []), ([(0x0E07_0003, 1)], [.seen]), ([(0x0E07_0003, 9)], [.seen, .draft]),
      ([(0x1081_0003, 102)], [.answered]), ([(0x1081_0003, 104)], [.forwarded]), ([(0x1090_0003, 2)], [.flagged]),
    ] as [([(UInt32, Int)], MessageFlags)])
  func flags(properties: [(UInt32, Int)], flags: MessageFlags) throws {
    let bytes = Self.message(properties.map { ($0.0, OutlookMessageBuilder.number($0.1)) }).build()
    #expect(try read(bytes, as: .msg).flatMap(\.messages).map(\.flags) == [flags])
  }

  @Test("What is no message is told, and a document is none") func wrong() throws {
    let whole = Self.message().build()
    let document = CompoundFileBuilder([("WordDocument", [UInt8](repeating: 1, count: 5_000))])
    var holder = CompoundFileBuilder([("WordDocument", [1])])
    holder.add("ObjectPool/__properties_version1.0", [1])
    holder.add("ObjectPool/__nameid_version1.0/__substg1.0_00020102", [1])
    let folder = try TemporaryFolder()
    try folder.write(CompoundFileBuilder().build(), to: "a-empty.msg")
    try folder.write(Array(whole[..<600]), to: "b-cut.msg")
    try folder.write(Self.ole, to: "c-zeros.msg")
    try folder.write(document.build(), to: "d-document.msg")
    try folder.write(document.build(), to: "e.doc")
    try folder.write(holder.build(), to: "f-holder.doc")
    try folder.write("no compound file", to: "g.msg")
    let result = try SourceDiscovery.discover([folder.path])
    #expect(result.sources.isEmpty)
    #expect(
      result.unreadable.map(\.path) == ["a-empty.msg", "b-cut.msg", "c-zeros.msg"].map { folder.path + "/" + $0 })
    #expect(result.unreadable.allSatisfy { $0.message.contains("Outlook message") })
    #expect(
      result.notMail == ["d-document.msg", "e.doc", "f-holder.doc", "g.msg"].map { folder.path + "/" + $0 })
    #expect(throws: ArchiveError.self) { try read(document.build(), as: .msg) }
  }

  @Test("A message that breaks off gives what is there, and says so") func cut() throws {
    var message = Self.message()
    message.attachments = [
      ([(0x3707_001F, OutlookMessageBuilder.wide("a.bin"))], .bytes([UInt8](repeating: 7, count: 50_000)))
    ]
    let whole = message.build()
    let found = try read(whole, as: .msg).flatMap(\.messages)
    #expect(found.map(\.codes) == [[]])
    // The large stream stands first; its sectors are taken from the allocation table.
    var broken = whole
    let table = try #require(broken.lastIndex(of: 0xFD)) & ~511
    broken[table] = 0xFE
    broken[table + 1] = 0xFF
    broken[table + 2] = 0xFF
    broken[table + 3] = 0xFF
    let cut = try read(broken, as: .msg).flatMap(\.messages)
    #expect(cut.map(\.codes) == [[.messageTruncated]])
    #expect(cut.first?.text.contains("Subject: Tender") == true)
  }

  @Test("A file that is too long for memory is told") func long() throws {
    let bytes = Self.message().build()
    let limits = ArchiveLimits(messageBytes: bytes.count - 1)
    #expect(throws: ArchiveError.self) { try read(bytes, as: .msg, limits: limits) }
    #expect(try read(bytes, as: .msg, limits: ArchiveLimits(messageBytes: bytes.count)).count == 1)
  }
}
