import Foundation
import GRDB
import MailModel

extension CaseStore {
  /// Which of the contents named are kept in the case.
  public func keptContents(among digests: [ContentDigest]) throws(CaseError) -> Set<ContentDigest> {
    guard !digests.isEmpty else { return [] }
    return try read { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT 1 FROM kept_content k JOIN attachment_content c ON c.id = k.content
          WHERE c.digest = ? AND k.deflated IS NOT NULL
          """)
      return try Set(digests).filter { try Int.fetchOne(statement, arguments: [Data($0.bytes)]) != nil }
    }
  }

  /// The bytes that the case keeps of a content; nil where it keeps none, or where they are damaged.
  public func keptContent(_ digest: ContentDigest) throws(CaseError) -> [UInt8]? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT k.size, k.deflated FROM kept_content k JOIN attachment_content c ON c.id = k.content
          WHERE c.digest = ? AND k.deflated IS NOT NULL
          """, arguments: [Data(digest.bytes)])
      guard let row else { return nil }
      let bytes = KeptContent(size: row[0], deflated: Array(row[1] as Data)).bytes
      return bytes.flatMap { ContentDigest(of: $0) == digest ? $0 : nil }
    }
  }

  /// Every content that the case keeps, in the order of the digests.
  public func keptContents() throws(CaseError) -> [ContentDigest] {
    try read { db in
      let rows = try Data.fetchAll(
        db,
        sql: """
          SELECT c.digest FROM kept_content k JOIN attachment_content c ON c.id = k.content
          WHERE k.deflated IS NOT NULL ORDER BY c.digest
          """)
      return rows.compactMap { ContentDigest(bytes: $0) }
    }
  }
}

/// Puts contents into the case within one transaction, as far as there is room.
struct ContentKeeper {
  private let db: Database
  private let limit: Int64
  private var total: Int64?

  /// Keeps contents up to `limit` bytes of all that the case keeps, deflated.
  init(_ db: Database, limit: Int64) {
    self.db = db
    self.limit = limit
  }

  /// Keeps a content under its row, unless it is kept already; where there is no room it is noted as left out.
  ///
  /// What is kept depends on the order of the mail alone: a sweep that was killed and goes on keeps the same.
  mutating func keep(_ content: KeptContent, as row: Int64) throws {
    let known = try db.cachedStatement(sql: "SELECT deflated IS NOT NULL FROM kept_content WHERE content = ?")
    if try Bool.fetchOne(known, arguments: [row]) == true { return }
    let taken = try total ?? Int64.fetchOne(db, sql: "SELECT coalesce(sum(stored), 0) FROM kept_content") ?? 0
    let (next, overflow) = taken.addingReportingOverflow(Int64(content.deflated.count))
    let fits = !overflow && next <= limit
    total = fits ? next : taken
    try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO kept_content (content, size, stored, deflated) VALUES (?, ?, ?, ?)"
    ).execute(arguments: [
      row, content.size, fits ? content.deflated.count : 0, fits ? Data(content.deflated) : nil,
    ])
  }
}
