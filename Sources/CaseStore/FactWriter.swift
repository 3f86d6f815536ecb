import AttachmentInspection
import Foundation
import GRDB
import HijackDetection
import MailArchives
import MailModel

extension CaseStore {
  /// Stores a batch: its rows and its checkpoints in one transaction, on disk when this returns.
  ///
  /// A message that is there already, from another mailbox or from before a crash, gains a place and nothing else, so
  /// storing a batch twice leaves the case as storing it once.
  ///
  /// - Throws: `storage` where the disk is full or fails; nothing of the batch is stored then.
  public func persist(_ batch: FactBatch) async throws(CaseError) {
    #if DEBUG
      try await commitCheckpointFirst(batch)
    #endif
    try await write { db in
      var writer = FactWriter(db, batch)
      for checkpoint in batch.checkpoints { try writer.register(checkpoint.source) }
      for message in batch.messages { try writer.insert(message) }
      for checkpoint in batch.checkpoints { try writer.advance(checkpoint) }
    }
  }
}

#if DEBUG
  extension CaseStore {
    /// The mistake that the matrix of kills has to find: a checkpoint that is on disk before the rows that it covers.
    private func commitCheckpointFirst(_ batch: FactBatch) async throws(CaseError) {
      guard ProcessInfo.processInfo.environment["THREADSWEEP_TEST_FAULTS"] == "checkpoint-first" else { return }
      try await write { db in
        var writer = FactWriter(db, batch)
        for checkpoint in batch.checkpoints {
          try writer.register(checkpoint.source)
          try writer.advance(checkpoint)
        }
      }
    }
  }
#endif

/// Writes facts within one transaction, each statement prepared once for the connection.
private struct FactWriter {
  private let db: Database
  private let rules: String
  private var keeper: ContentKeeper
  private var sourceIDs: [ExactText: Int64] = [:]

  init(_ db: Database, _ batch: FactBatch) {
    self.db = db
    rules = batch.rules
    keeper = ContentKeeper(db, limit: batch.mostKeptBytes)
  }

  mutating func register(_ source: ArchiveSource) throws {
    let known = try db.cachedStatement(sql: "SELECT id FROM source WHERE path = ?")
    if let id = try Int64.fetchOne(known, arguments: [source.path]) {
      sourceIDs[ExactText(source.path)] = id
      // An evidence folder may have moved since.
      try db.cachedStatement(sql: "UPDATE source SET location = ?1 WHERE id = ?2 AND location IS NOT ?1")
        .execute(arguments: [source.location, id])
      return
    }
    let insert = try db.cachedStatement(
      sql: "INSERT INTO source (path, location, kind, role, owner, bytes, modified) VALUES (?, ?, ?, ?, ?, ?, ?)")
    try insert.execute(arguments: [
      source.path, source.location, source.kind.rawValue, source.role.rawValue, source.owner?.text, source.size,
      source.modified,
    ])
    sourceIDs[ExactText(source.path)] = db.lastInsertedRowID
  }

  mutating func insert(_ swept: SweptMessage) throws {
    guard let source = sourceIDs[ExactText(swept.place.source)] else { return }
    let messageID = try insertMessage(swept)
    let place = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO place (source, offset, length, message, role, flags) VALUES (?, ?, ?, ?, ?, ?)")
    try place.execute(arguments: [
      source, swept.place.range.offset, swept.place.range.length, messageID, swept.role?.rawValue,
      swept.flags.rawValue,
    ])
    guard db.changesCount > 0 else { return }
    try db.cachedStatement(sql: "UPDATE source SET messages = messages + 1 WHERE id = ?")
      .execute(arguments: [source])
  }

  func advance(_ checkpoint: Checkpoint) throws {
    guard let source = sourceIDs[ExactText(checkpoint.source.path)] else { return }
    let identity = checkpoint.identity
    try db.cachedStatement(
      sql: """
        INSERT INTO checkpoint (source, position, bytes, modified, head_digest, tail_digest, beginnings)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (source) DO UPDATE SET position = excluded.position, bytes = excluded.bytes,
          modified = excluded.modified, head_digest = excluded.head_digest, tail_digest = excluded.tail_digest,
          beginnings = excluded.beginnings
        """
    ).execute(arguments: [
      source, identity.position, identity.size, identity.modified, Data(identity.headDigest.bytes),
      Data(identity.tailDigest.bytes), Data(identity.beginnings.packed),
    ])
    try db.cachedStatement(sql: "UPDATE source SET bytes = ?, modified = ?, complete = ? WHERE id = ?")
      .execute(arguments: [identity.size, identity.modified, checkpoint.isComplete, source])
  }

