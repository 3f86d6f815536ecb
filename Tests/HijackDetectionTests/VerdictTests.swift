import MailModel
import Testing

@testable import HijackDetection

@Suite struct VerdictTests {
  private static func observed(_ signals: [(String, SignalGroup, Double)]) -> ObservedMessage? {
    var archive = Archive.ordinary()
    let thread = archive.tenderThread()
    archive.reply(
      in: thread,
      Mail(id: "o", from: "ann@corp.example", subject: "Re: tender 7", day: 22, text: "http://n.test/a").facts)
    var message = archive.observed(in: thread).first
    message?.signals = signals.map { Signal(id: $0.0, group: $0.1, weight: $0.2, evidence: "") }
    return message
  }

  struct Case: Sendable {
    var name: String
    var signals: [(String, SignalGroup, Double)]
    var reachesAlarm: Bool
  }

  @Test(arguments: [
    Case(name: "payload alone", signals: [("a", .payload, 7), ("b", .intent, 4)], reachesAlarm: false),
    Case(
      name: "payload and one group", signals: [("a", .payload, 4), ("b", .intent, 1.9), ("c", .client, 3)],
      reachesAlarm: false),
    Case(
      name: "a heavy payload and one group", signals: [("a", .payload, 5), ("b", .intent, 2), ("c", .client, 3)],
      reachesAlarm: true),
    Case(
      name: "payload and two groups", signals: [("a", .payload, 7), ("c", .client, 3), ("d", .thread, 3)],
      reachesAlarm: true),
    Case(
      name: "two groups that say little", signals: [("a", .payload, 5), ("c", .client, 1), ("d", .thread, 0.6)],
      reachesAlarm: false),
    Case(
      name: "provenance without anything to open",
      signals: [("a", .identity, 6), ("c", .client, 3), ("d", .thread, 4)],
      reachesAlarm: false),
    Case(
      name: "proof and a request", signals: [("look-alike-participant", .identity, 6), ("b", .intent, 4)],
      reachesAlarm: true),
    Case(
      name: "cleared", signals: [("a", .payload, 7), ("c", .client, 3), ("d", .thread, 3), ("e", .exculpation, -6)],
      reachesAlarm: false),
  ]) func alarmRuleHolds(_ example: Case) throws {
    let message = try #require(Self.observed(example.signals))
    let findings = VerdictPass.findings([message], campaigns: [], pack: .builtin)
    #expect(findings.contains { $0.level >= .high } == example.reachesAlarm, "\(example.name)")
  }

  @Test func groupsCountUpToTheirCaps() {
    let many = (0..<9).map { Signal(id: "s\($0)", group: .payload, weight: 3, evidence: "") }
    #expect(ScoringPack.builtin.evidence(many) == [.payload: 8.5])
  }

  @Test func overlayReplacesWhatItNames() {
    let pack = ScoringPack.builtin.overlaid(
      with: ["new-link-domain": 1, "html-smuggling": 2, "unknown": 3, "new-client": .nan])
    #expect(pack.weight("new-link-domain") == 1)
    #expect(pack.attachments.weights["html-smuggling"] == 2)
    #expect(pack.label == ScoringPack.builtin.label + "+overlay")
    #expect(pack.weights["unknown"] == nil)
    #expect(pack.weight("new-client") == ScoringPack.builtin.weight("new-client"))
  }

  @Test func attachmentFindingsDoNotNeedAConversation() {
    var archive = Archive()
    archive.begin(
      Mail(
        id: "m", from: "x@strange.test",
        attachments: [.made("a.doc", .oleDoc, score: 0.97, techniques: ["vba-autoexec"])]
      )
      .facts)
    let findings = archive.findings()
    #expect(findings.map(\.kind) == [.attachment])
    #expect(findings.first?.level == .critical)
    #expect(findings.first?.signals.isEmpty == false)
  }
}
