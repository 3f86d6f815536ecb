import Foundation
import MailTestSupport
import Testing

/// Taking personal data out of a case, as the binary does it.
@Suite("Purge")
struct PurgeTests {
  let folder: TemporaryFolder
  let casePath: String

  init() throws {
    folder = try TemporaryFolder()
    casePath = folder.path + "/case.db"
    try FileManager.default.copyItem(atPath: try sweptDemo.get().casePath, toPath: casePath)
  }

  private func rows(_ arguments: String...) throws -> [[String: Any]] {
    try Binary.run(arguments + ["--case", casePath, "--format", "jsonl"]).objects()
  }

  /// The case's file, to look for what must not be in it.
  private func holds(_ text: String) throws -> Bool {
    try Data(contentsOf: URL(filePath: casePath)).range(of: Data(text.utf8)) != nil
  }

  @Test func oldMailLeavesTheCaseWithItsFindings() throws {
    let before = try rows("messages", "list")
    let dry = try Binary.run(["purge", "--older-than", "2021-09-01", "--dry-run", "--case", casePath])
    #expect(dry.status == 0)
    #expect(try rows("messages", "list").count == before.count)
    let run = try Binary.run(["purge", "--older-than", "2021-09-01", "--case", casePath])
    #expect(run.status == 0)
    #expect(dry.output == "would be " + run.output)
    let after = try rows("messages", "list")
    #expect(after.count < before.count && !after.isEmpty)
    #expect(after.allSatisfy { ($0["date"] as? String ?? "9") >= "2021-09-01" })
    #expect(try rows("findings", "list").allSatisfy { ($0["date"] as? String ?? "9") >= "2021-09-01" })
    #expect(try !rows("findings", "list").isEmpty)
    let status = try Binary.run(["status", "--case", casePath, "--format", "json"]).object()
    #expect(status["messages"] as? Int == after.count)
    let purges = try #require(status["purges"] as? [[String: Any]])
    #expect(purges.map { $0["treatment"] as? String } == ["removed"])
    #expect(purges.first?["places"] as? Int == before.count - after.count)
    #expect(try Binary.run(["status", "--case", casePath]).output.contains("purged "))
    // What went does not come back by itself.
    _ = try Binary.run(["scan", Fixtures.path("demo/exports"), "--case", casePath])
    #expect(try rows("messages", "list").count == after.count)
  }

  @Test func aPersonLeavesTheCase() throws {
    let address = "anna.keller@rheintal-ft.example"
    #expect(try holds(address))
    #expect(try Binary.run(["purge", "--address", "Anna.Keller@rheintal-ft.example", "--case", casePath]).status == 0)
    #expect(try !holds(address))
    #expect(try rows("find", "--address", address).isEmpty)
    let status = try Binary.run(["status", "--case", casePath]).output
    #expect(status.contains("address sha256:"))
    #expect(!status.contains(address))
  }

  @Test func pseudonymsTakeThePlaceOfAPerson() throws {
    let address = "anna.keller@rheintal-ft.example"
    let before = try rows("messages", "list")
    let hijacks = try rows("findings", "list").count
    #expect(try Binary.run(["purge", "--address", address, "--redact", "--case", casePath]).status == 0)
    #expect(try !holds(address))
    let after = try rows("messages", "list")
    #expect(after.count == before.count)
    let names = Set(after.compactMap { $0["from"] as? String }.filter { $0.hasPrefix("redacted-") })
    #expect(names.count == 1)
    #expect(names.allSatisfy { $0.hasSuffix("@rheintal-ft.example") })
    let written = before.filter { $0["from"] as? String == address }.count
    #expect(after.filter { ($0["from"] as? String).map(names.contains) ?? false }.count == written)
    // Judgement goes on with pseudonyms.
    #expect(try rows("findings", "list").count >= hijacks / 2)
    #expect(Set(before.map { $0["conversation"] as? String }) == Set(after.map { $0["conversation"] as? String }))
  }

  @Test func nobodyIsNamedInOldMail() throws {
    #expect(try Binary.run(["purge", "--older-than", "2030-01-01", "--redact", "--case", casePath]).status == 0)
    let rows = try rows("messages", "list")
    #expect(rows.allSatisfy { ($0["from"] as? String ?? "").hasPrefix("redacted-") })
    #expect(rows.allSatisfy { ($0["subject"] as? String ?? "").hasPrefix("redacted-") })
    for word in ["anna.keller@", "Frachtkosten", "frachtkosten"] { #expect(try !holds(word), "\(word)") }
  }

  @Test(arguments: [[], ["--older-than", "2020-01-01", "--address", "a@b.example"], ["--older-than", "soon"]])
  func oneScopeIsWanted(arguments: [String]) throws {
    #expect(try Binary.run(["purge"] + arguments + ["--case", casePath]).status == 64)
  }
}
