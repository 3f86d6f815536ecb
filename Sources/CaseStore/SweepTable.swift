import GRDB

/// The record of one run of `scan` or `rescore`.
public struct SweepRecord: Sendable {
  /// The run's number in this case, from 1.
  public var id: Int64
  /// `running`, `complete`, `interrupted`, `failed` or `killed`.
  public var state: String
  /// The exit status; nil while it runs.
  public var exit: Int?
  /// Seconds of wall time.
  public var seconds: Double
  /// Bytes of archives read.
  public var bytes: Int64
  /// The digest of what decides extraction (limits), in hexadecimal.
  public var extraction: String
  /// The digest of what decides scoring, in hexadecimal.
  public var scoring: String
  /// When it began, in seconds since 1970.
  public var started: Int64
  /// The effective pipeline as JSON; text of another kind where an older version ran.
  public var configuration: String
}

extension CaseStore {
  /// Opens the record of a run that begins now; returns its number.
  ///
  /// Records that are still open are of runs that were killed: no two runs write to a case at a time.
  /// `started` is in seconds since 1970; `configuration` is the effective configuration as text.
  public func beginSweep(
    started: Int64, version: String, command: String, extraction: String, scoring: String, configuration: String
  ) async throws(CaseError) -> Int64 {
    try await write { db in
      try db.execute(sql: "UPDATE sweep SET state = 'killed' WHERE state = 'running'")
      try db.execute(
        sql: """
          INSERT INTO sweep (started, state, version, command, extraction, scoring, configuration)
          VALUES (?, 'running', ?, ?, ?, ?, ?)
          """, arguments: [started, version, command, extraction, scoring, configuration])
      return db.lastInsertedRowID
    }
  }

  /// Closes the record of a run.
  public func endSweep(
    _ id: Int64, state: String, exit: Int, seconds: Double, bytes: Int64
  ) async throws(CaseError) {
    try await write { db in
      try db.execute(
        sql: "UPDATE sweep SET state = ?, exit = ?, seconds = ?, bytes = ? WHERE id = ?",
        arguments: [state, exit, seconds, bytes, id])
    }
  }

  /// The last run; nil in a case that was only created.
  public func lastSweep() throws(CaseError) -> SweepRecord? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT id, state, exit, seconds, bytes, extraction, scoring, started, configuration FROM sweep
          ORDER BY id DESC LIMIT 1
          """)
      return row.map {
        SweepRecord(
          id: $0["id"], state: $0["state"], exit: $0["exit"], seconds: $0["seconds"], bytes: $0["bytes"],
          extraction: $0["extraction"], scoring: $0["scoring"],
          started: $0["started"], configuration: $0["configuration"])
      }
    }
  }
}
