import AttachmentInspection
import CaseStore
import Foundation
import HijackDetection
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

/// A rule that matches everything.
private struct EverythingMatches: BufferMatching {
  var name: String

  var digest: ContentDigest { ContentDigest(of: name) }

  func matches(in bytes: [UInt8]) -> BufferMatches {
    BufferMatches(matches: [
      RuleMatch(rule: name, namespace: "test", meta: [.init(key: "score", value: "96")])
    ])
  }
}

@Suite("Kept attachments, inspected again")
struct ReinspectionTests {
  let folder: TemporaryFolder
  var configuration = SweepConfiguration()

  init() throws {
    folder = try TemporaryFolder()
    configuration.jobs = 2
    let locked = try Data(contentsOf: URL(fileURLWithPath: Fixtures.path("documents/pdf-r6-user.pdf")))
    try write("locked", "see the document, password: U523", "scan.pdf", locked)
    try write("plain", "as promised", "notes.txt", Data("nothing but a word".utf8))
  }

  private func write(_ name: String, _ text: String, _ file: String, _ content: Data) throws {
    try folder.write(
      Array(
        """
        From: Ann <ann@corp.example>
        To: bob@corp.example
        Date: Tue, 14 Sep 2021 08:00:00 +0000
        Message-ID: <\(name)@corp.example>
        Subject: \(name)
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: text/plain

        \(text)
        --b
        Content-Type: application/octet-stream; name=\(file)
        Content-Disposition: attachment; filename=\(file)
        Content-Transfer-Encoding: base64

        \(content.base64EncodedString(options: [.lineLength76Characters, .endLineWithLineFeed]))
        --b--

        """.utf8), to: "mail/\(name).eml")
  }

  private func sweep(_ configuration: SweepConfiguration, into name: String) async throws -> CaseStore {
    let store = try CaseStore(path: folder.path + "/" + name, for: .creating)
    let plan = SweepPlan(paths: [folder.path + "/mail"], stored: try store.sources())
    _ = try await Sweep(into: store, configuration: configuration).run(plan)
    _ = try await Judgement(of: store, configuration: configuration).run(.changed, sweep: 1)
    return store
  }

  /// The attachments' facts by name.
  private func facts(_ store: CaseStore) throws -> [String: AttachmentFact] {
    var facts: [String: AttachmentFact] = [:]
    try store.forEachFacts { stored in
      for fact in stored.facts.attachments { facts[fact.name ?? ""] = fact }
    }
    return facts
  }

  @Test(arguments: [
    (KeptAttachments.Policy.suspicious, 1), (.all, 2), (.none, 0),
  ]) func thePolicyDecidesWhatIsKept(policy: KeptAttachments.Policy, count: Int) async throws {
    var configuration = configuration
    configuration.kept.policy = policy
    let store = try await sweep(configuration, into: "case.db")
    let kept = try store.keptContents()
    #expect(kept.count == count)
    #expect(try store.counts(now: 0).keptContents == count)
    for digest in kept { #expect(try store.keptContent(digest).map { ContentDigest(of: $0) } == digest) }
  }

  @Test func withoutRoomItIsCountedAsLeftOut() async throws {
    var configuration = configuration
    configuration.kept.policy = .all
    configuration.kept.bytes = 100
    let counts = try await sweep(configuration, into: "case.db").counts(now: 0)
    #expect(counts.keptContents == 1)
    #expect(counts.contentsLeftOut == 1)
    #expect(counts.keptBytes <= 100)
  }

  @Test func otherRulesInspectWhatIsKeptAsASweepWithThemDoes() async throws {
    let store = try await sweep(configuration, into: "case.db")
    let before = try facts(store)
    #expect(before["scan.pdf"]?.techniques.contains("opens-with-mail-password") == true)
    var other = configuration
    other.rules = EverythingMatches(name: "R")
    let outcome = try await Reinspection(of: store, configuration: other).run()
    #expect(outcome == Reinspection.Outcome(inspected: 1, notKept: 1, withOtherRules: 0))
    let after = try facts(store)
    #expect(after["notes.txt"] == before["notes.txt"])
    let whole = try facts(try await sweep(other, into: "whole.db"))
    #expect(after["scan.pdf"] == whole["scan.pdf"])
    #expect(after["scan.pdf"]?.techniques.contains("yara-match") == true)
    #expect(after["scan.pdf"]?.techniques.contains("opens-with-mail-password") == true)

    // Done is done; a run that names no rules leaves their matches alone.
    #expect(try await Reinspection(of: store, configuration: other).run().inspected == 0)
    #expect(try await Reinspection(of: store, configuration: configuration).run() == Reinspection.Outcome())
  }

  @Test func verdictsAreKeptApartByTheRulesTheyWereMadeWith() async throws {
    var configuration = configuration
    configuration.rules = EverythingMatches(name: "R")
    let store = try await sweep(configuration, into: "case.db")
    let digest = try #require(try facts(store)["notes.txt"]?.digest)
    let rules = AttachmentInspector(rules: configuration.rules).rulesDigest
    #expect(try store.verdicts(on: [digest], rules: rules)[digest]?.ruleMatches.map(\.rule) == ["R"])
    #expect(try store.verdicts(on: [digest], rules: "").isEmpty)
  }

  @Test func rulesOnMessagesBecomeASignal() async throws {
    var configuration = configuration
    configuration.rules = EverythingMatches(name: "R")
    configuration.yara.messages = true
    let store = try await sweep(configuration, into: "case.db")
    var filter = FindingFilter(now: 0)
    filter.minimumLevel = .info
    let signals = try store.findings(filter).flatMap(\.signals).filter { $0.id == "yara-message" }
    #expect(!signals.isEmpty)
    #expect(signals.allSatisfy { $0.evidence == "“test:R”" && $0.weight > 5 })
  }

  @Test func anotherPackScoresAttachmentsFromTheCaseAlone() async throws {
    let store = try await sweep(configuration, into: "case.db")
    var filter = FindingFilter(now: 0)
    filter.minimumLevel = .info
    let before = try store.findings(filter).filter { $0.kind == "attachment" }
    #expect(before.first?.pack == ScoringPack.builtin.label)
    var other = configuration
    other.pack = ScoringPack.builtin.overlaid(with: ["opens-with-mail-password": 0, "pdf-encrypted": 0])
    _ = try await Judgement(of: store, configuration: other).run(.everything, sweep: 1)
    let after = try store.findings(filter).filter { $0.kind == "attachment" }
    #expect((after.first?.score ?? 0) < (before.first?.score ?? 0))
    #expect(after.first?.attachments.first?.score == after.first?.score)
    #expect(after.first?.pack == ScoringPack.builtin.label + "+overlay")
    _ = try await Judgement(of: store, configuration: configuration).run(.everything, sweep: 1)
    #expect(try store.findings(filter).filter { $0.kind == "attachment" }.map(\.score) == before.map(\.score))
  }
}
