import Foundation
import GRDB
import MailModel

/// What a merge took from one shard.
public struct MergedShard: Sendable, Hashable {
  /// Sources that the shard holds.
  public var sources = 0
  /// Places of messages that were new.
  public var places = 0
  /// Messages that were new.
  public var messages = 0
  /// Sources that had to take another name, for another file of the same path is in the case already.
  public var renamed: [String] = []
  /// The digest of what decided extraction when the shard was swept last; nil where it never was.
  public var extraction: String?
}

extension CaseStore {
  /// Takes over all that the case at `shard` holds, in one transaction; the case has to be judged again then.
  ///
  /// Facts are about one message or one content alone, so that cases swept apart are joined by their rows: a message that
  /// both hold gains places. Taking over a shard twice changes nothing.
  ///
  /// - Throws: `notFound`, `notACase`, `tooNew`, `conflict` where the shard cannot be taken over; `storage`.
  public func merge(_ shard: String) async throws(CaseError) -> MergedShard {
    guard !Self.isSameFile(shard, path) else {
      throw CaseError(.conflict, path: shard, message: "this is the case itself; name the cases to join with it")
    }
    let extraction = try CaseStore(path: shard, for: .reading).lastSweep()?.extraction
    let result: MergedShard
    do {
      result = try await database.writeWithoutTransaction { db in
        try db.execute(sql: "ATTACH DATABASE ? AS shard", arguments: [shard])
        defer { try? db.execute(sql: "DETACH DATABASE shard") }
        var merged = MergedShard()
        try db.inTransaction {
          var merging = ShardMerging(db, named: shard)
          merged = try merging.run()
          return .commit
        }
        return merged
      }
    } catch {
      throw CaseError(error, path: path)
    }
    var merged = result
    merged.extraction = extraction
    return merged
  }

  private static func isSameFile(_ one: String, _ other: String) -> Bool {
    func identity(_ path: String) -> [Int]? {
      var status = stat()
      return stat(path, &status) == 0
        ? [Int(truncatingIfNeeded: status.st_dev), Int(truncatingIfNeeded: status.st_ino)] : nil
    }
    return identity(one).map { $0 == identity(other) } ?? false
  }
}

/// Copies the rows of the attached database `shard` into the case, within one transaction.
private struct ShardMerging {
  private let db: Database
  private let shard: String
  private var merged = MergedShard()

  init(_ db: Database, named shard: String) {
    self.db = db
    self.shard = shard
  }

  mutating func run() throws -> MergedShard {
    try db.execute(sql: Self.maps)
    defer { try? db.execute(sql: Self.mapsGone) }
    let messages = try Int64.fetchOne(db, sql: "SELECT coalesce(max(id), 0) FROM main.message") ?? 0
    let places = try count("main.place")
    try mergeSources()
    try db.execute(sql: Self.contents)
    try db.execute(sql: Self.messages)
    for statement in Self.factsOfNewMessages { try db.execute(sql: statement, arguments: [messages]) }
    try db.execute(sql: Self.placesAndRecords)
    try CaseStore.forgetJudgement(db)
    merged.messages =
      try Int.fetchOne(db, sql: "SELECT count(*) FROM main.message WHERE id > ?", arguments: [messages]) ?? 0
    merged.places = try count("main.place") - places
    return merged
  }

