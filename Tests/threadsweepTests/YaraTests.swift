import Foundation
import MailTestSupport
import Testing

@Suite("YARA on the command line")
struct YaraTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    let rule = """
      rule Word : own {
        meta: score = 97 description = "a word of ours"
        strings: $a = "threadsweep-marker"
        condition: $a
      }
      """
    try folder.write(Array(rule.utf8), to: "rules/own.yar")
    try folder.write(Array("rule Word {\n  condition: oops\n}\n".utf8), to: "rules/bad.yar")
    try folder.write(Array("a threadsweep-marker\n".utf8), to: "note.txt")
    let mail = MailText(id: "a@corp.example", subject: "note").field("Date", "Tue, 14 Sep 2021 08:00:00 +0200")
      .field("Content-Type", "text/html").field("Content-Transfer-Encoding", "quoted-printable")
      .body("<p>threadsweep=\n-marker</p>\n").text
    try folder.write(Array(mail.utf8), to: "mail/a.eml")
    for (name, file) in [("own", "own.yar"), ("bad", "bad.yar"), ("absent", "absent.yar")] {
      let text = "schema: 1\nstages: { attachments: { yara: [rules/\(file)], yara_messages: true } }\n"
      try folder.write(Array(text.utf8), to: name + ".yaml")
    }
  }

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Binary.Run {
    try Binary.run(arguments, in: folder.path, environment: environment)
  }

  #if YARA
    @Test func inspectTellsWhichRulesMatch() throws {
      let object = try run("inspect", "--yara", "rules/own.yar", "--format", "json", "note.txt").object()
      let match = try #require((object["yara"] as? [[String: Any]])?.first)
      #expect(match["rule"] as? String == "Word")
      #expect(match["namespace"] as? String == "own")
      #expect(match["tags"] as? [String] == ["own"])
      #expect(match["place"] as? String == "")
      #expect(object["level"] as? String == "critical")
      let text = try run("inspect", "note.txt", environment: ["THREADSWEEP_YARA": "rules/own.yar"]).output
      #expect(text.contains("yara-match") && text.contains("· own:Word: a word of ours"))
      #expect(try run("inspect", "--format", "json", "note.txt").object()["level"] as? String == "info")
    }

    @Test func messagesAreSearchedDecodedOnRequest() throws {
      #expect(try run("scan", "mail", "--case", "plain.db", "--yara", "rules/own.yar").status == 0)
      #expect(try run("findings", "list", "--case", "plain.db", "--min-level", "info").output.contains("Word") == false)
      #expect(try run("scan", "mail", "--case", "c.db", "--pipeline", "own.yaml").status == 0)
      let findings = try run("findings", "list", "--case", "c.db", "--min-level", "info", "--format", "jsonl").objects()
      let signals = findings.flatMap { $0["signals"] as? [[String: Any]] ?? [] }
      #expect(signals.contains { $0["id"] as? String == "yara-message" && $0["evidence"] as? String == "“own:Word”" })
    }

    @Test func wrongRulesAreToldWithFileAndLine() throws {
      let option = try run("inspect", "--yara", "rules/bad.yar", "note.txt")
      #expect(option.status == 64)
      #expect(option.error.contains("rules/bad.yar:2: undefined identifier"), "\(option.error)")
      let file = try run("scan", "mail", "--case", "c.db", "--pipeline", "bad.yaml")
      #expect(file.status == 78)
      #expect(file.error.contains("rules/bad.yar:2: "))
      #expect(try run("scan", "mail", "--case", "c.db", "--pipeline", "absent.yaml").status == 78)
      #expect(try run("inspect", "--yara", "rules/absent.yar", "note.txt").status == 64)
    }
  #else
    @Test(.disabled("built without YARA: swift test --traits YARA")) func rulesAreHeldAgainstAttachments() {}

    @Test func withoutTheTraitItIsSaidHowToGetIt() throws {
      for run in [
        try run("inspect", "--yara", "rules/own.yar", "note.txt"),
        try run("scan", "mail", "--case", "c.db", "--pipeline", "own.yaml"),
      ] {
        #expect(run.status == 64)
        #expect(run.error.contains("make TRAITS=YARA"), "\(run.error)")
      }
    }
  #endif

  @Test func messagesWantRules() throws {
    let run = try run("scan", "mail", "--case", "c.db", "--yara-messages")
    #expect(run.status == 64)
    #expect(run.error.contains("--yara"))
  }
}
