import GRDB
import MailModel

/// A message that a sweep steps over because it brought the process down.
public struct QuarantinedMessage: Sendable, Hashable {
  /// Where it stands; a length of 0 where reading the source itself did it.
  public var place: Place
  /// The stage that it did it in.
  public var stage: String
  /// What happened, in words.
  public var reason: String

  /// Makes a record from a place, a stage and what happened.
  public init(place: Place, stage: String, reason: String) {
    self.place = place
    self.stage = stage
    self.reason = reason
  }
}

/// What a message did to the process, once.
public struct QuarantineStrike: Sendable {
  /// The ways in which a process ends over a message.
  public enum Kind: String, Sendable {
    /// It crashed, or hung.
    case crash
    /// It was killed after many seconds at this message.
    case kill
  }

  /// The message, the stage, and what happened.
  public var message: QuarantinedMessage
  /// How the process ended.
  public var kind: Kind
  /// The strike of this kind with which the message is quarantined.
  public var limit: Int

  /// Makes a strike.
  public init(_ message: QuarantinedMessage, _ kind: Kind, limit: Int) {
    self.message = message
    self.kind = kind
    self.limit = limit
  }
}

extension CaseStore {
  /// The messages that are stepped over, by place.
  public func quarantined() throws(CaseError) -> [QuarantinedMessage] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT path, offset, length, stage, reason FROM quarantine ORDER BY path, offset").map
      {
        QuarantinedMessage(
          place: Place(source: $0["path"], range: ByteRange(offset: $0["offset"], length: $0["length"])),
          stage: $0["stage"], reason: $0["reason"])
      }
    }
  }

  /// Notes strikes; a message with as many as its limit is quarantined.
  public func note(_ strikes: [QuarantineStrike]) async throws(CaseError) {
    try await write { db in
      for strike in strikes {
        let message = strike.message
        let key: StatementArguments = [
          message.place.source, message.place.range.offset, message.stage, strike.kind.rawValue,
        ]
        try db.execute(
          sql: """
            INSERT INTO strike (path, offset, stage, kind, count) VALUES (?, ?, ?, ?, 1)
            ON CONFLICT DO UPDATE SET count = count + 1
            """, arguments: key)
        let count = try Int.fetchOne(
          db, sql: "SELECT count FROM strike WHERE path = ? AND offset = ? AND stage = ? AND kind = ?", arguments: key)
        guard let count, count >= strike.limit else { continue }
        try db.execute(
          sql: "INSERT OR IGNORE INTO quarantine (path, offset, length, stage, reason) VALUES (?, ?, ?, ?, ?)",
          arguments: [
            message.place.source, message.place.range.offset, message.place.range.length, message.stage,
            message.reason,
          ])
      }
    }
  }

  /// The row of the message that begins at a place; nil where none does.
  public func row(ofMessageAt place: Place) throws(CaseError) -> Int64? {
    try read { db in
      try Int64.fetchOne(
        db, sql: "SELECT p.message FROM place p JOIN source s ON s.id = p.source WHERE s.path = ? AND p.offset = ?",
        arguments: [place.source, place.range.offset])
    }
  }

  /// The smallest place of the message in a row; nil where there is no such message.
  public func firstPlace(ofMessageIn row: Int64) throws(CaseError) -> Place? {
    try read { db in
      try Row.fetchOne(
        db,
        sql: """
          SELECT s.path, p.offset, p.length FROM place p JOIN source s ON s.id = p.source
          WHERE p.message = ? ORDER BY s.path, p.offset LIMIT 1
          """, arguments: [row]
      ).map { Place(source: $0[0], range: ByteRange(offset: $0[1], length: $0[2])) }
    }
  }

  /// Forgets the strikes of messages that did no harm in the end.
  public func forgetStrikes() async throws(CaseError) {
    try await write { db in try db.execute(sql: "DELETE FROM strike") }
  }
}
