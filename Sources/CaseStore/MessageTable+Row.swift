import Foundation
import GRDB
import MailModel

extension CaseStore {
  /// The message of that row at its smallest place; nil where there is none.
  static func messageRow(_ row: Int64, _ db: Database) throws -> MessageRow? {
    let statement = try db.cachedStatement(
      sql: """
        SELECT m.digest, m.message_id, m.date, m.author, m.subject, c.key, l.parent_id, l.reason
        FROM message m LEFT JOIN link l ON l.message = m.id LEFT JOIN conversation c ON c.id = l.conversation
        WHERE m.id = ?
        """)
    let attachments = try db.cachedStatement(
      sql: """
        SELECT c.digest FROM part p JOIN attachment_content c ON c.id = p.content
        WHERE p.message = ? ORDER BY p.ordinal
        """)
    guard let found = try Row.fetchOne(statement, arguments: [row]) else { return nil }
    return MessageRow(
      place: try smallestPlace(ofMessage: row, db), digest: ContentDigest(bytes: found[0] as Data) ?? .zero,
      messageID: found[1], date: found[2], author: found[3], subject: found[4], conversation: found[5],
      parent: found[6], link: found[7],
      attachments: try Data.fetchAll(attachments, arguments: [row]).compactMap { ContentDigest(bytes: $0) })
  }

  /// The mailboxes that hold the message: their owners, or the sources' paths where no owner is known.
  static func mailboxes(ofMessage row: Int64, _ db: Database) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT DISTINCT coalesce(s.owner, s.path) AS mailbox FROM place p JOIN source s ON s.id = p.source
        WHERE p.message = ? ORDER BY mailbox
        """)
    return try String.fetchAll(statement, arguments: [row])
  }
}
