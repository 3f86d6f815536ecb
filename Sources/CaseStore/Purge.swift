import Foundation
import GRDB
import HijackDetection
import MailModel

/// What is to leave a case: personal data that may not be kept, or that someone wants gone.
public struct Purge: Sendable {
  /// Which messages it concerns.
  public enum Scope: Sendable, Hashable {
    /// Messages dated before that moment, in seconds since 1970; those without a date stay.
    case olderThan(Int64)
    /// Messages from or to an address, in its comparable form.
    case address(String)
  }

  /// What is done with them.
  public enum Treatment: String, Sendable {
    /// They leave the case with all that hangs on them.
    case removed
    /// They stay, and pseudonyms take the place of people.
    case redacted
  }

  /// Which messages it concerns.
  public var scope: Scope
  /// What is done with them.
  public var treatment: Treatment

  /// Makes a purge from which messages it concerns, and what is done with them.
  public init(_ scope: Scope, _ treatment: Treatment) {
    self.scope = scope
    self.treatment = treatment
  }

  /// The scope as the record names it: an address by its digest, for the record must not keep it.
  var recordedScope: String {
    switch scope {
    case .olderThan(let date): "older-than \(MailDate(seconds: date).rfc3339)"
    case .address(let address): "address sha256:\(ContentDigest(of: address).hex)"
    }
  }
}

/// The record of what left a case.
public struct PurgeRecord: Sendable, Hashable {
  /// When, in seconds since 1970.
  public var time: Int64
  /// `older-than DATE`, or `address sha256:DIGEST`.
  public var scope: String
  /// `removed` or `redacted`.
  public var treatment: String
  /// Messages that were removed or redacted.
  public var messages: Int
  /// Places of those messages.
  public var places: Int
  /// Contents of attachments that went: their verdicts where messages were removed, their kept bytes where redacted.
  public var contents: Int
}

extension CaseStore {
  /// What a purge would do; nothing is changed.
  public func survey(_ purge: Purge) throws(CaseError) -> PurgeRecord {
    try read { db in
      let ids = try Self.messages(concernedBy: purge.scope, db)
      return PurgeRecord(
        time: 0, scope: purge.recordedScope, treatment: purge.treatment.rawValue, messages: ids.count,
        places: try Self.placeCount(of: ids, db), contents: try Self.contents(onlyOf: ids, purge.treatment, db).count)
    }
  }

  /// Purges the case and records it at the moment `now`; the case has to be judged again then.
  ///
  /// The file is written anew, so that nothing of what went is left in its free pages.
  ///
  /// - Throws: `storage` where the disk is full or fails: then nothing is purged, or all is and the file is not
  ///   written anew.
  public func perform(_ purge: Purge, now: Int64, salt: [UInt8]) async throws(CaseError) -> PurgeRecord {
    let record = try await write { db in
      let ids = try Self.messages(concernedBy: purge.scope, db)
      let contents = try Self.contents(onlyOf: ids, purge.treatment, db)
      let record = PurgeRecord(
        time: now, scope: purge.recordedScope, treatment: purge.treatment.rawValue, messages: ids.count,
        places: try Self.placeCount(of: ids, db), contents: contents.count)
      // Judgement holds names and addresses in its evidence.
      try CaseStore.forgetJudgement(db)
      switch purge.treatment {
      case .removed:
        try Self.remove(ids, db)
        for content in contents {
          try db.execute(sql: "DELETE FROM attachment_content WHERE id = ?", arguments: [content])
        }
      case .redacted:
        for content in contents {
          try db.execute(sql: "DELETE FROM kept_content WHERE content = ?", arguments: [content])
        }
        try Self.redact(ids, Redaction(purge.scope.subject, salt: salt), db)
      }
      if case .address(let address) = purge.scope {
        try db.execute(sql: "UPDATE source SET owner = NULL WHERE lower(owner) = ?", arguments: [address])
      }
      try db.execute(sql: "DELETE FROM address WHERE id NOT IN (SELECT address FROM correspondence)")
      try db.execute(
        sql: "INSERT INTO purge (time, scope, treatment, messages, places, contents) VALUES (?, ?, ?, ?, ?, ?)",
        arguments: [now, record.scope, record.treatment, record.messages, record.places, record.contents])
      return record
    }
    do { try await database.vacuum() } catch { throw CaseError(error, path: path) }
    return record
  }

  /// All purges of the case, in order.
  public func purges() throws(CaseError) -> [PurgeRecord] {
    try read { db in
      // A reader does not bring an older case forward.
      guard try db.tableExists("purge") else { return [] }
      return try Row.fetchAll(
        db, sql: "SELECT time, scope, treatment, messages, places, contents FROM purge ORDER BY id"
      )
      .map {
        PurgeRecord(time: $0[0], scope: $0[1], treatment: $0[2], messages: $0[3], places: $0[4], contents: $0[5])
      }
    }
  }

