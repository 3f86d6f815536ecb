import Foundation
import GRDB
import HijackDetection
import MailModel

/// A finding as `findings list` shows it.
public struct FindingRow: Sendable {
  /// The finding's id, derived from content.
  public var id: String
  /// `hijack`, `attachment` or `exposure`.
  public var kind: String
  /// How urgent it is.
  public var level: Level
  /// The calibrated probability, 0…1.
  public var score: Double
  /// The kind of attack.
  public var family: String
  /// The campaign it belongs to; nil where it stands alone.
  public var campaign: String?
  /// The content fingerprint that acceptances name.
  public var fingerprint: String
  /// How it stands; beside an earlier run where the filter names one.
  public var state: FindingState
  /// The run that first made it.
  public var firstSweep: Int64
  /// The message, at its smallest place.
  public var message: MessageRow
  /// All places of the mail, its other copies' included, by source, then offset.
  public var copies: [MailCopy]
  /// The message's signals, heaviest first.
  public var signals: [SignalRow]
  /// The message's attachments, with the scores that they were judged by.
  public var attachments: [AttachmentFact]
  /// The numbers it was judged by; empty where an older version judged.
  public var pack: String
  /// What the sweep found in the message.
  public var facts: MessageFacts?
}

/// One signal of a finding.
public struct SignalRow: Sendable {
  /// The signal's name in the catalogue.
  public var id: String
  /// The dependence group it counts in.
  public var group: String
  /// The log-likelihood ratio it adds.
  public var weight: Double
  /// What was seen, with the compared values.
  public var evidence: String
  /// The bytes of the message that show it, quoting undone; empty where it rests on other messages only.
  public var ranges: [ByteRange] = []
}

/// Which findings to list.
public struct FindingFilter: Sendable {
  /// The lowest level listed.
  public var minimumLevel = Level.low
  /// The kind listed; nil for all.
  public var kind: String?
  /// List only what runs after this one found or changed; nil for all.
  public var newSince: Int64?
  /// List accepted findings too.
  public var includesAccepted = false
  /// The states listed, beside the run `newSince`; nil for all, and with that run for those that are new or changed.
  public var states: Set<FindingState>?
  /// The present, in seconds since 1970: acceptances end.
  public var now: Int64

  /// Makes a filter for everything from level low that is not accepted at the moment `now`, in seconds since 1970.
  public init(now: Int64) { self.now = now }
}

