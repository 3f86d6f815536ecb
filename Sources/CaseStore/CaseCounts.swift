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
  /// Findings by level, those left out that somebody accepted.
  public var findings: [Level: Int] = [:]
  /// Findings that somebody accepted.
  public var accepted = 0
  /// Contents of attachments whose bytes the case keeps.
  public var keptContents = 0
  /// Bytes of the case that they take.
  public var keptBytes: Int64 = 0
  /// Contents that were to be kept, and for which there was no room.
  public var contentsLeftOut = 0
  /// The numbers that the case was judged by; empty where an older version judged it, or none did yet.
  public var pack = ""
}

extension CaseStore {
  /// All findings by level, accepted ones too; levels without any are left out.
  public func findingsByLevel() throws(CaseError) -> [Level: Int] {
    try read { db in
      var levels: [Level: Int] = [:]
      for row in try Row.fetchAll(db, sql: "SELECT level, count(*) FROM finding GROUP BY level") {
        if let level = Level(rank: row[0]) { levels[level] = row[1] }
      }
      return levels
    }
  }

  /// How many conversations the case has.
  public func conversationCount() throws(CaseError) -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM conversation") ?? 0 }
  }

  /// Counts what the case holds at the moment `now`, in seconds since 1970: acceptances end.
  public func counts(now: Int64) throws(CaseError) -> CaseCounts {
    try read { db in
      func count(_ table: String) throws -> Int { try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0 }
      var counts = CaseCounts()
      counts.messages = try Int.fetchOne(db, sql: "SELECT coalesce(sum(messages), 0) FROM source") ?? 0
      counts.uniqueMessages = try count("message")
      counts.conversations = try count("conversation")
      counts.attachments = try count("part")
      counts.defects = try count("defect")
      counts.quarantined = try count("quarantine")
      if let kept = try Row.fetchOne(
        db, sql: "SELECT count(deflated), coalesce(sum(stored), 0), count(*) - count(deflated) FROM kept_content")
      {
        (counts.keptContents, counts.keptBytes, counts.contentsLeftOut) = (kept[0], kept[1], kept[2])
      }
      counts.pack = try String.fetchOne(db, sql: "SELECT pack FROM judgement") ?? ""
      let accepted = try CaseStore.acceptedFingerprints(at: now, db)
      let rows = try Row.fetchCursor(db, sql: "SELECT level, fingerprint FROM finding")
      while let row = try rows.next() {
        guard let level = Level(rank: row[0]) else { continue }
        if accepted.contains(row[1]) { counts.accepted += 1 } else { counts.findings[level, default: 0] += 1 }
      }
      return counts
    }
  }
}
