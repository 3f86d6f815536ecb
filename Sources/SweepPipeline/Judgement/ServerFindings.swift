import CaseStore
import Conversations
import HijackDetection
import MailModel

/// The findings on mail servers, made of the whole archive beside those on messages.
struct ServerFindings {
  /// The findings, each with the row of the message that shows the server's build last.
  let findings: [(row: Int64, finding: Finding)]

  /// Judges the servers of `evidence`; `others` are the findings on messages.
  ///
  /// - Throws: `CaseError` where the facts of a message cannot be read.
  init(
    of evidence: ArchiveEvidence, beside others: [(row: Int64, finding: Finding)], _ store: CaseStore,
    _ configuration: SweepConfiguration
  ) throws(CaseError) {
    let window = configuration.window
    let candidates = ExposurePass.candidates(evidence.servers, configuration.organisation).filter { server in
      (server.firstSeen ?? .min) < window.until ?? .max && (server.lastSeen ?? .max) >= window.since ?? .min
    }
    guard !candidates.isEmpty else {
      findings = []
      return
    }
    let witnesses = Set(candidates.map(\.witness))
    let facts = try store.facts(at: witnesses.compactMap { evidence.rows[$0] }.sorted())
    var conversations: [ContentDigest: ConversationID] = [:]
    for conversation in evidence.conversations {
      for message in conversation.nodes.lazy.compactMap(\.message) where witnesses.contains(message) {
        conversations[message] = conversation.id
      }
    }
    let alarms = others.filter { $0.finding.kind == .hijack && $0.finding.level >= .high }.map(\.row)
    var hijacks: [String: Int] = [:]
    for message in try store.facts(at: alarms).values {
      for host in Set(message.hops.compactMap(\.by)) { hijacks[host, default: 0] += 1 }
    }
    let context = ExposurePass.Context(
      organisation: configuration.organisation, facts: facts, conversations: conversations, hijacks: hijacks)
    findings = ExposurePass.findings(candidates, context).compactMap { finding in
      evidence.rows[finding.message].map { (row: $0, finding: finding) }
    }
  }
}
