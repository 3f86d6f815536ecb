import Foundation
import GRDB
import HijackDetection
import MailModel

/// A message in which an indicator was found: who sent it, who got it, who answered.
public struct IndicatorRow: Sendable {
  /// The message, at its smallest place.
  public var message: MessageRow
  /// How the indicator stands in it.
  public var matches: [IndicatorMatch]
  /// The addresses of To and Cc, sorted.
  public var recipients: [String]
  /// The mailboxes that hold it.
  public var mailboxes: [String]
  /// The addresses that answered or passed it on, sorted.
  public var answeredBy: [String]
  /// The findings on it, worst first.
  public var findings: [String]
}

extension CaseStore {
  /// The messages in which `indicator` stands, by date, then digest.
  ///
  /// Links are looked for in the facts of every message: some seconds for a million.
  public func find(_ indicator: Indicator) throws(CaseError) -> [IndicatorRow] {
    try read { db in
      let matches =
        switch indicator {
        case .digest(let digest): try CaseStore.holders(of: digest, db)
        case .address(let address): try CaseStore.correspondence(of: address, db)
        case .messageID(let id): try CaseStore.messages(named: id, db)
        case .url, .host: try CaseStore.linking(to: indicator, db)
        }
      return try matches.compactMap { row, how in try CaseStore.indicatorRow(row, how, db) }
        .sorted { ($0.message.date ?? .max, $0.message.digest) < ($1.message.date ?? .max, $1.message.digest) }
    }
  }

  private static func holders(of digest: ContentDigest, _ db: Database) throws -> [Int64: [IndicatorMatch]] {
    var found: [Int64: [IndicatorMatch]] = [:]
    let bytes = Data(digest.bytes)
    for row in try Int64.fetchAll(db, sql: "SELECT id FROM message WHERE digest = ?", arguments: [bytes]) {
      found[row, default: []].append(.message)
    }
    let holding = try Int64.fetchAll(
      db,
      sql: """
        SELECT DISTINCT p.message FROM attachment_content c JOIN part p ON p.content = c.id WHERE c.digest = ?
        """, arguments: [bytes])
    for row in holding { found[row, default: []].append(.attachment) }
    return found
  }

  private static func correspondence(of address: String, _ db: Database) throws -> [Int64: [IndicatorMatch]] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT c.message, c.role FROM address a JOIN correspondence c ON c.address = a.id
        WHERE a.address = ? ORDER BY c.message, c.role
        """, arguments: [address])
    var found: [Int64: [IndicatorMatch]] = [:]
    while let row = try rows.next() {
      let how: IndicatorMatch = [0: .sender, 3: .replyTo][row[1] as Int] ?? .recipient
      if found[row[0]]?.last != how { found[row[0], default: []].append(how) }
    }
    return found
  }

  private static func messages(named id: String, _ db: Database) throws -> [Int64: [IndicatorMatch]] {
    var found: [Int64: [IndicatorMatch]] = [:]
    for row in try Int64.fetchAll(db, sql: "SELECT id FROM message WHERE message_id = ?", arguments: [id]) {
      found[row, default: []].append(.message)
    }
    for row in try Int64.fetchAll(db, sql: "SELECT message FROM link WHERE parent_id = ?", arguments: [id]) {
      found[row, default: []].append(.answer)
    }
    return found
  }

  private static func linking(to indicator: Indicator, _ db: Database) throws -> [Int64: [IndicatorMatch]] {
    let rows = try Row.fetchCursor(db, sql: "SELECT message, packed FROM message_facts")
    var found: [Int64: [IndicatorMatch]] = [:]
    while let row = try rows.next() {
      guard let facts = MessageFacts(packed: Array(row[1] as Data)) else { continue }
      let how = indicator.matches(inLinksOf: facts)
      if !how.isEmpty { found[row[0]] = how }
    }
    return found
  }

  private static func indicatorRow(
    _ row: Int64, _ matches: [IndicatorMatch], _ db: Database
  ) throws -> IndicatorRow? {
    guard let message = try messageRow(row, db) else { return nil }
    let answering = try db.cachedStatement(
      sql: """
        SELECT DISTINCT lower(m.author) FROM link l JOIN message m ON m.id = l.message
        WHERE l.parent = ? ORDER BY lower(m.author)
        """)
    let findings = try db.cachedStatement(
      sql: "SELECT key FROM finding WHERE message = ? ORDER BY level DESC, score DESC, kind DESC")
    return IndicatorRow(
      message: message, matches: matches, recipients: try recipients(ofMessage: row, db),
      mailboxes: try mailboxes(ofMessage: row, db), answeredBy: try String.fetchAll(answering, arguments: [row]),
      findings: try String.fetchAll(findings, arguments: [row]))
  }
}
