import GRDB
import MailArchives

/// Where a message stands in somebody's mailbox: what judgement asks who sent and who received it.
public struct MailboxPlace: Sendable, Hashable {
  /// The message's row.
  public var row: Int64
  /// Whose mailbox it is: an address, or the name that its folder bears; nil where nothing says.
  public var owner: String?
  /// The role of the folder: what the mailbox says of this message, else what the source's path says.
  public var role: FolderRole
  /// What the mailbox notes of the message.
  public var flags: MessageFlags
}

extension CaseStore {
  /// Hands every place of every message to `body`, by message, then source and offset.
  ///
  /// - Throws: what reading the case throws; an error of `body` comes back as it is.
  public func forEachMailboxPlace(_ body: (MailboxPlace) throws -> Void) throws {
    try database.read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT p.message, s.owner, coalesce(p.role, s.role), p.flags FROM place p JOIN source s ON s.id = p.source
          ORDER BY p.message, s.path, p.offset
          """)
      while let row = try rows.next() {
        let flags = MessageFlags(stored: row[3])
        try body(
          MailboxPlace(row: row[0], owner: row[1], role: MailboxPlace.role(row[2], flags: flags), flags: flags))
      }
    }
  }
}

extension MailboxPlace {
  /// The role that is stored, flags taken into account: a draft lies anywhere in a Maildir, and in an inbox.
  static func role(_ stored: String, flags: MessageFlags) -> FolderRole {
    let role = FolderRole(rawValue: stored) ?? .unknown
    return flags.contains(.draft) && (role == .unknown || role == .inbox) ? .drafts : role
  }
}

extension MessageFlags {
  init(stored: Int) { self.init(rawValue: UInt8(clamping: stored)) }
}
