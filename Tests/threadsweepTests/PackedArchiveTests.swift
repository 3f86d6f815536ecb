import Foundation
import MailTestSupport
import Testing

@Suite("Packed archives")
struct PackedArchiveTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func runTool(_ path: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }

  /// What the case lists of each message, wherever it lies.
  private func rows(_ name: String) throws -> Set<String> {
    Set(
      try Binary.run(["messages", "list", "--case", name, "--format", "jsonl"], in: folder.path).objects().map { row in
        let place = (row["source"] as? String ?? "").components(separatedBy: "thomas.brandt/").last ?? ""
        return "\(place) \(row["offset"] ?? "") \(row["message_sha256"] ?? "") \(row["conversation"] ?? "")"
      })
  }

  @Test func aMailboxInATarballIsSweptAsThePlainOne() throws {
    let exports = Fixtures.path("demo/exports")
    try runTool("/bin/tar", ["-C", exports, "-czf", folder.path + "/export.tar.gz", "thomas.brandt"])
    try folder.write(Array("schema: 1\ncheckpoint: { messages: 4 }\n".utf8), to: "small.yaml")
    #expect(try Binary.run(["scan", exports + "/thomas.brandt", "--case", "plain.db"], in: folder.path).status == 0)
    let packed = ["scan", "export.tar.gz", "--case", "packed.db", "--pipeline", "small.yaml"]
    _ = try Binary.run(packed, in: folder.path, killAfter: 0.3)
    _ = try Binary.run(packed, in: folder.path, killAfter: 0.3)
    #expect(try Binary.run(packed, in: folder.path).status == 0)
    let plain = try rows("plain.db")
    #expect(!plain.isEmpty)
    #expect(try rows("packed.db") == plain)
    let sources = try Binary.run(["status", "--case", "packed.db", "--format", "json"], in: folder.path).object()
    let paths = (sources["sources"] as? [[String: Any]])?.compactMap { $0["path"] as? String } ?? []
    #expect(paths.allSatisfy { $0.hasPrefix("export.tar.gz!") })
  }

  @Test func aDamagedTarballIsToldAndTheRestIsSwept() throws {
    let exports = Fixtures.path("demo/exports")
    try runTool("/bin/tar", ["-C", exports, "-czf", folder.path + "/whole.tar.gz", "petra.lang"])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole.tar.gz"))
    try folder.write(Array(bytes.prefix(bytes.count * 2 / 3)), to: "mail/cut.tar.gz")
    try folder.write(MailText(id: "a@b").text.bytes, to: "mail/a.eml")
    let run = try Binary.run(["scan", "mail", "--case", "case.db"], in: folder.path)
    #expect(run.status == 3)
    #expect(run.error.contains("cut.tar.gz"))
    #expect(
      try Binary.run(["messages", "list", "--case", "case.db", "--format", "jsonl"], in: folder.path).output
        .contains("mail/a.eml"))
  }
}
