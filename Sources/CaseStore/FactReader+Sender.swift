import Foundation
import GRDB
import HijackDetection

extension CaseStore {
  /// The facts of the last messages that `address` wrote before `date` (seconds since 1970; nil: at any time), the latest
  /// first.
  public func earlierMessages(
    of address: String, before date: Int64?, atMost limit: Int
  ) throws(CaseError) -> [MessageFacts] {
    try read { db in
      try Data.fetchAll(
        db,
        sql: """
          SELECT f.packed FROM address a JOIN correspondence c ON c.address = a.id AND c.role = 0
            JOIN message m ON m.id = c.message JOIN message_facts f ON f.message = m.id
          WHERE a.address = ? AND (? IS NULL OR m.date < ?) ORDER BY m.date DESC, m.digest LIMIT ?
          """, arguments: [address.lowercased(), date, date, limit]
      ).compactMap { MessageFacts(packed: Array($0)) }
    }
  }
}
