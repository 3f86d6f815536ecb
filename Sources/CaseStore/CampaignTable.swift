import Foundation
import GRDB
import HijackDetection
import MailModel

/// A wave of hijacks as `campaigns` shows it, put together from the findings that belong to it.
public struct CampaignRow: Sendable {
  /// The campaign's id, derived from content.
  public var id: String
  /// What its messages share, in words.
  public var shared: String
  /// The worst level among its findings.
  public var level: Level
  /// The highest score among them.
  public var score: Double
  /// The kinds of attack, sorted.
  public var families: [String]
  /// The messages by date, then digest, each at its smallest place.
  public var messages: [MessageRow]
  /// The conversations, sorted.
  public var conversations: [String]
  /// The authors' addresses, sorted.
  public var accounts: [String]
  /// The addresses of To and Cc, sorted.
  public var recipients: [String]
  /// The hosts that took the messages on their way, each with how many of them.
  public var servers: [(host: String, messages: Int)]
  /// Who answered or passed on a message of the wave, by date.
  public var reactions: [CampaignReaction]
  /// The mailboxes that held the answered messages, those that held the most first.
  public var leaks: [LeakCandidate]
}

/// A message that answers, or passes on, a message of a wave and is no member itself.
public struct CampaignReaction: Sendable {
  /// The message, at its smallest place.
  public var message: MessageRow
  /// Whether it was passed on to others; else it was answered.
  public var isForward: Bool
}

/// A mailbox from which the conversations may have been stolen.
public struct LeakCandidate: Sendable, Hashable {
  /// The mailbox's owner, or the source's path where no owner is known.
  public var mailbox: String
  /// How many of the answered messages it held.
  public var held: Int
  /// How many answered messages the archive knows.
  public var answered: Int
  /// The date of the latest of those held: before it, they cannot have been stolen all.
  public var earliest: Int64?
}

extension CampaignRow {
  /// The date of the first message as RFC 3339; nil where none has one.
  public var firstSeen: String? { messages.compactMap(\.rfc3339).min() }
  /// The date of the last message as RFC 3339; nil where none has one.
  public var lastSeen: String? { messages.compactMap(\.rfc3339).max() }
}

