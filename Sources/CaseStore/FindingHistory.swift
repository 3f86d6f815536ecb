import GRDB
import HijackDetection
import MailModel

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

/// How many findings stand how beside the last complete run.
public struct FindingStates: Sendable, Hashable {
  /// Those that it did not have.
  public var new = 0
  /// Those that it had with other evidence.
  public var updated = 0
  /// Those that are as they were.
  public var unchanged = 0
  /// Those that somebody accepted.
  public var accepted = 0
  /// Those that it had and that are there no more.
  public var absent = 0
  /// The new and the updated ones by level.
  public var byLevel: [Level: Int] = [:]

  /// Counts nothing.
  public init() {}
}

extension CaseStore {
  /// The run against which findings are new: the last one that was completed before the last one; 0 where there is none.
  ///
  /// A run that was killed counts for nothing here: the one that goes on where it stopped tells what both found.
  public func baselineSweep() throws(CaseError) -> Int64 { try read { try CaseStore.baselineSweep($0) } }

  /// How the findings of the case stand beside the last complete run before the last one, at the moment `now`.
  public func findingStates(now: Int64) throws(CaseError) -> FindingStates {
    try read { db in
      let baseline = try CaseStore.baselineSweep(db)
      let accepted = try CaseStore.acceptedFingerprints(at: now, db)
      var states = FindingStates()
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT f.level, f.fingerprint, coalesce(h.first_sweep, 0), coalesce(h.changed_sweep, 0)
          FROM finding f LEFT JOIN finding_history h ON h.key = f.key
          """)
      while let row = try rows.next() {
        let state = FindingState(
          isAccepted: accepted.contains(row[1]), firstSweep: row[2], changedSweep: row[3], baseline: baseline)
        switch state {
        case .new: states.new += 1
        case .updated: states.updated += 1
        case .unchanged: states.unchanged += 1
        case .accepted: states.accepted += 1
        }
        if state == .new || state == .updated, let level = Level(rank: row[0]) {
          states.byLevel[level, default: 0] += 1
        }
      }
      states.absent =
        try Int.fetchOne(db, sql: "SELECT count(*) FROM finding_history WHERE gone_sweep > ?", arguments: [baseline])
        ?? 0
      return states
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
