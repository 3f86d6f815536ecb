import Foundation
import MailTestSupport
import Testing

/// What the case answers: campaigns, servers, indicators, and the catalogue.
@Suite("Asking the case")
struct AskingTests {
  let casePath: String

  init() throws { casePath = try sweptDemo.get().casePath }

  private func ask(_ arguments: String...) throws -> Binary.Run { try Binary.run(arguments + ["--case", casePath]) }

  @Test func aCampaignNamesItsAccountsItsServersAndWhereTheMailWasStolen() throws {
    let truth = try DemoTruth.load()
    let campaigns = try ask("campaigns", "list", "--format", "jsonl").objects()
    #expect(campaigns.count == 2)
    let wave = truth.hijacks.filter { $0.kind == "internal-link" }
    let first = try #require(campaigns.first)
    let messages = try #require(first["messages"] as? [[String: Any]])
    #expect(Set(messages.compactMap { $0["message_id"] as? String }) == Set(wave.map(\.messageID)))
    #expect(first["accounts"] as? [String] == Set(wave.compactMap(\.from)).sorted())
    let servers = try #require(first["servers"] as? [[String: Any]])
    #expect(servers.contains { $0["host"] as? String == "ex01.corp.rheintal-ft.example" })
    let leak = try #require(first["leak"] as? [[String: Any]])
    #expect(truth.leakedMailbox.hasPrefix(leak.first?["mailbox"] as? String ?? "-"))
    #expect(leak.first?["held"] as? Int == leak.first?["answered"] as? Int)
    #expect(leak.count(where: { $0["held"] as? Int == $0["answered"] as? Int }) == 1)
    let shown = try ask("campaigns", "show", first["id"] as? String ?? "")
    #expect(shown.output.contains("may be where they were stolen"))
    #expect(try ask("campaigns", "show", "k0").status == 66)
  }

  @Test func anAnswerToAHijackIsListedOnceHoweverManyCopiesThereAre() throws {
    for campaign in try ask("campaigns", "list", "--format", "jsonl").objects() {
      let reactions = try #require(campaign["reactions"] as? [[String: Any]])
      #expect(!reactions.isEmpty)
      let ids = reactions.compactMap { $0["message_id"] as? String }
      #expect(Set(ids).count == ids.count)
    }
  }

  @Test func theServerIsToldWithItsBuildsAndWhatWasOpen() throws {
    let servers = try ask("servers", "list", "--format", "jsonl").objects()
    let own = try #require(servers.first { $0["host"] as? String == "ex01.corp.rheintal-ft.example" })
    #expect(own["exposure"] as? [String] == ["proxylogon", "proxyshell"])
    let builds = try #require(own["builds"] as? [[String: Any]])
    #expect(builds.compactMap { $0["build"] as? String } == ["15.1.2176.2", "15.1.2375.12"])
    #expect((builds.last?["exposure"] as? [Any])?.isEmpty == true)
    #expect(try ask("servers", "list").output.hasPrefix("HOST "))
    let findings = try ask("findings", "list", "--kind", "exposure", "--format", "jsonl").objects()
    #expect(findings.count == 1)
    #expect(findings.first?["level"] as? String == "medium")
  }

  @Test func indicatorsAreFoundWhereverTheyStand() throws {
    let truth = try DemoTruth.load()
    let hijack = try #require(truth.hijacks.first { $0.kind == "internal-xls" })
    let finding = try #require(
      try ask("findings", "list", "--format", "jsonl", "--kind", "hijack").objects()
        .first { $0["message_id"] as? String == hijack.messageID })
    let attachments = try #require(finding["attachments"] as? [[String: Any]])
    let digest = try #require(attachments.first?["sha256"] as? String)
    let holders = try ask("find", "--sha256", digest, "--format", "jsonl").objects()
    #expect(holders.contains { $0["message_id"] as? String == hijack.messageID })
    #expect(holders.allSatisfy { $0["matches"] as? [String] == ["attachment"] })
    let message = try ask("find", "--message-id", "<\(hijack.messageID)>", "--format", "jsonl").objects()
    #expect(message.contains { $0["matches"] as? [String] == ["message"] })
    let sender = try ask("find", "--address", try #require(hijack.from).uppercased(), "--format", "jsonl").objects()
    #expect(sender.contains { ($0["matches"] as? [String])?.contains("sender") == true })
    #expect(sender.contains { ($0["matches"] as? [String])?.contains("recipient") == true })
  }

  @Test func linksAreFoundByHostAndByTheirWholeText() throws {
    let links = try ask("find", "--host", "example", "--format", "jsonl").objects()
    #expect(links.contains { ($0["matches"] as? [String])?.contains("link") == true })
    #expect(try ask("find", "--host", "ample", "--format", "jsonl").objects().isEmpty)
    #expect(try ask("find", "--url", "https://nowhere.invalid/", "--format", "jsonl").output == "")
    #expect(try ask("find", "--host", "nowhere.invalid").output == "not found in this case\n")
  }

  @Test(
    arguments: [
      (["find"], 64), (["find", "--host", "a.example", "--url", "https://a.example/"], 64),
      (["find", "--sha256", "abc"], 64), (["signals", "explain", "no-such-signal"], 64),
      (["signals", "explain", "campaign"], 0), (["signals", "list"], 0),
    ] as [([String], Int32)])
  func statuses(arguments: [String], status: Int32) throws {
    let isCatalogue = arguments[0] == "signals"
    #expect(try Binary.run(arguments + (isCatalogue ? [] : ["--case", casePath])).status == status)
  }

  @Test func theCatalogueExplainsEverySignalThatAFindingNames() throws {
    let known = Set(
      try Binary.run(["signals", "list", "--format", "jsonl"]).objects().compactMap { $0["id"] as? String })
    let findings = try ask("findings", "list", "--format", "jsonl", "--min-level", "info").objects()
    let named = findings.flatMap { ($0["signals"] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
    #expect(!named.isEmpty)
    #expect(Set(named).subtracting(known) == [])
  }
}
