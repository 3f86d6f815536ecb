import Foundation
import GRDB
import HijackDetection
import MailModel

/// The facts of one message, with the row that holds them.
public struct StoredFacts: Sendable {
  /// The message's row; rows of later sweeps are larger.
  public var row: Int64
  /// The facts.
  public var facts: MessageFacts
  /// In which mailboxes and folders it lies; places in a mailbox of which nothing says whose it is are left out.
  public var places: [MailboxPlace]
}

extension CaseStore {
  /// Hands the facts of every message to `body`, in the order in which they were swept.
  ///
  /// - Throws: what reading the case throws; an error of `body` comes back as it is.
  public func forEachFacts(_ body: (StoredFacts) throws -> Void) throws {
    try database.read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT message, packed FROM message_facts ORDER BY message")
      var places = try MessagePlaces(db)
      while let row = try rows.next() {
        let packed: Data = row[1]
        guard let facts = MessageFacts(packed: Array(packed)) else {
          throw CaseError(
            .notACase, path: path, message: "the facts of message row \(row[0] as Int64) are damaged; use --restart")
        }
        try body(StoredFacts(row: row[0], facts: facts, places: try places.places(ofMessage: row[0])))
      }
    }
  }

  /// The facts of the messages at `rows`, by digest.
  public func facts(at rows: [Int64]) throws(CaseError) -> [ContentDigest: MessageFacts] {
    try read { db in
      let statement = try db.cachedStatement(sql: "SELECT packed FROM message_facts WHERE message = ?")
      var facts: [ContentDigest: MessageFacts] = [:]
      for row in rows {
        guard let packed = try Data.fetchOne(statement, arguments: [row]) else { continue }
        guard let found = MessageFacts(packed: Array(packed)) else {
          throw CaseError(.notACase, path: path, message: "the facts of message row \(row) are damaged; use --restart")
        }
        facts[found.edges.message] = found
      }
      return facts
    }
  }

  /// The facts of one message; nil where there are none, or where they are damaged.
  static func facts(ofMessage row: Int64, _ db: Database) throws -> MessageFacts? {
    let statement = try db.cachedStatement(sql: "SELECT packed FROM message_facts WHERE message = ?")
    return try Data.fetchOne(statement, arguments: [row]).flatMap { MessageFacts(packed: Array($0)) }
  }
}
