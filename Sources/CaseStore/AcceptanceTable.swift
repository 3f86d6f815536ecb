import GRDB

/// Somebody's word that a finding is no trouble.
public struct Acceptance: Sendable, Hashable {
  /// The content fingerprint that is accepted, wherever and in whichever finding it stands.
  public var fingerprint: String
  /// The finding that was looked at.
  public var finding: String
  /// Why.
  public var reason: String
  /// Until when, in seconds since 1970; nil for good.
  public var until: Int64?
  /// When it was said, in seconds since 1970.
  public var accepted: Int64
  /// Whether a finding of the case has that fingerprint.
  public var isUsed: Bool

  /// Whether it holds no longer at the moment `now`.
  public func isExpired(at now: Int64) -> Bool { until.map { now >= $0 } ?? false }
}

extension CaseStore {
  /// Accepts the finding of that id at the moment `now`; an acceptance of the same content is replaced.
  ///
  /// - Returns: whether the case has such a finding.
  public func accept(
    finding id: String, reason: String, until: Int64?, now: Int64
  ) async throws(CaseError) -> Bool {
    try await write { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO acceptance (fingerprint, finding, reason, until, accepted)
          SELECT fingerprint, key, ?, ?, ? FROM finding WHERE key = ?
          """, arguments: [reason, until, now, id])
      return db.changesCount > 0
    }
  }

  /// Takes an acceptance back; `id` is a finding's id or a fingerprint.
  ///
  /// - Returns: whether there was one.
  public func reopen(_ id: String) async throws(CaseError) -> Bool {
    try await write { db in
      try db.execute(
        sql: """
          DELETE FROM acceptance WHERE fingerprint = ?1 OR finding = ?1
            OR fingerprint IN (SELECT fingerprint FROM finding WHERE key = ?1)
          """, arguments: [id])
      return db.changesCount > 0
    }
  }

  /// All acceptances, by the time they were said.
  public func acceptances() throws(CaseError) -> [Acceptance] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT a.fingerprint, a.finding, a.reason, a.until, a.accepted,
            EXISTS (SELECT 1 FROM finding f WHERE f.fingerprint = a.fingerprint)
          FROM acceptance a ORDER BY a.accepted, a.fingerprint
          """
      ).map {
        Acceptance(
          fingerprint: $0[0], finding: $0[1], reason: $0[2], until: $0[3], accepted: $0[4], isUsed: $0[5])
      }
    }
  }

  static func acceptedFingerprints(at now: Int64, _ db: Database) throws -> Set<String> {
    try String.fetchSet(
      db, sql: "SELECT fingerprint FROM acceptance WHERE until IS NULL OR until > ?", arguments: [now])
  }
}
