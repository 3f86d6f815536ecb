import Foundation
import MailArchives
import MailModel
import MailTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

@Suite("Real mail", .enabled(if: corporaFolder != nil)) struct CorporaTests {
  @Test(
    "Every message is found",
    arguments: [("virtualization.mbox", 8_000), ("usrp-users.mbox", 900), ("phishing.mbox", 526)])
  func counts(name: String, count: Int) throws {
    let path = (corporaFolder ?? "") + "/" + name
    let sources = try SourceDiscovery.discover([path]).sources
    let source = try #require(sources.first)
    #expect(source.kind == .mbox)
    var reader = try ArchiveReader(source)
    var found = 0
    while let batch = try reader.nextBatch() { found += batch.messages.count }
    #expect(found == count)
  }

  @Test("Outlook messages are read, and harm in them ends nothing") func outlookMessages() throws {
    let result = try SourceDiscovery.discover([(corporaFolder ?? "") + "/docs/poi"])
    let sources = result.sources.filter { $0.kind == .msg }
    #expect(sources.count >= 9)
    var random = SplitMix64(seed: 3)
    let folder = try TemporaryFolder()
    for source in sources {
      var reader = try ArchiveReader(source)
      #expect(try reader.nextBatch()?.messages.first?.bytes.isEmpty == false)
      let whole = try #require(FileManager.default.contents(atPath: source.path).map(Array.init))
      for _ in 0..<5 {
        var damaged = whole
        for _ in 0..<Int.random(in: 1...200, using: &random) {
          damaged[Int.random(in: 8..<damaged.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
        }
        let path = try folder.write(damaged, to: "damaged.msg")
        guard let found = try SourceDiscovery.source(at: path), found.kind == .msg else { continue }
        var reader = try ArchiveReader(found)
        #expect(try reader.nextBatch()?.messages.count == 1)
      }
    }
  }

  static let forms: [(name: String, separator: @Sendable (Int) -> String)] = [
    ("address", { "From user\($0 % 90)@host.example Tue Sep \($0 % 20 + 10) 08:03:11 2021" }),
    ("constant", { _ in "From mboxrd@z Thu Jan  1 00:00:00 1970" }),
    ("dash", { _ in "From - Tue Sep 14 08:03:11 2021" }),
    ("spelled out", { "From user\($0 % 90) at host.example  Tue Sep 14 08:03:11 2021" }),
    ("bare", { _ in "From " }),
  ]

  @Test("Written without any quoting they are split all the same", arguments: forms.map(\.name))
  func unquoted(form: String) throws {
    let separator = try #require(Self.forms.first { $0.name == form }?.separator)
    for name in ["virtualization.mbox", "usrp-users.mbox", "phishing.mbox"] {
      let folder = try TemporaryFolder()
      let original = try #require(try SourceDiscovery.discover([(corporaFolder ?? "") + "/" + name]).sources.first)
      let written = try Rewriting(of: original, to: folder.path + "/mailbox", separator: separator)
      let source = try #require(try SourceDiscovery.discover([folder.path]).sources.first)
      var reader = try ArchiveReader(source)
      var ranges: [ByteRange] = []
      while let batch = try reader.nextBatch() { ranges += batch.messages.map(\.place.range) }
      let wrong = Set(ranges).symmetricDifference(written.ranges)
      #expect(wrong.isEmpty, "\(name): \(wrong.count) ranges differ, \(written.fromLines) From lines in bodies")
      #expect(written.fromLines > 0)
    }
  }
}

/// A mailbox written again without quoting.
private struct Rewriting {
  /// Where its messages stand.
  var ranges: [ByteRange] = []
  /// Lines of bodies that begin with `From `.
  var fromLines = 0

  init(of source: ArchiveSource, to path: String, separator: (Int) -> String) throws {
    guard let file = fopen(path, "wb") else {
      throw ArchiveError(.unreadable, path: path, message: "cannot be written")
    }
    defer { fclose(file) }
    var at = 0
    var reader = try ArchiveReader(source)
    while let batch = try reader.nextBatch() {
      for message in batch.messages {
        let head = (separator(ranges.count) + "\n").bytes
        let bytes = message.bytes.array
        let end: [UInt8] = bytes.last == 0x0A ? [0x0A] : [0x0A, 0x0A]
        ranges.append(ByteRange(offset: at + head.count, length: bytes.count + end.count - 1))
        fromLines += bytes.split(separator: 0x0A).count { $0.starts(with: "From ".utf8) }
        for part in [head, bytes, end] { fwrite(part, 1, part.count, file) }
        at += head.count + bytes.count + end.count
      }
    }
  }
}