  private static func messages(concernedBy scope: Purge.Scope, _ db: Database) throws -> [Int64] {
    switch scope {
    case .olderThan(let date):
      return try Int64.fetchAll(db, sql: "SELECT id FROM message WHERE date < ? ORDER BY id", arguments: [date])
    case .address(let address):
      return try Int64.fetchAll(
        db,
        sql: """
          SELECT DISTINCT c.message FROM correspondence c JOIN address a ON a.id = c.address
          WHERE a.address = ? ORDER BY c.message
          """, arguments: [address])
    }
  }

  private static func placeCount(of messages: [Int64], _ db: Database) throws -> Int {
    let count = try db.cachedStatement(sql: "SELECT count(*) FROM place WHERE message = ?")
    return try messages.reduce(0) { try $0 + (Int.fetchOne(count, arguments: [$1]) ?? 0) }
  }

  /// The contents of attachments that no other message carries; where messages stay, those of which bytes are kept.
  private static func contents(
    onlyOf messages: [Int64], _ treatment: Purge.Treatment, _ db: Database
  ) throws -> [Int64] {
    let concerned = Set(messages)
    let parts = try db.cachedStatement(sql: "SELECT DISTINCT content FROM part WHERE message = ?")
    let carriers = try db.cachedStatement(sql: "SELECT DISTINCT message FROM part WHERE content = ?")
    let kept = try db.cachedStatement(sql: "SELECT 1 FROM kept_content WHERE content = ?")
    var contents: Set<Int64> = []
    for message in messages {
      for content in try Int64.fetchAll(parts, arguments: [message]) where !contents.contains(content) {
        if treatment == .redacted, try Int.fetchOne(kept, arguments: [content]) == nil { continue }
        let all = try Int64.fetchAll(carriers, arguments: [content])
        if all.allSatisfy(concerned.contains) { contents.insert(content) }
      }
    }
    return contents.sorted()
  }

  private static func remove(_ messages: [Int64], _ db: Database) throws {
    let delete = try db.cachedStatement(sql: "DELETE FROM message WHERE id = ?")
    for message in messages { try delete.execute(arguments: [message]) }
    try db.execute(
      sql: "UPDATE source SET messages = (SELECT count(*) FROM place WHERE place.source = source.id)")
  }

  private static func redact(_ messages: [Int64], _ redaction: Redaction, _ db: Database) throws {
    let read = try db.cachedStatement(sql: "SELECT packed FROM message_facts WHERE message = ?")
    let write = try db.cachedStatement(sql: "UPDATE message_facts SET packed = ? WHERE message = ?")
    let author = try db.cachedStatement(sql: "SELECT author, subject FROM message WHERE id = ?")
    let name = try db.cachedStatement(sql: "UPDATE message SET author = ?, subject = ? WHERE id = ?")
    let unnamed = try db.cachedStatement(sql: "UPDATE part SET filename = NULL, passwords = NULL WHERE message = ?")
    for message in messages {
      guard let packed = try Data.fetchOne(read, arguments: [message]),
        var facts = MessageFacts(packed: Array(packed)), let row = try Row.fetchOne(author, arguments: [message])
      else { continue }
      let isAuthor = redaction.concernsAuthor(of: facts)
      redaction.redact(&facts)
      try write.execute(arguments: [Data(facts.packed()), message])
      let subject: String = row[1]
      try name.execute(arguments: [
        redaction.address(row[0]), isAuthor ? redaction.token(for: subject) : subject, message,
      ])
      if isAuthor { try unnamed.execute(arguments: [message]) }
      try redactCorrespondence(of: message, redaction, db)
    }
  }

  private static func redactCorrespondence(of message: Int64, _ redaction: Redaction, _ db: Database) throws {
    let rows = try Row.fetchAll(
      try db.cachedStatement(
        sql: """
          SELECT c.role, a.id, a.address FROM correspondence c JOIN address a ON a.id = c.address WHERE c.message = ?
          """), arguments: [message])
    for row in rows {
      let pseudonym = redaction.address(row[2])
      guard pseudonym != row[2] as String else { continue }
      try db.cachedStatement(sql: "INSERT OR IGNORE INTO address (address) VALUES (?)").execute(arguments: [pseudonym])
      try db.cachedStatement(
        sql: """
          UPDATE OR REPLACE correspondence SET address = (SELECT id FROM address WHERE address = ?)
          WHERE message = ? AND role = ? AND address = ?
          """
      ).execute(arguments: [pseudonym, message, row[0] as Int, row[1] as Int64])
    }
  }
}

extension Purge.Scope {
  fileprivate var subject: Redaction.Subject {
    switch self {
    case .olderThan: .everyone
    case .address(let address): .address(address)
    }
  }
}
