import Foundation
import GRDB
import MailArchives
import MailModel

/// A source as the case knows it.
public struct StoredSource: Sendable {
  /// The path as the user gave it.
  public var path: String
  /// The format, as `ArchiveKind` names it.
  public var kind: String
  /// The role of its folder in the mailbox, as `FolderRole` names it.
  public var role: String
  /// Whose mailbox it is: an address, or the name that its folder bears; nil where nothing says.
  public var owner: String?
  /// Bytes of the source when it was last looked at.
  public var bytes: Int64
  /// The byte at which to go on; `bytes` once it was swept to its end.
  public var position: Int64
  /// Messages found in it, repeated ones counted each time.
  public var messages: Int
  /// Whether it was swept to its end.
  public var isComplete: Bool
  /// What the source looked like at the checkpoint; nil where nothing of it was swept yet.
  public var identity: SourceIdentity?
}

extension CaseStore {
  /// All sources of the case, by path.
  public func sources() throws(CaseError) -> [StoredSource] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.path, s.kind, s.role, s.owner, s.bytes, s.messages, s.complete, c.position, c.bytes AS size, c.modified,
            c.head_digest, c.tail_digest
          FROM source s LEFT JOIN checkpoint c ON c.source = s.id ORDER BY s.path
          """)
      var sources: [StoredSource] = []
      while let row = try rows.next() { sources.append(StoredSource(row)) }
      return sources
    }
  }

  /// Notes whose mailbox the sources at `paths` are.
  public func setOwner(_ owner: String, ofSourcesAt paths: [String]) async throws(CaseError) {
    try await write { db in
      let update = try db.cachedStatement(sql: "UPDATE source SET owner = ? WHERE path = ?")
      for path in paths { try update.execute(arguments: [owner, path]) }
    }
  }

  /// Forgets what was swept of the source at `path`: it was replaced, and is swept anew.
  ///
  /// Messages that stand nowhere else go with it, and so does all judgement, which is made again.
  public func forgetSource(at path: String) async throws(CaseError) {
    try await write { db in
      try db.execute(sql: "DELETE FROM source WHERE path = ?", arguments: [path])
      try db.execute(sql: "DELETE FROM message WHERE id NOT IN (SELECT message FROM place)")
      try CaseStore.forgetJudgement(db)
    }
  }

  /// Empties the case, run records aside.
  public func forgetEverything() async throws(CaseError) {
    try await write { db in
      try CaseStore.forgetJudgement(db)
      for table in ["source", "message", "attachment_content", "address"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
    }
  }
}

extension StoredSource {
  fileprivate init(_ row: Row) {
    path = row["path"]
    kind = row["kind"]
    role = row["role"]
    owner = row["owner"]
    bytes = row["bytes"]
    messages = row["messages"]
    isComplete = row["complete"]
    position = row["position"] ?? 0
    guard let head = ContentDigest(bytes: (row["head_digest"] as Data?) ?? Data()),
      let tail = ContentDigest(bytes: (row["tail_digest"] as Data?) ?? Data())
    else { return }
    identity = SourceIdentity(
      size: row["size"], modified: row["modified"], headDigest: head, tailDigest: tail, position: position)
  }
}