extension CaseStore {
  /// The findings that pass `filter`: highest level first, then highest score, then date and digest.
  public func findings(_ filter: FindingFilter) throws(CaseError) -> [FindingRow] {
    let changedSince = filter.states == nil ? filter.newSince : nil
    let includesAccepted = filter.states?.contains(.accepted) ?? filter.includesAccepted
    return try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: CaseStore.findingSQL + """
           WHERE f.level >= ? AND (? IS NULL OR f.kind = ?) AND (? IS NULL OR h.changed_sweep > ?)
          ORDER BY f.level DESC, f.score DESC, m.date IS NULL, m.date, m.digest, f.kind
          """,
        arguments: [filter.minimumLevel.rank, filter.kind, filter.kind, changedSince, changedSince])
      let accepted = try CaseStore.acceptedFingerprints(at: filter.now, db)
      var findings: [FindingRow] = []
      while let row = try rows.next() {
        let isAccepted = accepted.contains(row["fingerprint"])
        guard includesAccepted || !isAccepted else { continue }
        let finding = try CaseStore.finding(from: row, isAccepted: isAccepted, baseline: filter.newSince, db)
        if filter.states?.contains(finding.state) ?? true { findings.append(finding) }
      }
      return findings
    }
  }

  /// The finding of that id, as it stands at the moment `now`; nil where the case has none.
  public func finding(_ id: String, now: Int64) throws(CaseError) -> FindingRow? {
    try read { db in
      let accepted = try CaseStore.acceptedFingerprints(at: now, db)
      return try Row.fetchOne(db, sql: CaseStore.findingSQL + " WHERE f.key = ?", arguments: [id]).map {
        try CaseStore.finding(from: $0, isAccepted: accepted.contains($0["fingerprint"]), baseline: nil, db)
      }
    }
  }

  /// Whether a finding of that level or above exists that is not accepted at the moment `now`.
  public func hasFindings(from level: Level, now: Int64) throws(CaseError) -> Bool {
    try read { db in
      let fingerprints = try String.fetchAll(
        db, sql: "SELECT fingerprint FROM finding WHERE level >= ?", arguments: [level.rank])
      let accepted = try CaseStore.acceptedFingerprints(at: now, db)
      return fingerprints.contains { !accepted.contains($0) }
    }
  }

  /// The addresses to which hijacking messages of that level or above went, each once, in alphabetical order.
  public func hijackRecipients(from level: Level) throws(CaseError) -> [String] {
    try read { db in
      try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT a.address FROM finding f JOIN correspondence c ON c.message = f.message AND c.role IN (1, 2)
            JOIN address a ON a.id = c.address
          WHERE f.kind = 'hijack' AND f.level >= ? ORDER BY a.address
          """, arguments: [level.rank])
    }
  }

  static func replaceFindings(
    with findings: [(row: Int64, finding: Finding)], sweep: Int64, _ db: Database
  ) throws {
    try db.execute(sql: "DELETE FROM finding")
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO finding (key, message, kind, level, score, family, campaign, fingerprint)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """)
    let signal = try db.cachedStatement(
      sql: """
        INSERT INTO signal (finding, ordinal, name, signal_group, weight, evidence, ranges) VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for (row, finding) in findings {
      try insert.execute(arguments: [
        finding.id, row, finding.kind.rawValue, finding.level.rank, finding.score, finding.family, finding.campaign,
        finding.fingerprint,
      ])
      let id = db.lastInsertedRowID
      for (ordinal, found) in finding.signals.enumerated() {
        try signal.execute(arguments: [
          id, ordinal, found.id, found.group.rawValue, found.weight, found.evidence,
          found.ranges.map(SignalRow.text(of:)),
        ])
      }
    }
    try noteHistory(of: findings.map(\.finding), sweep: sweep, db)
  }

  private static let findingSQL = """
    SELECT f.id, f.key, f.kind, f.level, f.score, f.family, f.campaign, f.fingerprint,
      coalesce(h.first_sweep, 0) AS first_sweep, coalesce(h.changed_sweep, 0) AS changed_sweep,
      m.id AS message, m.digest, m.message_id, m.date, m.author, m.subject,
      c.key AS conversation, l.parent_id, l.reason, mf.packed, om.packed AS observed,
      coalesce((SELECT pack FROM judgement), '') AS pack
    FROM finding f JOIN message m ON m.id = f.message
      JOIN message_facts mf ON mf.message = m.id
      LEFT JOIN observed_message om ON om.message = m.id
      LEFT JOIN finding_history h ON h.key = f.key
      LEFT JOIN link l ON l.message = m.id LEFT JOIN conversation c ON c.id = l.conversation
    """

  private static func finding(
    from row: Row, isAccepted: Bool, baseline: Int64?, _ db: Database
  ) throws -> FindingRow {
    let place = try smallestPlace(ofMessage: row["message"], db)
    let facts = MessageFacts(packed: Array(row["packed"] as Data))
    let observed = (row["observed"] as Data?).flatMap { ObservedMessage(packed: Array($0)) }
    let level = row["level"] as Int
    return FindingRow(
      id: row["key"], kind: row["kind"], level: Level(rank: level) ?? .info,
      score: row["score"], family: row["family"], campaign: row["campaign"], fingerprint: row["fingerprint"],
      state: FindingState(
        isAccepted: isAccepted, firstSweep: row["first_sweep"], changedSweep: row["changed_sweep"], baseline: baseline),
      firstSweep: row["first_sweep"],
      message: MessageRow(
        place: place, digest: ContentDigest(bytes: row["digest"] as Data) ?? .zero, messageID: row["message_id"],
        date: row["date"], author: row["author"], subject: row["subject"], conversation: row["conversation"],
        parent: row["parent_id"], link: row["reason"], attachments: (facts?.attachments ?? []).map(\.digest)),
      copies: try copies(ofMessage: row["message"], db),
      signals: try signals(ofFinding: row["id"], db), attachments: observed?.attachments ?? facts?.attachments ?? [],
      pack: row["pack"], facts: facts)
  }

  static func smallestPlace(ofMessage message: Int64, _ db: Database) throws -> Place {
    let statement = try db.cachedStatement(
      sql: """
        SELECT s.path, p.offset, p.length FROM place p JOIN source s ON s.id = p.source
        WHERE p.message = ? ORDER BY s.path, p.offset LIMIT 1
        """)
    guard let row = try Row.fetchOne(statement, arguments: [message]) else {
      return Place(source: "", range: ByteRange(offset: 0, length: 0))
    }
    return Place(source: row[0], range: ByteRange(offset: row[1], length: row[2]))
  }

  private static func signals(ofFinding id: Int64, _ db: Database) throws -> [SignalRow] {
    let statement = try db.cachedStatement(
      sql: "SELECT name, signal_group, weight, evidence, ranges FROM signal WHERE finding = ? ORDER BY ordinal")
    return try Row.fetchAll(statement, arguments: [id]).map {
      SignalRow(
        id: $0[0], group: $0[1], weight: $0[2], evidence: $0[3], ranges: SignalRow.ranges(in: $0[4]))
    }
  }
}