extension CaseStore {
  /// The ids of all campaigns, by their first message.
  public func campaignIDs() throws(CaseError) -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT f.campaign FROM finding f JOIN message m ON m.id = f.message WHERE f.campaign IS NOT NULL
          GROUP BY f.campaign ORDER BY min(m.date) IS NULL, min(m.date), f.campaign
          """)
    }
  }

  /// The campaign of that id; nil where the case has none.
  public func campaign(_ id: String) throws(CaseError) -> CampaignRow? {
    try read { db in
      let found = try Row.fetchAll(
        db,
        sql: """
          SELECT f.id, f.message, f.level, f.score, f.family FROM finding f JOIN message m ON m.id = f.message
          WHERE f.campaign = ? ORDER BY m.date IS NULL, m.date, m.digest, f.kind DESC
          """, arguments: [id])
      guard !found.isEmpty else { return nil }
      var rows: [Int64] = []
      for row in found where rows.last != row[1] as Int64 { rows.append(row[1]) }
      let messages = try rows.compactMap { try CaseStore.messageRow($0, db) }
      let rank = found.map { $0[2] as Int }.max() ?? 0
      return CampaignRow(
        id: id, shared: try sharedEvidence(ofFindings: found.map { $0[0] }, db),
        level: Level(rank: rank) ?? .info, score: found.map { $0[3] as Double }.max() ?? 0,
        families: Set(found.map { $0[4] as String }).sorted(), messages: messages,
        conversations: Set(messages.compactMap(\.conversation)).sorted(),
        accounts: Set(messages.map { $0.author.lowercased() }).sorted(),
        recipients: try recipients(of: rows, db), servers: try CaseStore.servers(on: rows, db),
        reactions: try CaseStore.reactions(to: rows, db), leaks: try CaseStore.leaks(behind: rows, db))
    }
  }

  private func sharedEvidence(ofFindings ids: [Int64], _ db: Database) throws -> String {
    let statement = try db.cachedStatement(
      sql: "SELECT evidence FROM signal WHERE finding = ? AND signal_group = 'cluster' LIMIT 1")
    for id in ids {
      if let evidence = try String.fetchOne(statement, arguments: [id]) { return evidence }
    }
    return ""
  }

  private func recipients(of rows: [Int64], _ db: Database) throws -> [String] {
    var addresses: Set<String> = []
    for row in rows { addresses.formUnion(try CaseStore.recipients(ofMessage: row, db)) }
    return addresses.sorted()
  }

  static func recipients(ofMessage row: Int64, _ db: Database) throws -> [String] {
    let statement = try db.cachedStatement(
      sql: """
        SELECT DISTINCT a.address FROM correspondence c JOIN address a ON a.id = c.address
        WHERE c.message = ? AND c.role IN (1, 2) ORDER BY a.address
        """)
    return try String.fetchAll(statement, arguments: [row])
  }

  private static func servers(on rows: [Int64], _ db: Database) throws -> [(host: String, messages: Int)] {
    var counts: [String: Int] = [:]
    for row in rows {
      for host in Set((try facts(ofMessage: row, db)?.hops ?? []).compactMap(\.by)) { counts[host, default: 0] += 1 }
    }
    return counts.map { (host: $0.key, messages: $0.value) }.sorted { ($1.messages, $0.host) < ($0.messages, $1.host) }
  }

  private static func reactions(to rows: [Int64], _ db: Database) throws -> [CampaignReaction] {
    let members = Set(rows)
    // By content, never by row: the order of rows is that of the sweep. What was received stands before what was kept.
    let children = try db.cachedStatement(
      sql: """
        SELECT l.message FROM link l JOIN message m ON m.id = l.message
        WHERE l.parent = ? ORDER BY l.copy_of IS NOT NULL, m.digest
        """)
    var reactions: [CampaignReaction] = []
    // The sender's copy of an answer and the readers' differ in their trace fields, and are one answer.
    var seen: Set<String> = []
    for row in rows {
      for child in try Int64.fetchAll(children, arguments: [row]) where !members.contains(child) {
        guard let message = try messageRow(child, db),
          seen.insert(message.messageID.map { "\($0)\n\(message.author)" } ?? message.digest.hex).inserted
        else { continue }
        let facts = try facts(ofMessage: child, db)
        reactions.append(
          CampaignReaction(message: message, isForward: (facts?.edges.subject.forwardPrefixes ?? 0) > 0))
      }
    }
    return reactions.sorted {
      ($0.message.date ?? .max, $0.message.digest) < ($1.message.date ?? .max, $1.message.digest)
    }
  }

  /// The mailboxes that held what the messages at `rows` answer, copies with the same identifier counted as one.
  private static func leaks(behind rows: [Int64], _ db: Database) throws -> [LeakCandidate] {
    let parents = try db.cachedStatement(
      sql: """
        SELECT p.id, p.message_id, p.author, p.date FROM link l JOIN message p ON p.id = l.parent WHERE l.message = ?
        """)
    let copies = try db.cachedStatement(
      sql: """
        SELECT DISTINCT coalesce(s.owner, s.path) FROM message m JOIN place p ON p.message = m.id
          JOIN source s ON s.id = p.source
        WHERE m.id = ?1 OR (?2 IS NOT NULL AND m.message_id = ?2 AND m.author = ?3)
        """)
    var holders: [String: (parents: Set<Int64>, latest: Int64?)] = [:]
    var answered: Set<Int64> = []
    for row in rows {
      guard let parent = try Row.fetchOne(parents, arguments: [row]) else { continue }
      let id: Int64 = parent[0]
      guard answered.insert(id).inserted else { continue }
      let date: Int64? = parent[3]
      for mailbox in try String.fetchAll(copies, arguments: [id, parent[1] as String?, parent[2] as String]) {
        var held = holders[mailbox] ?? ([], nil)
        held.parents.insert(id)
        held.latest = [held.latest, date].compactMap(\.self).max()
        holders[mailbox] = held
      }
    }
    return holders.map {
      LeakCandidate(
        mailbox: $0.key, held: $0.value.parents.count, answered: answered.count, earliest: $0.value.latest)
    }.sorted { ($1.held, $0.mailbox) < ($0.held, $1.mailbox) }
  }
}
