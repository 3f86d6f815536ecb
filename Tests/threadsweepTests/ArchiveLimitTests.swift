import Foundation
import MailTestSupport
import Testing

/// A ZIP whose members are stored as they are, for bombs and nests of them.
private struct StoredZip {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// Adds a member; `header` points at the local header of another one.
  mutating func add(_ name: String, _ content: [UInt8], at header: Int? = nil) {
    let start = header ?? body.count
    let sizes = Self.bytes(Self.checksum(content), 4) + Self.bytes(content.count, 4) + Self.bytes(content.count, 4)
    if header == nil {
      body += Self.bytes(0x0403_4B50, 4) + Self.bytes(20, 2) + [0, 8] + Self.bytes(0, 6) + sizes
      body += Self.bytes(name.utf8.count, 2) + [0, 0] + Array(name.utf8) + content
    }
    directory += Self.bytes(0x0201_4B50, 4) + Self.bytes(20, 2) + Self.bytes(20, 2) + [0, 8] + Self.bytes(0, 6) + sizes
    directory += Self.bytes(name.utf8.count, 2) + Self.bytes(0, 12) + Self.bytes(start, 4) + Array(name.utf8)
    count += 1
  }

  var bytes: [UInt8] {
    let end = Self.bytes(0x0605_4B50, 4) + Self.bytes(0, 4) + Self.bytes(count, 2) + Self.bytes(count, 2)
    return body + directory + end + Self.bytes(directory.count, 4) + Self.bytes(body.count, 4) + [0, 0]
  }

  private static func bytes(_ value: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  private static func checksum(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(sum ^ 0xFFFF_FFFF)
  }
}

@Suite("Limits on archives, as a user sets them")
struct ArchiveLimitTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static let mbox = MboxText().message(MailText(id: "a@x").body("text\n").text).text

  private func shell(_ line: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// Sweeps `file` within `limits`; the limit must be told, counted as a failure, and cost no more than it cuts.
  private func expect(
    _ file: String, limits: String, tells words: String, messages: Int, _ location: SourceLocation = #_sourceLocation
  ) throws {
    try folder.write("schema: 1\nlimits: { \(limits) }\n", to: "limits.yaml")
    // Another mailbox shows that a limit stops nothing else.
    try folder.write(MboxText().message(MailText(id: "other@x").text).text, to: "other.mbox")
    let arguments = ["scan", file, "other.mbox", "--pipeline", "limits.yaml", "--case", file + ".db"]
    let run = try Binary.run(arguments, in: folder.path)
    #expect(run.status == 3, sourceLocation: location)
    #expect(run.error.contains(words), "\(run.error)", sourceLocation: location)
    #expect(run.error.contains(file), sourceLocation: location)
    let rows = try Binary.run(
      ["messages", "list", "--case", file + ".db", "--format", "jsonl"], in: folder.path
    ).objects()
    #expect(rows.count == messages + 1, sourceLocation: location)
    #expect(rows.contains { $0["message_id"] as? String == "other@x" }, sourceLocation: location)
    // The same again: told again, nothing swept twice.
    let again = try Binary.run(arguments, in: folder.path)
    #expect(again.status == 3, sourceLocation: location)
    #expect(again.error.contains(words), sourceLocation: location)
    #expect(
      try Binary.run(
        ["scan", file, "other.mbox", "--allow-partial", "--pipeline", "limits.yaml", "--case", file + ".db"],
        in: folder.path
      )
      .status == 0, sourceLocation: location)
  }

  @Test func depth() throws {
    try folder.write(Self.mbox, to: "in/a.mbox")
    try shell("tar -czf a.tar.gz in")
    try expect("a.tar.gz", limits: "archive_depth: 1", tells: "more than 1 archives within one another", messages: 0)
    var zip = Self.mbox.bytes
    for level in 0..<9 {
      var outer = StoredZip()
      outer.add(level == 0 ? "a.mbox" : "\(level).zip", zip)
      zip = outer.bytes
    }
    try folder.write(zip, to: "nest.zip")
    try expect("nest.zip", limits: "parts: 100", tells: "more than 5 archives within one another", messages: 0)
  }

  @Test func entries() throws {
    for number in 0..<30 { try folder.write(MailText(id: "\(number)@x").text, to: "many/\(number).eml") }
    try shell("tar -cf many.tar many")
    try expect("many.tar", limits: "archive_entries: 10", tells: "holds more than 10 members", messages: 10)
    var zip = StoredZip()
    for number in 0..<30 { zip.add("\(number).eml", MailText(id: "\(number)@x").text.bytes) }
    try folder.write(zip.bytes, to: "many.zip")
    try expect("many.zip", limits: "archive_entries: 10", tells: "holds more than 10 members", messages: 10)
  }

  @Test func inflatedBytes() throws {
    let long = MboxText().message(MailText(id: "a@x").body("text\n").text)
      .message(MailText(id: "b@x").body(String(repeating: "more and more\n", count: 9_000)).text).text
    try folder.write(long, to: "long.mbox")
    try shell("gzip long.mbox")
    try expect(
      "long.mbox.gz", limits: "archive_bytes: 64KiB", tells: "the limit of 65536 inflated bytes", messages: 2)
  }

  @Test func ratio() throws {
    try folder.write(Self.mbox, to: "a.mbox")
    try shell("head -c 80000000 /dev/zero | cat a.mbox - | gzip > bomb.mbox.gz")
    try expect(
      "bomb.mbox.gz", limits: "message_bytes: 1MiB", tells: "the limit of 400 inflated bytes for each packed one",
      messages: 1)
  }

  @Test func overlappingMembers() throws {
    var zip = StoredZip()
    zip.add("a.mbox", Self.mbox.bytes)
    for number in 0..<2_000 { zip.add("\(number).mbox", Self.mbox.bytes, at: 0) }
    try folder.write(zip.bytes, to: "flat.zip")
    try expect("flat.zip", limits: "parts: 100", tells: "2000 members lie within others, as in a ZIP bomb", messages: 1)
  }

  @Test func messageBytes() throws {
    try folder.write(MailText(id: "a@x").body(String(repeating: "text\n", count: 9_000)).text, to: "a.eml")
    try folder.write("schema: 1\nlimits: { message_bytes: 1KiB }\n", to: "limits.yaml")
    #expect(try Binary.run(["scan", "a.eml", "--pipeline", "limits.yaml"], in: folder.path).status == 0)
    let status = try Binary.run(["status", "--format", "json"], in: folder.path).object()
    #expect(status["defects"] as? Int ?? 0 > 0)
    #expect(status["messages"] as? Int == 1)
  }
}
