import GRDB
import MailModel

/// The numbers of a case at a glance.
public struct CaseCounts: Sendable {
  /// Places of messages: a mail in three mailboxes counts three times.
  public var messages = 0
  /// Messages with different content.
  public var uniqueMessages = 0
  /// Conversations.
  public var conversations = 0
  /// Parts of messages that are attachments.
  public var attachments = 0
  /// Defects of messages.
  public var defects = 0
  /// Messages that were stepped over because they brought the process down.
  public var quarantined = 0
  /// Findings by level.
  public var findings: [Level: Int] = [:]
}

extension CaseStore {
  /// Counts what the case holds.
  public func counts() throws(CaseError) -> CaseCounts {
    try read { db in
      func count(_ table: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
      var counts = CaseCounts()
      counts.messages = try Int.fetchOne(db, sql: "SELECT coalesce(sum(messages), 0) FROM source") ?? 0
      counts.uniqueMessages = try count("message")
      counts.conversations = try count("conversation")
      counts.attachments = try count("part")
      counts.defects = try count("defect")
      counts.quarantined = try count("quarantine")
      for level in Level.allCases {
        counts.findings[level] = try Int.fetchOne(
          db, sql: "SELECT count(*) FROM finding WHERE level = ?", arguments: [level.rank])
      }
      return counts
    }
  }
}
