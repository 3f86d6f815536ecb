import Foundation
import GRDB
import MailArchives
import MailModel

/// A source that bears another path now.
public struct MovedSource: Sendable, Hashable {
  /// The path by which the case knows it.
  public var from: String
  /// The source as it was found.
  public var source: ArchiveSource

  /// Makes a record of a move.
  public init(from: String, to source: ArchiveSource) {
    self.from = from
    self.source = source
  }
}

/// Where a message was swept, and which it was.
public struct SweptPlace: Sendable, Hashable {
  /// Its bytes in the source.
  public var range: ByteRange
  /// Its identity.
  public var digest: ContentDigest
}

extension CaseStore {
  /// Forgets what was swept of the sources at `paths`: they were replaced, and are swept anew.
  ///
  /// Messages that stand nowhere else go with them, and so does all judgement, which is made again.
  public func forgetSources(at paths: [String]) async throws(CaseError) {
    guard !paths.isEmpty else { return }
    try await write { db in
      for path in paths {
        for table in ["source", "quarantine", "strike"] {
          try db.cachedStatement(sql: "DELETE FROM \(table) WHERE path = ?").execute(arguments: [path])
        }
      }
      try Self.forgetWhatStandsNowhere(db)
    }
  }

  /// Forgets the last messages of sources, from a byte on: they had not been written to their ends.
  public func forgetMessages(from offsets: [(path: String, offset: Int)]) async throws(CaseError) {
    guard !offsets.isEmpty else { return }
    try await write { db in
      for (path, offset) in offsets {
        try db.execute(
          sql: "DELETE FROM place WHERE source = (SELECT id FROM source WHERE path = ?) AND offset >= ?",
          arguments: [path, offset])
        try db.execute(
          sql: "UPDATE source SET messages = messages - ?, complete = 0 WHERE path = ?",
          arguments: [db.changesCount, path])
        for table in ["quarantine", "strike"] {
          try db.execute(sql: "DELETE FROM \(table) WHERE path = ? AND offset >= ?", arguments: [path, offset])
        }
      }
      try Self.forgetWhatStandsNowhere(db)
    }
  }

  /// Gives sources the paths under which they were found again; their messages stay as they are.
  ///
  /// What a Maildir's name says of its message is taken from the new one.
  public func moveSources(_ moves: [MovedSource]) async throws(CaseError) {
    guard !moves.isEmpty else { return }
    try await write { db in
      var rows: [(id: Int64, move: MovedSource)] = []
      for move in moves {
        let id = try Int64.fetchOne(db, sql: "SELECT id FROM source WHERE path = ?", arguments: [move.from])
        if let id { rows.append((id: id, move: move)) }
      }
      // Each path is free before one is taken: files are moved to the places of others.
      for (id, move) in rows {
        try db.execute(sql: "UPDATE source SET path = ? WHERE id = ?", arguments: ["\u{1}moved \(id)", id])
        for table in ["quarantine", "strike"] {
          try db.execute(
            sql: "UPDATE \(table) SET path = ? WHERE path = ?", arguments: ["\u{1}moved \(id)", move.from])
        }
      }
      for (id, move) in rows {
        let source = move.source
        try db.execute(
          sql: "UPDATE source SET path = ?, location = ?, kind = ?, role = ?, owner = ?, modified = ? WHERE id = ?",
          arguments: [
            source.path, source.location, source.kind.rawValue, source.role.rawValue, source.owner?.text,
            source.modified, id,
          ])
        // One that grew is told by its size.
        try db.execute(
          sql: "UPDATE checkpoint SET modified = ? WHERE source = ? AND bytes = ?",
          arguments: [source.modified, id, source.size])
        for table in ["quarantine", "strike"] {
          try db.execute(
            sql: "UPDATE \(table) SET path = ? WHERE path = ?", arguments: [source.path, "\u{1}moved \(id)"])
        }
        if let flags = source.flagsInName {
          try db.execute(sql: "UPDATE place SET flags = ? WHERE source = ?", arguments: [flags.rawValue, id])
        }
      }
    }
  }

  /// The last message of the source at `path` that ends before byte `end`; nil where there is none.
  public func lastMessage(in path: String, before end: Int64 = .max) throws(CaseError) -> SweptPlace? {
    try read { db in
      let row = try Row.fetchOne(
        db,
        sql: """
          SELECT p.offset, p.length, m.digest FROM place p
          JOIN source s ON s.id = p.source JOIN message m ON m.id = p.message
          WHERE s.path = ? AND p.offset + p.length <= ? ORDER BY p.offset DESC LIMIT 1
          """, arguments: [path, end])
      guard let row, let digest = ContentDigest(bytes: row[2] as Data) else { return nil }
      return SweptPlace(range: ByteRange(offset: row[0], length: row[1]), digest: digest)
    }
  }

  private static func forgetWhatStandsNowhere(_ db: Database) throws {
    try db.execute(sql: "DELETE FROM message WHERE id NOT IN (SELECT message FROM place)")
    try db.execute(sql: "DELETE FROM kept_content WHERE content NOT IN (SELECT content FROM part)")
    try forgetJudgement(db)
  }
}