  /// Inserts the message where it is new; returns its row.
  private mutating func insertMessage(_ swept: SweptMessage) throws -> Int64 {
    let message = swept.message
    let digest = Data(message.digest.bytes)
    try db.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO message (digest, message_id, size, date, author, subject) VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      digest, message.messageID?.rawValue, message.size, message.date?.seconds, message.from.first?.address ?? "",
      message.subject ?? "",
    ])
    guard db.changesCount > 0 else {
      let known = try db.cachedStatement(sql: "SELECT id FROM message WHERE digest = ?")
      return try Int64.fetchOne(known, arguments: [digest]) ?? 0
    }
    let id = db.lastInsertedRowID
    try db.cachedStatement(sql: "INSERT INTO message_facts (message, packed) VALUES (?, ?)")
      .execute(arguments: [id, Data(swept.facts.packed())])
    try insertAddresses(of: message, as: id)
    try insertParts(swept.attachments, of: id)
    let defect = try db.cachedStatement(
      sql: "INSERT INTO defect (message, ordinal, code, part, offset) VALUES (?, ?, ?, ?, ?)")
    for (ordinal, found) in message.defects.enumerated() {
      try defect.execute(arguments: [id, ordinal, found.code.rawValue, found.part, found.offset])
    }
    return id
  }

  private func insertAddresses(of message: Message, as id: Int64) throws {
    let known = try db.cachedStatement(sql: "SELECT id FROM address WHERE address = ?")
    let add = try db.cachedStatement(sql: "INSERT INTO address (address) VALUES (?)")
    let link = try db.cachedStatement(
      sql: "INSERT OR IGNORE INTO correspondence (message, role, address) VALUES (?, ?, ?)")
    for (role, mailboxes) in [message.from, message.to, message.cc, message.replyTo].enumerated() {
      for mailbox in mailboxes {
        let key = mailbox.key
        let address: Int64
        if let found = try Int64.fetchOne(known, arguments: [key]) {
          address = found
        } else {
          try add.execute(arguments: [key])
          address = db.lastInsertedRowID
        }
        try link.execute(arguments: [id, role, address])
      }
    }
  }

  private mutating func insertParts(_ attachments: [SweptAttachment], of message: Int64) throws {
    let insert = try db.cachedStatement(
      sql: """
        INSERT INTO part (message, ordinal, path, via, content_type, filename, offset, length, content, passwords)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    for (ordinal, attachment) in attachments.enumerated() {
      let part = attachment.part
      let content = try contentID(of: attachment.verdict)
      let passwords = attachment.passwords.filter { !$0.isEmpty && !$0.contains("\n") }
      try insert.execute(arguments: [
        message, ordinal, part.path, attachment.via, part.contentType, part.filename, part.range.offset,
        part.range.length, content, passwords.isEmpty ? nil : passwords.joined(separator: "\n"),
      ])
      if let kept = attachment.kept { try keeper.keep(kept, as: content) }
    }
  }

  /// The row of a content; one that is known keeps its verdict, on which the facts of its other places rest.
  private func contentID(of verdict: AttachmentVerdict) throws -> Int64 {
    let digest = Data(verdict.digest.bytes)
    let known = try db.cachedStatement(sql: "SELECT id FROM attachment_content WHERE digest = ?")
    if let id = try Int64.fetchOne(known, arguments: [digest]) { return id }
    try db.cachedStatement(
      sql: """
        INSERT INTO attachment_content (digest, size, type, score, inspector, rules, verdict)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      digest, verdict.size, verdict.type.rawValue, verdict.score, AttachmentInspector.version, rules,
      Data(verdict.packed()),
    ])
    return db.lastInsertedRowID
  }
}

extension MailboxOwner {
  /// The address, or the folder's name.
  var text: String {
    switch self {
    case .address(let text), .folder(let text): text
    }
  }
}
