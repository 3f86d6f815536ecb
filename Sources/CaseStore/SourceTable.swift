import Foundation
import GRDB
import MailArchives
import MailModel

/// A source as the case knows it.
public struct StoredSource: Sendable {
  /// The path as the user gave it.
  public var path: String
  /// The path with the file on disk by its absolute path; nil where an older version swept it.
  public var location: String?
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
          SELECT s.path, s.location, s.kind, s.role, s.owner, s.bytes, s.messages, s.complete, c.position,
            c.bytes AS size, c.modified, c.head_digest, c.tail_digest, c.beginnings
          FROM source s LEFT JOIN checkpoint c ON c.source = s.id ORDER BY s.path
          """)
      var sources: [StoredSource] = []
      while let row = try rows.next() { sources.append(StoredSource(row)) }
      return sources
    }
  }

  /// Notes whose mailbox sources are, by their paths.
  ///
  /// What judgement knows of Sent folders changes with it: where an owner is new or another one, the case is judged anew.
  public func setOwners(_ owners: [(path: String, owner: String)]) async throws(CaseError) {
    try await write { db in
      let update = try db.cachedStatement(sql: "UPDATE source SET owner = ?1 WHERE path = ?2 AND owner IS NOT ?1")
      var changes = 0
      for (path, owner) in owners {
        try update.execute(arguments: [owner, path])
        changes += db.changesCount
      }
      if changes > 0 { try CaseStore.forgetJudgement(db) }
    }
  }

  /// Empties the case, run records aside.
  public func forgetEverything() async throws(CaseError) {
    try await write { db in
      try CaseStore.forgetJudgement(db)
      for table in ["source", "message", "attachment_content", "address", "quarantine", "strike"] {
        try db.execute(sql: "DELETE FROM \(table)")
      }
    }
  }
}

extension StoredSource {
  fileprivate init(_ row: Row) {
    path = row["path"]
    location = row["location"]
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
      size: row["size"], modified: row["modified"], headDigest: head, tailDigest: tail, position: position,
      beginnings: FileBeginnings(packed: Array((row["beginnings"] as Data?) ?? Data())))
  }
}
