import Foundation
import MailTestSupport
import Testing

/// The demo, swept once for all tests that only read it.
let sweptDemo = Result {
  let folder = try TemporaryFolder()
  let run = try Binary.run(["scan", Fixtures.path("demo"), "--case", folder.path + "/demo.db"])
  return (folder: folder, run: run, casePath: folder.path + "/demo.db")
}

@Suite("The demo")
struct DemoTests {
  let casePath: String
  let scan: Binary.Run

  init() throws {
    let demo = try sweptDemo.get()
    casePath = demo.casePath
    scan = demo.run
  }

  @Test func theSweepEndsWellAndTellsTheStory() {
    #expect(scan.status == 0)
    #expect(scan.error == "")
    #expect(scan.output.contains("hijacked conversations"))
    #expect(scan.output.contains("case: \(casePath)"))
  }

  @Test func everyMessageIsCounted() throws {
    let truth = try DemoTruth.load()
    let status = try Binary.run(["status", "--case", casePath, "--format", "json"]).object()
    #expect(status["schema"] as? String == "threadsweep.status/1")
    let rows = try Binary.run(["messages", "list", "--case", casePath, "--format", "jsonl"]).objects()
    #expect(status["messages"] as? Int == rows.count)
    #expect(Set(rows.compactMap { $0["message_sha256"] as? String }).count == status["unique_messages"] as? Int)
    #expect(Set(rows.compactMap { $0["message_id"] as? String }).count == truth.uniqueMessageIDs)
    #expect(rows.allSatisfy { $0["conversation"] is String && $0["link"] is String })
  }

  @Test func everyHijackIsFoundAndNothingElse() throws {
    let truth = try DemoTruth.load()
    let findings = try Binary.run(
      ["findings", "list", "--case", casePath, "--format", "jsonl", "--kind", "hijack", "--min-level", "high"]
    ).objects()
    let found = Set(findings.compactMap { $0["message_id"] as? String })
    let hijacks = Set(truth.hijacks.map(\.messageID))
    #expect(hijacks.subtracting(found) == [])
    #expect(found.subtracting(hijacks) == [])
  }

  @Test func theWorkbooksOfTheWaveAreFoundAndTheFinanceMacrosAreNot() throws {
    let truth = try DemoTruth.load()
    let findings = try Binary.run(
      ["findings", "list", "--case", casePath, "--format", "jsonl", "--kind", "attachment", "--min-level", "high"]
    ).objects()
    let wave = Set(truth.hijacks.filter { $0.kind == "internal-xls" }.map(\.messageID))
    #expect(Set(findings.compactMap { $0["message_id"] as? String }) == wave)
  }

  @Test func listingsAreRankedAndFilteredByLevel() throws {
    let findings = try Binary.run(
      ["findings", "list", "--case", casePath, "--format", "jsonl", "--min-level", "info"]
    ).objects()
    let scores = findings.compactMap { $0["score"] as? Double }
    #expect(scores.count == findings.count)
    #expect(scores == scores.sorted(by: >))
    let table = try Binary.run(["findings", "list", "--case", casePath])
    #expect(table.output.hasPrefix("ID "))
    let csv = try Binary.run(["findings", "list", "--case", casePath, "--format", "csv"])
    #expect(csv.output.hasPrefix("\"id\",\"kind\",\"level\""))
  }

  @Test func aFindingIsShownWithItsEvidenceAndItsConversation() throws {
    let findings = try Binary.run(
      ["findings", "list", "--case", casePath, "--format", "jsonl", "--kind", "hijack"]
    ).objects()
    let id = try #require(findings.first?["id"] as? String)
    let shown = try Binary.run(["findings", "show", id, "--case", casePath])
    #expect(shown.status == 0)
    #expect(shown.output.contains("signals (log-likelihood ratios)"))
    let thread = try Binary.run(["thread", "show", id, "--case", casePath])
    #expect(thread.output.contains(">>>"))
    let rows = try Binary.run(["thread", "show", id, "--case", casePath, "--format", "jsonl"]).objects()
    #expect(Set(rows.compactMap { $0["conversation"] as? String }).count == 1)
  }

  @Test func aSecondScanDoesNothingAndRescoringChangesNothing() throws {
    let before = try CaseDump(casePath)
    let start = Date()
    let again = try Binary.run(["scan", Fixtures.path("demo"), "--case", casePath])
    #expect(again.status == 0)
    #expect(Date().timeIntervalSince(start) < 5)
    #expect(try CaseDump(casePath) == before)
    #expect(try Binary.run(["rescore", "--case", casePath]).status == 0)
    #expect(try CaseDump(casePath) == before)
  }
}

/// What a case lists, run records left aside: two equal cases have equal dumps.
struct CaseDump: Equatable {
  var messages: String
  var findings: String
  var campaigns: String
  var servers: String
  var counts: String

  init(_ path: String) throws {
    messages = try Binary.run(["messages", "list", "--case", path, "--format", "jsonl"]).output
    findings = try Binary.run(
      ["findings", "list", "--case", path, "--format", "jsonl", "--min-level", "info"]
    ).output
    campaigns = try Binary.run(["campaigns", "list", "--case", path, "--format", "jsonl"]).output
    servers = try Binary.run(["servers", "list", "--case", path, "--format", "jsonl"]).output
    var status = try Binary.run(["status", "--case", path, "--format", "json"]).object()
    status["last_sweep"] = nil
    counts = String(
      decoding: try JSONSerialization.data(withJSONObject: status, options: [.sortedKeys]), as: UTF8.self)
  }
}
