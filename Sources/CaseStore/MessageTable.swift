import Foundation
import GRDB
import MailArchives
import MailModel

/// One place of a message, as `messages list` shows it.
public struct MessageRow: Sendable {
  /// Where the message stands.
  public var place: Place
  /// The message's identity.
  public var digest: ContentDigest
  /// The identifier; nil where it has none.
  public var messageID: String?
  /// Seconds since 1970, UTC; nil where the mail has no date that can be read.
  public var date: Int64?
  /// The first address of From; empty where there is none.
  public var author: String
  /// The decoded subject.
  public var subject: String
  /// The conversation; nil until the case was judged.
  public var conversation: String?
  /// The identifier of the message it answers; nil for a root.
  public var parent: String?
  /// Why it stands in its conversation; nil until the case was judged.
  public var link: String?
  /// The digests of its attachments, in the order of the message.
  public var attachments: [ContentDigest]
  /// The role of the folder in which it lies there; nil where it was not asked for.
  public var role: FolderRole?
  /// Whose mailbox it lies in: an address, or the name that its folder bears; nil where nothing says.
  public var owner: String?
}

extension MessageRow {
  /// The date as RFC 3339 in UTC; nil where there is none.
  public var rfc3339: String? { date.map { MailDate(seconds: $0).rfc3339 } }
}

extension CaseStore {
  /// Hands every place of every message to `body`, by source, then offset.
  ///
  /// Rows are read as `body` asks for them: the listing of a million messages needs no more memory than one row.
  ///
  /// - Throws: what reading the case throws; an error of `body` ends the listing and comes back as it is.
  public func forEachMessageRow(_ body: (MessageRow) throws -> Void) throws {
    try database.read { db in
      let attachments = try db.makeStatement(
        sql: """
          SELECT c.digest FROM part p JOIN attachment_content c ON c.id = p.content
          WHERE p.message = ? ORDER BY p.ordinal
          """)
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, p.offset, p.length, m.id, m.digest, m.message_id, m.date, m.author, m.subject, c.key,
            l.parent_id, l.reason, EXISTS (SELECT 1 FROM part WHERE part.message = m.id), coalesce(p.role, s.role),
            p.flags, s.owner
          FROM source s JOIN place p ON p.source = s.id JOIN message m ON m.id = p.message
            LEFT JOIN link l ON l.message = m.id LEFT JOIN conversation c ON c.id = l.conversation
          ORDER BY s.path, p.offset
          """)
      while let row = try rows.next() {
        var digests: [ContentDigest] = []
        if row[12] as Bool {
          let id: Int64 = row[3]
          digests = try Data.fetchAll(attachments, arguments: [id]).compactMap { ContentDigest(bytes: $0) }
        }
        try body(
          MessageRow(
            place: Place(source: row[0], range: ByteRange(offset: row[1], length: row[2])),
            digest: ContentDigest(bytes: row[4] as Data) ?? .zero, messageID: row[5], date: row[6], author: row[7],
            subject: row[8], conversation: row[9], parent: row[10], link: row[11], attachments: digests,
            role: FolderRole(stored: row[13], flags: MessageFlags(stored: row[14])), owner: row[15]))
      }
    }
  }
}
