import CaseStore
import Foundation
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

/// Judgement where sent mail is as Outlook's store keeps it, and where known messages come to new places.
@Suite("Judgement of mailboxes")
struct MailboxJudgementTests {
  private static let mailboxes = [
    "anna.keller", "claire.dubois", "daniel.hughes", "jonas.weber", "lukas.steiner", "petra.lang", "thomas.brandt",
  ]

  let folder: TemporaryFolder
  var configuration = SweepConfiguration()

  init() throws {
    folder = try TemporaryFolder()
    configuration.jobs = 2
    for mailbox in Self.mailboxes {
      let source = Fixtures.path("demo/exports/\(mailbox)")
      try FileManager.default.copyItem(atPath: source, toPath: folder.path + "/" + mailbox)
    }
  }

  private func sweep(_ mailboxes: [String], into store: CaseStore) async throws -> Judgement.Outcome {
    let plan = SweepPlan(paths: mailboxes.map { folder.path + "/" + $0 }, stored: try store.sources())
    _ = try await Sweep(into: store, configuration: configuration).run(plan)
    return try await Judgement(of: store, configuration: configuration).run(.changed, sweep: 1)
  }

  private func findings(_ store: CaseStore) throws -> [FindingRow] {
    var filter = FindingFilter(now: 0)
    filter.minimumLevel = .info
    return try store.findings(filter).map { finding in
      var finding = finding
      finding.firstSweep = 0
      return finding
    }
  }

  /// Takes from all sent mail what transport and the writing program added.
  private func makeOutlookItems() throws {
    for mailbox in Self.mailboxes {
      let root = URL(fileURLWithPath: folder.path + "/" + mailbox)
      var files = [root.appendingPathComponent("Sent.mbox")]
      files +=
        (try? FileManager.default.contentsOfDirectory(
          at: root.appendingPathComponent("Sent"), includingPropertiesForKeys: nil)) ?? []
      for file in files {
        guard let data = try? Data(contentsOf: file) else { continue }
        try Data(Self.withoutTransportFields(Array(data), isMailbox: file.pathExtension == "mbox")).write(to: file)
      }
    }
  }

  private static func withoutTransportFields(_ bytes: [UInt8], isMailbox: Bool) -> [UInt8] {
    let fields = ["message-id:", "in-reply-to:", "references:", "x-mailer:", "user-agent:", "return-path:"]
    var kept: [UInt8] = []
    var isHeader = !isMailbox
    var isLeftOut = false
    var isAfterBlank = true
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self).lowercased()
      let isBlank = text == "" || text == "\r"
      if isMailbox, isAfterBlank, text.hasPrefix("from ") {
        (isHeader, isLeftOut) = (true, false)
      } else if isBlank {
        (isHeader, isLeftOut) = (false, false)
      } else if isHeader, !text.hasPrefix(" "), !text.hasPrefix("\t") {
        isLeftOut = fields.contains { text.hasPrefix($0) }
      }
      isAfterBlank = isBlank
      if !isLeftOut { kept += line + [0x0A] }
    }
    return kept.dropLast()
  }

  @Test func outlookItemsChangeNoFindingInWhateverOrderMailboxesCome() async throws {
    let plain = try CaseStore(path: folder.path + "/plain.db", for: .creating)
    _ = try await sweep(Self.mailboxes, into: plain)
    let expected = try findings(plain)
    try makeOutlookItems()
    let whole = try CaseStore(path: folder.path + "/whole.db", for: .creating)
    _ = try await sweep(Self.mailboxes, into: whole)
    let found = try findings(whole)
    #expect(found.map(\.id) == expected.map(\.id))
    #expect(found.map(\.level) == expected.map(\.level))

    var generator = SplitMix64(seed: 11)
    let store = try CaseStore(path: folder.path + "/split.db", for: .creating)
    // Sent mail and received mail of one person come at different times.
    var parts = Self.mailboxes.flatMap { mailbox in
      ["Inbox", "Sent", "Inbox.mbox", "Sent.mbox"].map { mailbox + "/" + $0 }.filter {
        FileManager.default.fileExists(atPath: folder.path + "/" + $0)
      }
    }.shuffled(using: &generator)
    while !parts.isEmpty {
      _ = try await sweep(Array(parts.prefix(4)), into: store)
      parts.removeFirst(min(4, parts.count))
    }
    #expect(try findings(store).map { "\($0)" } == found.map { "\($0)" })
  }

  @Test func aKnownMessageInANewPlaceIsJudgedAgain() async throws {
    let store = try CaseStore(path: folder.path + "/case.db", for: .creating)
    _ = try await sweep(Self.mailboxes, into: store)
    let before = try #require(
      try findings(store).first {
        $0.kind == "hijack" && $0.message.author == "thomas.brandt@rheintal-ft.example"
          && $0.copies.contains { $0.place.source.contains("jonas.weber/Inbox/") }
      })
    #expect(before.signals.contains { $0.id == "absent-from-sent" })
    #expect(before.copies.map(\.owner).contains("jonas.weber"))

    // The very same bytes turn up in the sender's sent mail.
    let received = try #require(before.copies.first { $0.place.source.contains("jonas.weber/Inbox/") })
    try FileManager.default.createDirectory(
      atPath: folder.path + "/late/thomas.brandt/Sent", withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: received.place.source, toPath: folder.path + "/late/thomas.brandt/Sent/1.eml")
    let outcome = try await sweep(["late"], into: store)
    #expect(outcome.judged > 0)
    let after = try #require(try findings(store).first { $0.id == before.id })
    #expect(after.message.digest == before.message.digest && received.digest == before.message.digest)
    #expect(!after.signals.contains { $0.id == "absent-from-sent" })
    #expect(after.signals.contains { $0.id == "sent-from-account" })
    #expect(after.family == "internal-compromised-account")
    #expect(after.copies.count == before.copies.count + 1)
    #expect(try await sweep(["late"], into: store).judged == 0)
  }
}
