import MailArchives
import MailModel
import MailTestSupport
import Testing

@Suite("Windows, limits and positions") struct MboxBoundsTests {
  /// A mailbox in which everything happens, drawn from `seed`.
  static func mailbox(seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let separators = [
      MboxText.plainSeparator, "From MAILER-DAEMON Tue Sep 14 08:03:11 2021", "From bob Tue Sep 14 08:03 2021",
    ]
    let lines = [
      "", "", "text", "From the start", ">From here", ">>From there", "Subject: x", MboxText.plainSeparator,
      String(repeating: "long ", count: 200), String(repeating: ">", count: 300) + "From x", "\u{FEFF}", "F", ">", "\r",
    ]
    var mbox = ""
    for _ in 0..<12 {
      let body = (0..<Int.random(in: 0..<20, using: &random)).map { _ in lines.randomElement(using: &random) ?? "" }
      let text = body.joined(separator: "\n")
      var mail = MailText(id: "\(random.next())@x")
      if Bool.random(using: &random) {
        mail = mail.field("Content-Length", String(text.utf8.count + Int.random(in: 0...1, using: &random)))
      }
      let separator = separators.randomElement(using: &random) ?? ""
      mbox +=
        MboxText(quoting: Bool.random(using: &random) ? .mboxrd : .none)
        .message(mail.body(text).text, separator: separator).text
    }
    return (Bool.random(using: &random) ? mbox.crlf : mbox).bytes
  }

  @Test("The size of the window changes nothing", arguments: UInt64(0)..<24)
  func windows(seed: UInt64) throws {
    let bytes = Self.mailbox(seed: seed)
    let expected = try read(bytes).flatMap(\.messages)
    #expect(!expected.isEmpty)
    for block in [1, 2, 3, 5, 7, 16, 31, 64, 1_000] {
      let found = try read(bytes, limits: .blocks(of: block)).flatMap(\.messages)
      #expect(found.map(\.place.range) == expected.map(\.place.range))
      #expect(found.map { $0.bytes.array } == expected.map { $0.bytes.array })
      #expect(found.map(\.defects) == expected.map(\.defects))
    }
  }

  @Test("Reading resumes at every position", arguments: UInt64(0)..<8)
  func positions(seed: UInt64) throws {
    let bytes = Self.mailbox(seed: seed)
    let limits = ArchiveLimits(batchMessages: 1)
    let batches = try read(bytes, limits: limits)
    let all = batches.flatMap(\.messages)
    #expect(batches.last?.position == Int64(bytes.count))
    #expect(batches.reduce(0) { $0 + $1.bytesRead } == Int64(bytes.count))
    for (index, batch) in batches.enumerated() {
      let rest = try read(bytes, from: batch.position, limits: limits).flatMap(\.messages)
      #expect(rest.map(\.place.range) == all.dropFirst(index + 1).map(\.place.range))
      #expect(rest.map { $0.bytes.array } == all.dropFirst(index + 1).map { $0.bytes.array })
    }
  }

  @Test("Batches end at their bounds")
  func batches() throws {
    var mbox = MboxText()
    for number in 0..<10 { mbox = mbox.message(MailText(id: "\(number)@x").body("text\n").text) }
    let bytes = mbox.text.bytes
    #expect(try read(bytes, limits: ArchiveLimits(batchMessages: 3)).map(\.messages.count) == [3, 3, 3, 1])
    #expect(try read(bytes, limits: ArchiveLimits(batchBytes: 150)).map(\.messages.count) == [2, 2, 2, 2, 2])
  }

  @Test("A message beyond the cap is cut, and known by the digest of the whole")
  func cap() throws {
    let long = MailText(id: "1@x").body(String(repeating: "From me\nand more\n", count: 200_000)).text
    let next = MailText(id: "2@x").body("next\n").text
    let mbox = MboxText().message(long).message(next).text
    let found = try read(mbox.bytes, limits: ArchiveLimits(messageBytes: 1_000, blockBytes: 777)).flatMap(\.messages)
    #expect(found.count == 2)
    let quotes = 200_000
    #expect(found[0].place.range.length == long.utf8.count + quotes)
    #expect(found[0].codes == [.messageTruncated])
    #expect(long.hasPrefix(found[0].text))
    #expect((900...1_000).contains(found[0].bytes.count))
    #expect(found[0].digest == ContentDigest(of: long))
    #expect(found[1].text == next)
    #expect(found[1].digest == nil)
  }

  @Test("Lines and runs without an end are read in one pass")
  func endless() throws {
    let bodies = [
      String(repeating: "x", count: 3_000_000), String(repeating: ">", count: 3_000_000),
      String(repeating: "\n", count: 1_000_000), String(repeating: "From x\n", count: 20_000),
      String(repeating: "\n" + MboxText.plainSeparator, count: 4_000),
    ]
    for body in bodies {
      let mbox = MboxText.plainSeparator + "\nSubject: x\n\n" + body
      #expect(try !messages(mbox).isEmpty)
    }
  }

  @Test("Any bytes at all are read to the end", arguments: UInt64(0)..<40)
  func anyBytes(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let pieces: [[UInt8]] = [
      [0x0A], [0x0D], [0x0D, 0x0A], [0x00], [0x3E], "From ".bytes, "Content-Length: 1".bytes, "A: b".bytes,
      (MboxText.plainSeparator + "\n").bytes, [0xFF], "x".bytes, [0xEF, 0xBB, 0xBF],
    ]
    let bytes = (0..<200).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
    let expected = try read(bytes)
    #expect(expected.reduce(0) { $0 + $1.bytesRead } == Int64(bytes.count))
    let small = try read(bytes, limits: .blocks(of: 3))
    #expect(small.flatMap(\.messages).map(\.place.range) == expected.flatMap(\.messages).map(\.place.range))
    // What is no Outlook file is an error there, and is told before anyone asks for messages.
    for kind in ArchiveKind.allCases where kind != .msg && kind != .pst {
      _ = try read(bytes, as: kind, from: Int64(bytes.count / 2))
    }
  }
}
