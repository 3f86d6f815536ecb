import GRDB
import HijackDetection
import MailArchives
import MailModel

/// The places of all messages, read along with the messages in the order of their rows.
struct MessagePlaces {
  private let rows: RowCursor
  private var next: (message: Int64, place: MailboxPlace)?

  init(_ db: Database) throws {
    rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT p.message, coalesce(p.role, s.role), p.flags, s.owner FROM place p JOIN source s ON s.id = p.source
        WHERE s.owner IS NOT NULL ORDER BY p.message
        """)
    try advance()
  }

  /// The places of a message; to be asked for in ascending order.
  mutating func places(ofMessage message: Int64) throws -> [MailboxPlace] {
    var places: [MailboxPlace] = []
    while let (owner, place) = next, owner <= message {
      if owner == message { places.append(place) }
      try advance()
    }
    return places
  }

  private mutating func advance() throws {
    next = try rows.next().map { row in
      let role = FolderRole(stored: row[1], flags: MessageFlags(stored: row[2]))
      return (message: row[0], place: MailboxPlace(mailbox: row[3], folder: Self.folder(role)))
    }
  }

  private static func folder(_ role: FolderRole) -> MailboxPlace.Folder {
    switch role {
    case .sent: .sent
    case .deleted: .deleted
    default: .other
    }
  }
}

extension CaseStore {
  /// A digest of all sources, whose they are, and how many messages each holds: it changes when a message comes to a
  /// place, though it was known before.
  public func placesDigest() throws(CaseError) -> String {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT path, role, owner, messages FROM source ORDER BY path")
      var lines = ""
      while let row = try rows.next() {
        lines += "\(row[0] as String)\0\(row[1] as String)\0\(row[2] as String? ?? "")\0\(row[3] as Int64)\n"
      }
      return ContentDigest(of: lines).hex
    }
  }
}

extension FolderRole {
  /// The role that is stored, flags taken into account: a draft lies anywhere in a Maildir, and in an inbox.
  init(stored: String, flags: MessageFlags) {
    let role = FolderRole(rawValue: stored) ?? .unknown
    self = flags.contains(.draft) && (role == .unknown || role == .inbox) ? .drafts : role
  }
}

extension MessageFlags {
  init(stored: Int) { self.init(rawValue: UInt8(clamping: stored)) }
}
