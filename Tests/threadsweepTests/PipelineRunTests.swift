import Foundation
import MailTestSupport
import Testing

@Suite("Pipelines on the command line")
struct PipelineRunTests {
  let folder: TemporaryFolder
  private static let demo = Fixtures.path("demo/exports/anna.keller")

  init() throws { folder = try TemporaryFolder() }

  private func write(_ text: String, to name: String) throws {
    try folder.write(Array(("schema: 1\n" + text + "\n").utf8), to: name)
  }

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Binary.Run {
    try Binary.run(arguments, in: folder.path, environment: environment)
  }

  private func status(_ name: String = "s.json") throws -> [String: Any] {
    let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  /// A message that ends an mbox, or stands alone.
  private static func message(_ number: Int, day: Int = 1) -> String {
    """
    From: Ann <ann@corp.example>
    To: bob@corp.example
    Subject: tender \(number)
    Date: Wed, \(day) Sep 2021 10:00:00 +0000
    Message-ID: <\(number)@corp.example>

    Hello.

    """
  }

  // MARK: pipeline

  @Test func filesAreChecked() throws {
    try write("fail_on: high", to: "good.yaml")
    try write("limits: { partz: 3 }", to: "bad.yaml")
    let good = try run("pipeline", "check", "good.yaml", "builtin:nightly")
    #expect((good.status, good.output) == (0, "good.yaml: ok\nbuiltin:nightly: ok\n"))
    let bad = try run("pipeline", "check", "bad.yaml", "good.yaml", "absent.yaml")
    #expect(bad.status == 78)
    #expect(bad.output == "good.yaml: ok\n")
    #expect(bad.error.contains("bad.yaml:2:11: unknown key 'partz'; did you mean 'parts'?"))
    #expect(bad.error.contains("absent.yaml: the file cannot be read"))
    #expect(try run("scan", Self.demo, "--pipeline", "bad.yaml").status == 78)
  }

  @Test func theEffectivePipelineIsShown() throws {
    try write("name: ours\nwindow: { since: 2021-01-01 }\nfail_on: low", to: "p.yaml")
    let shown = try run(
      "pipeline", "show", "p.yaml", "--fail-on", "high",
      environment: ["THREADSWEEP_SINCE": "2021-02-01", "THREADSWEEP_FAIL_ON": "medium"])
    #expect(shown.status == 0)
    // Flag, then environment, then file, then default.
    #expect(shown.output.contains("fail_on: high\n"))
    #expect(shown.output.contains("since: \"2021-02-01\"\n"))
    #expect(shown.output.contains("name: ours\n"))
    #expect(shown.output.contains("parts: 2000\n"))
    let json = try run("pipeline", "show", "p.yaml", "--format", "json").object()
    #expect(json["fail_on"] as? String == "low")
    #expect((json["window"] as? [String: Any])?["since"] as? String == "2021-01-01")
    let source = try run("pipeline", "show", "builtin:qakbot", "--format", "source").output
    #expect(source == (try String(contentsOfFile: Fixtures.path("../pipelines/qakbot.yaml"), encoding: .utf8)))
    #expect(try run("pipeline", "schema").object()["title"] as? String == "threadsweep pipeline file")
    #expect(try run("pipeline", "schema", "absent.yaml").status == 78)
  }

  @Test(arguments: ["default", "nightly", "qakbot", "quick-triage", "squirrelwaffle-2021"])
  func pipelinesFindWhatTheirTestsExpect(name: String) throws {
    let run = try run("pipeline", "test", Fixtures.path("../pipelines/\(name).yaml"))
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.hasSuffix(": ok\n"))
  }

