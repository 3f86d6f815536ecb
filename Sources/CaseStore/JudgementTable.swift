import Conversations
import Foundation
import GRDB
import HijackDetection
import MailModel

/// Where a message stands in its conversation, as the case stores it.
public struct StoredLink: Sendable, Hashable {
  /// The conversation.
  public var conversation: String
  /// Why the message stands there.
  public var reason: String
  /// The row of the message it answers; nil for a root, or where the archive does not hold that message.
  public var parent: Int64?
  /// The identifier of the message it answers; nil for a root, or where that message has none.
  public var parentID: String?
  /// The row of the message of which this is a sender's own copy; nil where it is none.
  public var copyOf: Int64?
  /// What the places of its mail say, as a number (`MailboxTrace.signature`).
  public var trace: Int64

  /// Makes a link from a conversation, what the message answers in it, and what is known of its copies.
  public init(
    conversation: String, reason: String, parent: Int64?, parentID: String?, copyOf: Int64? = nil, trace: Int64 = 0
  ) {
    self.conversation = conversation
    self.reason = reason
    self.parent = parent
    self.parentID = parentID
    self.copyOf = copyOf
    self.trace = trace
  }
}

/// What a judgement changes in the case: the unit of its one transaction.
public struct JudgementChanges: Sendable {
  /// Links that are new or different, by message row.
  public var links: [Int64: StoredLink] = [:]
  /// Rows of messages whose conversations were observed anew: their old observations go.
  public var observedRows: [Int64] = []
  /// What the signals of those conversations say, by message row.
  public var observed: [Int64: ObservedMessage] = [:]
  /// All findings, with the rows of their messages; they replace those of before.
  public var findings: [(row: Int64, finding: Finding)] = []
  /// The mail servers of the whole archive, with the rows of their witnesses; they replace those of before.
  public var servers: [(row: Int64, server: MailServer)] = []
  /// The last message row that was judged.
  public var judgedThrough: Int64 = 0
  /// The digest of the rules judged by.
  public var scoring = ""
  /// The numbers judged by, for people (`ScoringPack.label`).
  public var pack = ""
  /// The digest of the places that were there (`CaseStore.placesDigest`).
  public var places = ""
  /// The run that judged.
  public var sweep: Int64 = 0

  /// Makes changes that change nothing.
  public init() {}
}

/// How far the case was judged, and by which rules.
public struct JudgementState: Sendable {
  /// The last message row that judgement has seen.
  public var judgedThrough: Int64
  /// The digest of the rules judged by.
  public var scoring: String
  /// The digest of the places that were there.
  public var places: String
}

extension CaseStore {
  /// How far the case was judged; nil before the first judgement.
  public func judgementState() throws(CaseError) -> JudgementState? {
    try read { db in
      try Row.fetchOne(db, sql: "SELECT judged_through, scoring, places FROM judgement").map {
        JudgementState(judgedThrough: $0[0], scoring: $0[1], places: $0[2])
      }
    }
  }

  /// The last message row of the case; 0 where there is none.
  public func lastMessageRow() throws(CaseError) -> Int64 {
    try read { try Int64.fetchOne($0, sql: "SELECT max(id) FROM message") ?? 0 }
  }

  /// All links, by message row.
  public func links() throws(CaseError) -> [Int64: StoredLink] {
    try read { db in
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT l.message, c.key, l.reason, l.parent, l.parent_id, l.copy_of, l.trace
          FROM link l JOIN conversation c ON c.id = l.conversation
          """)
      var links: [Int64: StoredLink] = [:]
      while let row = try rows.next() {
        links[row[0]] = StoredLink(
          conversation: row[1], reason: row[2], parent: row[3], parentID: row[4], copyOf: row[5], trace: row[6])
      }
      return links
    }
  }

  /// All observations that are stored, by message row.
  public func observedMessages() throws(CaseError) -> [Int64: ObservedMessage] {
    try read { db in
      let rows = try Row.fetchCursor(db, sql: "SELECT message, packed FROM observed_message")
      var observed: [Int64: ObservedMessage] = [:]
      while let row = try rows.next() {
        observed[row[0]] = ObservedMessage(packed: Array(row[1] as Data))
      }
      return observed
    }
  }

  /// Stores a judgement in one transaction.
  public func persist(_ changes: JudgementChanges) async throws(CaseError) {
    try await write { db in
      try CaseStore.writeLinks(changes.links, db)
      let forget = try db.cachedStatement(sql: "DELETE FROM observed_message WHERE message = ?")
      for row in changes.observedRows { try forget.execute(arguments: [row]) }
      let insert = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO observed_message (message, packed) VALUES (?, ?)")
      for (row, observed) in changes.observed.sorted(by: { $0.key < $1.key }) {
        try insert.execute(arguments: [row, Data(observed.packed())])
      }
      try CaseStore.replaceFindings(with: changes.findings, sweep: changes.sweep, db)
      try CaseStore.replaceServers(with: changes.servers, db)
      try db.execute(
        sql: "INSERT OR REPLACE INTO judgement (id, judged_through, scoring, places, pack) VALUES (1, ?, ?, ?, ?)",
        arguments: [changes.judgedThrough, changes.scoring, changes.places, changes.pack])
    }
  }

  static func forgetJudgement(_ db: Database) throws {
    for table in ["finding", "observed_message", "link", "conversation", "server", "judgement"] {
      try db.execute(sql: "DELETE FROM \(table)")
    }
  }

  private static func writeLinks(_ links: [Int64: StoredLink], _ db: Database) throws {
    guard !links.isEmpty else { return }
    let known = try db.cachedStatement(sql: "SELECT id FROM conversation WHERE key = ?")
    let add = try db.cachedStatement(sql: "INSERT INTO conversation (key, messages) VALUES (?, 0)")
    let insert = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO link (message, conversation, reason, parent, parent_id, copy_of, trace)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    var conversations: [String: Int64] = [:]
    for (row, link) in links.sorted(by: { $0.key < $1.key }) {
      var conversation = conversations[link.conversation]
      if conversation == nil { conversation = try Int64.fetchOne(known, arguments: [link.conversation]) }
      if conversation == nil {
        try add.execute(arguments: [link.conversation])
        conversation = db.lastInsertedRowID
      }
      conversations[link.conversation] = conversation
      try insert.execute(arguments: [
        row, conversation, link.reason, link.parent, link.parentID, link.copyOf, link.trace,
      ])
    }
    try db.execute(
      sql: """
        UPDATE conversation SET messages = (SELECT count(*) FROM link WHERE link.conversation = conversation.id);
        DELETE FROM conversation WHERE messages = 0;
        """)
  }
}
