import CaseStore
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

/// What a case holds, as the listings show it.
private struct Contents: Equatable {
  var messages: [String] = []
  var findings: [String] = []

  init(_ store: CaseStore) throws {
    var rows: [String] = []
    try store.forEachMessageRow { rows.append("\($0)") }
    messages = rows
    var filter = FindingFilter(now: 0)
    filter.minimumLevel = .info
    findings = try store.findings(filter).map { finding in
      var finding = finding
      finding.firstSweep = 0
      return "\(finding)"
    }
  }
}

@Suite("Sweep and judgement")
struct SweepTests {
  let folder: TemporaryFolder
  var configuration = SweepConfiguration()

  init() throws {
    folder = try TemporaryFolder()
    configuration.jobs = 2
    configuration.archives.batchMessages = 32
  }

  private func sweep(_ paths: [String], into store: CaseStore) async throws -> Judgement.Outcome {
    let plan = SweepPlan(paths: paths, stored: try store.sources())
    _ = try await Sweep(into: store, configuration: configuration).run(plan)
    return try await Judgement(of: store, configuration: configuration).run(.changed, sweep: 1)
  }

  @Test func judgingInPartsEqualsJudgingAtOnce() async throws {
    let mailboxes = [
      "anna.keller", "claire.dubois", "daniel.hughes", "jonas.weber", "lukas.steiner", "petra.lang", "thomas.brandt",
    ].map { Fixtures.path("demo/exports/\($0)") }
    let whole = try CaseStore(path: folder.path + "/whole.db", for: .creating)
    _ = try await sweep(mailboxes, into: whole)
    let expected = try Contents(whole)
    #expect(!expected.findings.isEmpty)

    var generator = SplitMix64(seed: 7)
    for split in 0..<2 {
      let store = try CaseStore(path: folder.path + "/split-\(split).db", for: .creating)
      var rest = mailboxes.shuffled(using: &generator)
      while !rest.isEmpty {
        let count = Int.random(in: 1...3, using: &generator)
        _ = try await sweep(Array(rest.prefix(count)), into: store)
        rest.removeFirst(min(count, rest.count))
      }
      #expect(try Contents(store) == expected)
    }
  }

  @Test func nothingNewMeansNothingToJudge() async throws {
    let store = try CaseStore(path: folder.path + "/case.db", for: .creating)
    let first = try await sweep([Fixtures.path("demo/exports/anna.keller")], into: store)
    #expect(first.judged > 0)
    let second = try await sweep([Fixtures.path("demo/exports/anna.keller")], into: store)
    #expect(second.judged == 0)
    #expect(second.findings == first.findings)
  }

  @Test func sourcesThatCannotBeReadAreToldAndTheOthersSwept() async throws {
    try folder.write(MailText(id: "a@b").text.bytes, to: "mail/a.eml")
    try folder.write([0xD0, 0xCF], to: "mail/blob")
    let plan = SweepPlan(
      paths: [folder.path + "/mail", folder.path + "/absent", folder.path + "/mail/blob"], stored: [])
    #expect(plan.steps.count == 1)
    #expect(plan.notMail == 1)
    #expect(plan.failures.map(\.kind) == [.missing, .notMail])
  }

  @Test func oneMailInTwoMailboxesIsOneMessageWithTwoPlaces() async throws {
    let text = MailText(id: "a@b").body("hello\n").text
    try folder.write(text.bytes, to: "one/a.eml")
    try folder.write(MboxText().message(text).text.crlf.bytes, to: "two.mbox")
    let store = try CaseStore(path: folder.path + "/case.db", for: .creating)
    _ = try await sweep([folder.path + "/one", folder.path + "/two.mbox"], into: store)
    let counts = try store.counts(now: 0)
    #expect(counts.messages == 2)
    #expect(counts.uniqueMessages == 1)
  }
}