  @Test func aTestFailsWhereSomethingElseIsFound() throws {
    try write("fail_on: high", to: "p.yaml")
    try write(
      """
      cases:
        - name: wrong
          input: [\(Self.demo)]
          expect:
            - { message_id: absent@corp.example }
            - { message_id: 1715847572.20219520462908@rheintal-ft.example, signals: [new-bank-account] }
          absent: [9592125995.20217367863843@rheintal-ft.example]
          nothing_else_from: high
          fails: false
      """, to: "p.test.yaml")
    let run = try run("pipeline", "test", "p.yaml")
    #expect(run.status == 1)
    for line in [
      "no hijack found in <absent@corp.example>", "does not have the signal new-bank-account",
      "<9592125995.20217367863843@rheintal-ft.example> has a finding", "and was not expected",
      "fail_on makes the run fail",
    ] { #expect(run.error.contains(line), "\(line)") }
    #expect(try self.run("pipeline", "test", "builtin.yaml").status == 78)
  }

  @Test func twinsStandForOptionsThatACommandNeeds() throws {
    #expect(try run("scan", Self.demo, "--case", "c.db").status == 0)
    let environment = ["THREADSWEEP_CASE": "c.db", "THREADSWEEP_OUTPUT": "page.html", "THREADSWEEP_REASON": "a drill"]
    #expect(try run("report", environment: environment).status == 0)
    #expect(try run("report", "--case", "c.db").status == 64)
    #expect(FileManager.default.fileExists(atPath: folder.path + "/page.html"))
    #expect(
      try run("export", "csv", environment: ["THREADSWEEP_CASE": "c.db", "THREADSWEEP_OUTPUT": "a.csv"]).status == 0)
    let first = try run("findings", "list", "--case", "c.db", "--format", "jsonl").objects().first
    let finding = try #require(first?["id"] as? String)
    #expect(try run("findings", "accept", finding, environment: environment).status == 0)
    let from = try #require(first?["from"] as? String)
    let found = try run("find", environment: ["THREADSWEEP_CASE": "c.db", "THREADSWEEP_ADDRESS": from])
    #expect(found.status == 0, "\(found.error)")
    #expect(try run("find", "--case", "c.db").status == 64)
  }

  // MARK: effects

