import GRDB
import HijackDetection

/// How a finding stands: to be looked at or accepted, and beside an earlier run, whether that had it.
public enum FindingState: String, Sendable, CaseIterable {
  /// Nobody accepted it; beside an earlier run: that did not have it.
  case new
  /// Beside an earlier run: that had it with other evidence.
  case updated
  /// Beside an earlier run: it is as it was.
  case unchanged
  /// Somebody looked at it and accepted it.
  case accepted

  /// The state beside the run `baseline`; beside none, everything is new that is not accepted, so that a listing depends
  /// on what the case holds alone.
  init(isAccepted: Bool, firstSweep: Int64, changedSweep: Int64, baseline: Int64?) {
    guard !isAccepted else {
      self = .accepted
      return
    }
    guard let baseline else {
      self = .new
      return
    }
    self = firstSweep > baseline ? .new : changedSweep > baseline ? .updated : .unchanged
  }
}

extension CaseStore {
  /// The run against which findings are new: the last one that was completed before the last one; 0 where there is none.
  ///
  /// A run that was killed counts for nothing here: the one that goes on where it stopped tells what both found.
  public func baselineSweep() throws(CaseError) -> Int64 { try read { try CaseStore.baselineSweep($0) } }

  /// How many findings of earlier runs were gone in the last one.
  public func absentFindings() throws(CaseError) -> Int {
    try read { db in
      try Int.fetchOne(
        db, sql: "SELECT count(*) FROM finding_history WHERE gone_sweep > ?",
        arguments: [try CaseStore.baselineSweep(db)]) ?? 0
    }
  }

  static func baselineSweep(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT max(id) FROM sweep WHERE state = 'complete' AND id < (SELECT max(id) FROM sweep)
        """) ?? 0
  }

  /// Notes which of `findings` are new or have other evidence than before, and which are there no more.
  static func noteHistory(of findings: [Finding], sweep: Int64, _ db: Database) throws {
    try db.execute(sql: "UPDATE finding_history SET gone_sweep = coalesce(gone_sweep, ?)", arguments: [sweep])
    let note = try db.cachedStatement(
      sql: """
        INSERT INTO finding_history (key, first_sweep, changed_sweep, fingerprint) VALUES (?1, ?2, ?2, ?3)
        ON CONFLICT (key) DO UPDATE SET
          changed_sweep = CASE
            WHEN coalesce(fingerprint, ?3) <> ?3 OR coalesce(gone_sweep, ?2) <> ?2 THEN ?2 ELSE changed_sweep END,
          fingerprint = ?3, gone_sweep = NULL
        """)
    for finding in findings { try note.execute(arguments: [finding.id, sweep, finding.fingerprint]) }
  }
}
