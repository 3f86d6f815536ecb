import Foundation
import MailTestSupport
import Testing

/// Outlook data files, swept as they are and by way of readpst.
struct OutlookDataFileTests {
  private static let readpst = ["/usr/bin/readpst", "/usr/local/bin/readpst", "/opt/homebrew/bin/readpst"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  private static let emptyDigest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
  private static let richTextDigest = "12715e97e09cd781f5b4a3a60cc6543f647a7a2cbb6fc4d875f16ec8d425c196"

  /// A message as both ways have to give it.
  private struct Row: Hashable, Comparable, CustomStringConvertible {
    var id: String
    var subject: String
    var attachments: [String]

    var description: String { "\(id) \(subject) \(attachments)" }

    func without(_ digest: String) -> Row {
      Row(id: id, subject: subject, attachments: attachments.filter { $0 != digest })
    }

    static func < (left: Row, right: Row) -> Bool { left.description < right.description }
  }

  private func rows(sweeping path: String, in folder: TemporaryFolder, case name: String) throws -> [Row] {
    let store = folder.path + "/" + name
    let scan = try Binary.run(["scan", path, "--case", store])
    #expect(scan.status == 0, "\(scan.error)")
    return try Binary.run(["messages", "list", "--case", store, "--format", "jsonl"]).objects().map { object in
      Row(
        id: object["message_id"] as? String ?? "", subject: object["subject"] as? String ?? "",
        attachments: (object["attachments"] as? [String] ?? []).sorted())
    }.sorted()
  }

  @Test func foldersAreSourcesWithRoles() throws {
    let folder = try TemporaryFolder()
    let path = Fixtures.path("pst/compressible.pst")
    let rows = try rows(sweeping: path, in: folder, case: "case.db")
    #expect(rows.count == 11)
    let status = try Binary.run(["status", "--case", folder.path + "/case.db", "--format", "json"]).object()
    let sources = try #require(status["sources"] as? [[String: Any]])
    #expect(sources.count == 6)
    for source in sources {
      #expect(source["kind"] as? String == "pst")
      #expect(source["position"] as? Int == source["bytes"] as? Int)
      #expect(source["complete"] as? Bool == true)
    }
    // The same command again finds nothing to do.
    let again = try Binary.run(["scan", path, "--case", folder.path + "/case.db"])
    #expect(again.status == 0)
    #expect(
      try Binary.run(["status", "--case", folder.path + "/case.db", "--format", "json"]).object()["messages"] as? Int
        == 11)
  }

  @Test func inspectReadsAWholeFile() throws {
    let run = try Binary.run(["inspect", "--format", "jsonl", Fixtures.path("pst/pages-4k.ost")])
    #expect(run.status == 0, "\(run.error)")
    let objects = try run.objects()
    #expect(objects.count == 11)
    let forwarded = try #require(objects.first { $0["message_id"] as? String == "wg-rechnung@rheintal.example" })
    #expect("\(forwarded)".contains("rechnung.txt"))
  }

  /// The recipe of docs/exchange-exports.md gives the same mail as reading the file.
  @Test(.enabled(if: readpst != nil), arguments: ["plain.pst", "cyclic.pst", "pages-4k.ost"])
  func readpstGivesTheSameMail(_ name: String) throws {
    let folder = try TemporaryFolder()
    let path = Fixtures.path("pst/" + name)
    let out = folder.path + "/out"
    try FileManager.default.createDirectory(atPath: out, withIntermediateDirectories: true)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.readpst))
    process.arguments = ["-q", "-D", "-r", "-o", out, path]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let ours = try rows(sweeping: path, in: folder, case: "ours.db")
    let theirs = try rows(sweeping: out, in: folder, case: "theirs.db")
    // readpst leaves empty attachments out, and adds a body in RTF as one.
    #expect(ours.map { $0.without(Self.emptyDigest) } == theirs.map { $0.without(Self.richTextDigest) })
  }
}
