import Foundation
import GRDB
import MailArchives
import MailModel

/// One place of one mail: its copies differ in the fields that transport added, and so in their digests.
public struct MailCopy: Sendable, Hashable {
  /// Where it lies.
  public var place: Place
  /// The identity of the message that lies there.
  public var digest: ContentDigest
  /// What the folder is for.
  public var role: FolderRole
  /// Whose mailbox it is: an address or a name; nil where nothing says.
  public var owner: String?
}

extension CaseStore {
  /// All places of the mail of which the message at row `message` is a copy, by source, then offset.
  ///
  /// Copies bear the same identifier, author and date, or were found to be a sender's own copy.
  static func copies(ofMessage message: Int64, _ db: Database) throws -> [MailCopy] {
    let statement = try db.cachedStatement(
      sql: """
        WITH named (id) AS (
          SELECT ?1
          UNION SELECT copy_of FROM link WHERE message = ?1 AND copy_of IS NOT NULL
          UNION SELECT o.id FROM message m JOIN message o
            ON o.message_id = m.message_id AND o.author = m.author AND o.date IS m.date WHERE m.id = ?1
        ), copies (id) AS (
          SELECT id FROM named
          UNION SELECT l.message FROM link l JOIN named n ON l.copy_of = n.id
        )
        SELECT s.path, p.offset, p.length, m.digest, coalesce(p.role, s.role), p.flags, s.owner
        FROM copies c JOIN place p ON p.message = c.id JOIN source s ON s.id = p.source JOIN message m ON m.id = c.id
        ORDER BY s.path, p.offset
        """)
    return try Row.fetchAll(statement, arguments: [message]).map { row in
      MailCopy(
        place: Place(source: row[0], range: ByteRange(offset: row[1], length: row[2])),
        digest: ContentDigest(bytes: row[3] as Data) ?? .zero,
        role: FolderRole(stored: row[4], flags: MessageFlags(stored: row[5])), owner: row[6])
    }
  }
}