  @Test func sourcesAreChosenByFormatAndPattern() throws {
    try folder.write(Array(("From a@b Wed Sep  1 10:00:00 2021\n" + Self.message(1)).utf8), to: "mail/a.mbox")
    try folder.write(Array(Self.message(2).utf8), to: "mail/keep/2.eml")
    try folder.write(Array(Self.message(3).utf8), to: "mail/Trash/deep/3.eml")
    try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF], to: "mail/Trash/broken.mbox.gz")
    try write("sources: [{ path: mail, exclude: [Trash] }]", to: "exclude.yaml")
    let run = try run("scan", "--pipeline", "exclude.yaml", "--case", "a.db")
    #expect(run.status == 0, "\(run.error)")
    func sources(_ path: String) throws -> [String] {
      try self.run("messages", "list", "--format", "jsonl", "--case", path).objects()
        .compactMap { $0["source"] as? String }
    }
    #expect(try sources("a.db") == ["mail/a.mbox", "mail/keep/2.eml"])
    try write("sources: [{ path: mail, formats: [eml], exclude: ['**/*.gz'] }]", to: "formats.yaml")
    #expect(try self.run("scan", "--pipeline", "formats.yaml", "--case", "b.db").status == 0)
    #expect(try sources("b.db") == ["mail/Trash/deep/3.eml", "mail/keep/2.eml"])
    // Paths of the command line win, and nothing of the file's sources holds for them.
    #expect(try self.run("scan", "mail/a.mbox", "--pipeline", "formats.yaml", "--case", "c.db").status == 0)
    #expect(try sources("c.db") == ["mail/a.mbox"])
  }

  @Test func outputsAreWrittenAndWhatFailsTheRunIsSaid() throws {
    try write(
      """
      sources: [{ path: \(Self.demo) }]
      fail_on: high
      outputs:
        - { type: jsonl, path: all.jsonl, overwrite: true }
        - { type: jsonl, path: critical.jsonl, min_level: critical, overwrite: true }
        - { type: html, path: page.html }
      """, to: "p.yaml")
    let first = try run("scan", "--pipeline", "p.yaml", "--case", "c.db")
    #expect(first.status == 10, "\(first.error)")
    func lines(_ name: String) throws -> Int {
      try String(contentsOfFile: folder.path + "/" + name, encoding: .utf8).split(separator: "\n").count
    }
    #expect(try lines("all.jsonl") > lines("critical.jsonl"))
    #expect(try lines("critical.jsonl") > 0)
    // The page may not be replaced: that is told before the work.
    #expect(try run("rescore", "--pipeline", "p.yaml", "--case", "c.db").status == 73)
    #expect(try run("rescore", "--pipeline", "p.yaml", "--case", "c.db", "--overwrite").status == 10)
    // Outputs of the command line stand in place of the file's.
    let named = try run("rescore", "--pipeline", "p.yaml", "--case", "c.db", "--output", "csv=n.csv")
    #expect(named.status == 10, "\(named.error)")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/n.csv"))
    let calm = try run("scan", Self.demo, "--case", "d.db", environment: ["THREADSWEEP_PIPELINE": "builtin:default"])
    #expect(calm.status == 0)
  }

  @Test func theWindowOfTheFileBoundsWhatIsJudged() throws {
    try write("window: { since: 2021-10-01, until: 2021-10-10 }\nsources: [{ path: \(Self.demo) }]", to: "p.yaml")
    #expect(try run("scan", "--pipeline", "p.yaml", "--case", "c.db").status == 0)
    let dates = try run("findings", "list", "--case", "c.db", "--format", "jsonl", "--kind", "hijack").objects()
      .compactMap { $0["date"] as? String }
    #expect(!dates.isEmpty)
    #expect(dates.allSatisfy { $0.hasPrefix("2021-10-0") })
    #expect(try run("rescore", "--pipeline", "p.yaml", "--case", "c.db", "--since", "2021-09-01").status == 0)
    let more = try run("findings", "list", "--case", "c.db", "--format", "jsonl", "--kind", "hijack").objects()
    #expect(more.count > dates.count)
  }

  @Test func tooManyUnreadableSourcesStopTheSweep() throws {
    for number in 1...8 { try folder.write(Array(Self.message(number).utf8), to: "mail/\(number).eml") }
    for number in 1...2 {
      try folder.write([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xFF], to: "mail/broken\(number).mbox.gz")
    }
    try write("sources: [{ path: mail }]\nerrors: { stop_after: 10% }", to: "strict.yaml")
    let strict = try run("scan", "--pipeline", "strict.yaml", "--case", "a.db", "--status-file", "s.json")
    #expect(strict.status == 74, "\(strict.error)")
    #expect(strict.error.contains("2 sources cannot be read, more than errors.stop_after (10%)"))
    #expect(try status()["state"] as? String == "failed")
    #expect(try status()["unreadable"] as? Int == 2)
    try write("sources: [{ path: mail }]\nerrors: { stop_after: 2 }", to: "lax.yaml")
    #expect(try run("scan", "--pipeline", "lax.yaml", "--case", "a.db").status == 3)
    try write("sources: [{ path: mail }]\nerrors: { allow_partial: true }", to: "partial.yaml")
    #expect(try run("scan", "--pipeline", "partial.yaml", "--case", "b.db").status == 0)
    // The environment wins over the file.
    let told = try run(
      "scan", "--pipeline", "partial.yaml", "--case", "b.db", environment: ["THREADSWEEP_ALLOW_PARTIAL": "0"])
    #expect(told.status == 3)
  }

  @Test func theTimeOfTheScheduleBoundsARun() throws {
    let mail = (1...3_000).map { Self.message($0) }
    for (number, text) in mail.enumerated() { try folder.write(Array(text.utf8), to: "mail/\(number).eml") }
    try write("checkpoint: { messages: 1 }\nsources: [{ path: mail }]\nschedule: { max_duration: 1s }", to: "p.yaml")
    let run = try run("scan", "--pipeline", "p.yaml", "--case", "c.db", "--status-file", "s.json")
    // A fast machine is through before.
    #expect([0, 11].contains(run.status), "\(run.error)")
    if run.status == 11 { #expect(try status()["state"] as? String == "interrupted") }
    #expect(try self.run("scan", "--pipeline", "p.yaml", "--case", "c.db", "--max-duration", "1h").status == 0)
  }

  // MARK: nights

  @Test func aSecondNightTellsOnlyWhatIsNew() throws {
    for name in ["Inbox.mbox", "Sent.mbox"] {
      let text = try String(contentsOfFile: Self.demo + "/" + name, encoding: .isoLatin1)
      // The first night sees half of the inbox.
      let cut = text.index(text.startIndex, offsetBy: text.count / 2)
      let border = text[cut...].range(of: "\n\nFrom ").map { text.index($0.lowerBound, offsetBy: 2) } ?? text.endIndex
      let half = name == "Inbox.mbox" ? String(text[..<border]) : text
      try folder.write(Array(half.data(using: .isoLatin1) ?? Data()), to: "mail/" + name)
    }
    try write(
      """
      extends: builtin:nightly
      sources: [{ path: mail }]
      outputs: [{ type: jsonl, path: new.jsonl, overwrite: true }]
      """, to: "p.yaml")
    func night() throws -> (run: Binary.Run, new: [String]) {
      let run = try run("scan", "--pipeline", "p.yaml", "--case", "c.db", "--status-file", "s.json")
      let text = try String(contentsOfFile: folder.path + "/new.jsonl", encoding: .utf8)
      let ids = try text.split(separator: "\n").map { line in
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(["new", "updated"].contains(object?["state"] as? String))
        return object?["id"] as? String ?? ""
      }
      return (run, ids)
    }
    let first = try night()
    let second = try night()
    #expect(second.run.status == 0, "nothing new fails nothing")
    #expect(second.new.isEmpty)
    #expect(try (status()["states"] as? [String: Int])?["unchanged"] == first.new.count)
    #expect(try status()["messages"] as? Int == 0)
    try folder.write(
      Array(try Data(contentsOf: URL(fileURLWithPath: Self.demo + "/Inbox.mbox"))), to: "mail/Inbox.mbox")
    let third = try night()
    #expect(third.run.status == 10)
    #expect(!third.new.isEmpty)
    let states = try #require(try status()["states"] as? [String: Int])
    #expect((states["new"] ?? 0) + (states["updated"] ?? 0) == third.new.count)
    let all = try run("findings", "list", "--case", "c.db", "--format", "jsonl").objects().compactMap {
      $0["id"] as? String
    }
    #expect(Set(third.new).isSubset(of: all))
    #expect(all.count == third.new.count + (states["unchanged"] ?? 0))
    #expect(try run("rescore", "--pipeline", "p.yaml", "--case", "c.db", "--report", "all").status == 10)
    func listed(_ states: String...) throws -> Int {
      try self.run(
        "findings", "list", "--case", "c.db", "--format", "jsonl",
        environment: ["THREADSWEEP_STATE": states.joined(separator: " ")]
      ).objects().count
    }
    #expect(try listed("unchanged") == states["unchanged"])
    #expect(try listed("new", "updated") == third.new.count)
    #expect(try run("findings", "list", "--case", "c.db", "--state", "gone").status == 64)
    // A finding whose mail went is absent, and the run says so.
    try folder.write(
      Array(("From a@b Wed Sep  1 10:00:00 2021\n" + Self.message(1) + String(repeating: "x", count: 400_000)).utf8),
      to: "mail/Inbox.mbox")
    let fourth = try night()
    let gone = try #require(try status()["states"] as? [String: Int])
    #expect((gone["absent"] ?? 0) > 0, "\(fourth.run.error)")
    #expect(fourth.run.output.contains(" gone; told here"))
  }

  // MARK: status files and records

  @Test func theStateOfARunIsKept() throws {
    let run = try run("scan", Self.demo, "--case", "c.db", environment: ["THREADSWEEP_STATUS_FILE": "s.json"])
    #expect(run.status == 0)
    let kept = try status()
    #expect(kept["schema"] as? String == "threadsweep.run/1")
    #expect(kept["state"] as? String == "complete")
    #expect(kept["exit"] as? Int == 0)
    #expect(kept["messages"] as? Int == 117)
    #expect((kept["findings"] as? [String: Int])?.count == 5)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/s.json.part"))
    let failed = try self.run("scan", "absent", "--case", "d.db", "--status-file", "s.json")
    #expect(failed.status == 66)
    #expect(try status()["state"] as? String == "failed")
    #expect(try status()["exit"] as? Int == 66)
    let bad = try self.run("scan", "x", "--pipeline", "absent.yaml", "--status-file", "s.json")
    #expect(bad.status == 78)
    #expect((try status()["message"] as? String)?.contains("absent.yaml") == true)
    // Nothing else is replaced.
    try folder.write(Array("evidence".utf8), to: "e.json")
    #expect(try self.run("scan", Self.demo, "--case", "c.db", "--status-file", "e.json").status == 73)
    #expect(try self.run("scan", Self.demo, "--case", "c.db", "--status-file", "c.db").status == 73)
    #expect(try self.run("scan", Self.demo, "--case", "c.db", "--status-file", "no/s.json").status == 73)
    #expect(try String(contentsOfFile: folder.path + "/e.json", encoding: .utf8) == "evidence")
  }

  @Test func theEffectivePipelineIsStoredWithTheRun() throws {
    #expect(try run("scan", Self.demo, "--case", "c.db", "--pipeline", "builtin:quick-triage").status == 0)
    let sweep = try #require(
      try run("status", "--case", "c.db", "--format", "json").object()["last_sweep"] as? [String: Any])
    let configuration = try #require(sweep["configuration"] as? [String: Any])
    #expect(configuration["name"] as? String == "quick-triage")
    #expect((configuration["sources"] as? [[String: Any]])?.first?["path"] as? String == Self.demo)
    #expect((sweep["extraction"] as? String)?.count == 64)
    #expect((sweep["scoring"] as? String)?.count == 64)
    // Other limits ask for another case.
    #expect(try run("scan", Self.demo, "--case", "c.db").status == 78)
  }
}
