import CaseStore
import HijackDetection
import MailModel

/// A conversation that was hijacked, with what is needed to see how.
struct ConversationDossier {
  let id: String
  let rows: [ThreadRow]
  /// The mails as they are read.
  let order: ThreadOrder
  let facts: [ContentDigest: MessageFacts]
  /// The findings on its messages, the earliest message first.
  let findings: [FindingRow]
  /// What is usual for the senders of those messages.
  let norms: [ContentDigest: SenderNorm]

  /// Collects the conversation of that id from the case.
  ///
  /// - Throws: `CaseError` where the case cannot be read.
  init(_ id: String, findings: [FindingRow], in store: CaseStore) throws(CaseError) {
    self.id = id
    self.findings = findings.sorted { ($0.message.date ?? .max, $0.id) < ($1.message.date ?? .max, $1.id) }
    rows = try store.thread(id)
    order = ThreadOrder(rows)
    facts = try store.facts(at: rows.map(\.row))
    var norms: [ContentDigest: SenderNorm] = [:]
    for finding in findings where norms[finding.message.digest] == nil {
      guard let own = facts[finding.message.digest] else { continue }
      let earlier = try store.earlierMessages(of: finding.message.author, before: finding.message.date, atMost: 200)
      norms[finding.message.digest] = SenderNorm(of: own, earlier: earlier.filter { $0.digest != own.digest })
    }
    self.norms = norms
  }

  /// The subject of the first message.
  var subject: String { rows.first?.message.subject ?? "" }

  /// The message at which the conversation turned.
  var turningPoint: ContentDigest? {
    rows.first { ($0.hijackLevel ?? .info) >= .medium }?.message.digest
  }
}