  private func count(_ table: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)") ?? 0
  }

  /// Sources by their paths; two different files of one path, from two machines, stay two sources.
  private mutating func mergeSources() throws {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT s.id, s.path, m.id, c.head_digest IS NOT k.head_digest FROM shard.source s
        LEFT JOIN main.source m ON m.path = s.path
        LEFT JOIN shard.checkpoint c ON c.source = s.id LEFT JOIN main.checkpoint k ON k.source = m.id
        ORDER BY s.path
        """)
    for row in rows {
      var path: String = row[1]
      let isKnown = row[2] as Int64? != nil
      if isKnown, row[3] as Bool {
        path += " (\(shard))"
        merged.renamed.append(path)
      }
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO main.source (path, kind, role, owner, bytes, modified, complete, location)
          SELECT ?, kind, role, owner, bytes, modified, complete, location FROM shard.source WHERE id = ?
          """, arguments: [path, row[0] as Int64])
      try db.execute(
        sql: "INSERT INTO temp.merged_source SELECT ?, id, path FROM main.source WHERE path = ?",
        arguments: [row[0] as Int64, path])
    }
    merged.sources = rows.count
    try db.execute(sql: Self.checkpoints)
  }

  /// Which row of the shard is which row of the case.
  private static let maps = """
    CREATE TEMP TABLE merged_source (shard INTEGER PRIMARY KEY, id INTEGER NOT NULL, path TEXT NOT NULL);
    CREATE TEMP TABLE merged_message (shard INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    CREATE TEMP TABLE merged_content (shard INTEGER PRIMARY KEY, id INTEGER NOT NULL);
    """

  private static let mapsGone = """
    DROP TABLE IF EXISTS temp.merged_source;
    DROP TABLE IF EXISTS temp.merged_message;
    DROP TABLE IF EXISTS temp.merged_content;
    """

  /// Of two sweeps of one source that grew, the one that came farther counts.
  private static let checkpoints = """
    INSERT INTO main.checkpoint (source, position, bytes, modified, head_digest, tail_digest, beginnings)
    SELECT m.id, c.position, c.bytes, c.modified, c.head_digest, c.tail_digest, c.beginnings
    FROM shard.checkpoint c JOIN temp.merged_source m ON m.shard = c.source WHERE true
    ON CONFLICT (source) DO UPDATE SET position = excluded.position, bytes = excluded.bytes,
      modified = excluded.modified, head_digest = excluded.head_digest, tail_digest = excluded.tail_digest,
      beginnings = excluded.beginnings
    WHERE excluded.position > position;
    UPDATE main.source SET (bytes, modified, complete) = (
      SELECT s.bytes, s.modified, s.complete FROM shard.source s JOIN temp.merged_source m ON m.shard = s.id
      WHERE m.id = main.source.id
    ) WHERE id IN (
      SELECT m.id FROM temp.merged_source m JOIN shard.checkpoint c ON c.source = m.shard
        JOIN main.checkpoint k ON k.source = m.id WHERE c.position = k.position
    );
    """

  private static let contents = """
    INSERT OR IGNORE INTO main.attachment_content (digest, size, type, score, inspector, verdict, rules)
    SELECT digest, size, type, score, inspector, verdict, rules FROM shard.attachment_content ORDER BY id;
    INSERT INTO temp.merged_content SELECT s.id, m.id FROM shard.attachment_content s
      JOIN main.attachment_content m ON m.digest = s.digest;
    INSERT OR IGNORE INTO main.kept_content (content, size, stored, deflated)
    SELECT m.id, k.size, k.stored, k.deflated FROM shard.kept_content k JOIN temp.merged_content m ON m.shard = k.content;
    """

  private static let messages = """
    INSERT OR IGNORE INTO main.message (digest, message_id, size, date, author, subject)
    SELECT digest, message_id, size, date, author, subject FROM shard.message ORDER BY id;
    INSERT INTO temp.merged_message SELECT s.id, m.id FROM shard.message s JOIN main.message m ON m.digest = s.digest;
    INSERT OR IGNORE INTO main.address (address) SELECT address FROM shard.address ORDER BY id;
    """

  /// What hangs on a message comes with it: the rows behind the last one that was there before.
  private static let factsOfNewMessages = [
    """
    INSERT INTO main.message_facts (message, packed)
    SELECT m.id, f.packed FROM shard.message_facts f JOIN temp.merged_message m ON m.shard = f.message WHERE m.id > ?
    """,
    """
    INSERT INTO main.correspondence (message, role, address)
    SELECT m.id, c.role, a.id FROM shard.correspondence c JOIN temp.merged_message m ON m.shard = c.message
      JOIN shard.address s ON s.id = c.address JOIN main.address a ON a.address = s.address WHERE m.id > ?
    """,
    """
    INSERT INTO main.part
      (message, ordinal, path, via, content_type, filename, offset, length, content, passwords)
    SELECT m.id, p.ordinal, p.path, p.via, p.content_type, p.filename, p.offset, p.length, c.id, p.passwords
    FROM shard.part p JOIN temp.merged_message m ON m.shard = p.message
      JOIN temp.merged_content c ON c.shard = p.content WHERE m.id > ?
    """,
    """
    INSERT INTO main.defect (message, ordinal, code, part, offset)
    SELECT m.id, d.ordinal, d.code, d.part, d.offset FROM shard.defect d
      JOIN temp.merged_message m ON m.shard = d.message WHERE m.id > ?
    """,
  ]

  private static let placesAndRecords = """
    INSERT OR IGNORE INTO main.place (source, offset, length, message, role, flags)
    SELECT s.id, p.offset, p.length, m.id, p.role, p.flags FROM shard.place p
      JOIN temp.merged_source s ON s.shard = p.source JOIN temp.merged_message m ON m.shard = p.message;
    UPDATE main.source SET messages = (SELECT count(*) FROM main.place WHERE place.source = source.id);
    INSERT OR IGNORE INTO main.quarantine (path, offset, length, stage, reason)
    SELECT coalesce(m.path, q.path), q.offset, q.length, q.stage, q.reason FROM shard.quarantine q
      LEFT JOIN shard.source s ON s.path = q.path LEFT JOIN temp.merged_source m ON m.shard = s.id;
    INSERT OR IGNORE INTO main.acceptance (fingerprint, finding, reason, until, accepted)
    SELECT fingerprint, finding, reason, until, accepted FROM shard.acceptance;
    INSERT INTO main.purge (time, scope, treatment, messages, places, contents)
    SELECT time, scope, treatment, messages, places, contents FROM shard.purge s WHERE NOT EXISTS (
      SELECT 1 FROM main.purge p WHERE p.time = s.time AND p.scope = s.scope AND p.treatment = s.treatment
    ) ORDER BY id;
    """
}
