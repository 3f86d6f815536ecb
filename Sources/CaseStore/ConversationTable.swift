import Foundation
import GRDB
import MailModel

/// A message of a conversation, as `thread show` prints it.
public struct ThreadRow: Sendable {
  /// The message's row.
  public var row: Int64
  /// The message, at its smallest place.
  public var message: MessageRow
  /// The row of the message it answers; nil for a root, or where the archive does not hold that message.
  public var parent: Int64?
  /// The row of the message of which this is a sender's own copy; nil where it is none.
  public var copyOf: Int64?
  /// The findings on the message, worst first.
  public var findings: [String]
  /// The worst level of a hijack finding on the message; nil where there is none.
  public var hijackLevel: Level?
}

extension CaseStore {
  /// The conversation that `id` names: a conversation's id, a finding's id, or a message's identifier.
  public func conversation(named id: String) throws(CaseError) -> String? {
    try read { db in
      try String.fetchOne(
        db,
        sql: """
          SELECT key FROM conversation WHERE key = ?1
          UNION ALL
          SELECT c.key FROM finding f JOIN link l ON l.message = f.message JOIN conversation c ON c.id = l.conversation
          WHERE f.key = ?1
          UNION ALL
          SELECT * FROM (
            SELECT c.key FROM message m JOIN link l ON l.message = m.id JOIN conversation c ON c.id = l.conversation
            WHERE m.message_id = ?1 ORDER BY c.key
          )
          LIMIT 1
          """, arguments: [id])
    }
  }

  /// The messages of a conversation, by date, then digest, undated last.
  public func thread(_ conversation: String) throws(CaseError) -> [ThreadRow] {
    try read { db in
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT m.id, m.digest, m.message_id, m.date, m.author, m.subject, l.parent_id, l.reason, l.parent,
            l.copy_of
          FROM conversation c JOIN link l ON l.conversation = c.id JOIN message m ON m.id = l.message
          WHERE c.key = ? ORDER BY m.date IS NULL, m.date, m.digest
          """, arguments: [conversation])
      let findings = try db.cachedStatement(
        sql: "SELECT key, kind, level FROM finding WHERE message = ? ORDER BY level DESC, score DESC, kind DESC")
      let attachments = try db.cachedStatement(
        sql: """
          SELECT c.digest FROM part p JOIN attachment_content c ON c.id = p.content
          WHERE p.message = ? ORDER BY p.ordinal
          """)
      return try rows.map { row in
        let id: Int64 = row[0]
        let found = try Row.fetchAll(findings, arguments: [id])
        let hijack = found.first { $0[1] as String == "hijack" }.map { $0[2] as Int }
        return ThreadRow(
          row: id,
          message: MessageRow(
            place: try CaseStore.smallestPlace(ofMessage: id, db),
            digest: ContentDigest(bytes: row[1] as Data) ?? .zero, messageID: row[2], date: row[3], author: row[4],
            subject: row[5], conversation: conversation, parent: row[6], link: row[7],
            attachments: try Data.fetchAll(attachments, arguments: [id]).compactMap { ContentDigest(bytes: $0) }),
          parent: row[8], copyOf: row[9], findings: found.map { $0[0] },
          hijackLevel: hijack.flatMap(Level.init(rank:)))
      }
    }
  }
}
