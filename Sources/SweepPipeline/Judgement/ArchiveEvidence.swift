import CaseStore
import Conversations
import HijackDetection
import MailModel

/// What judgement knows of the whole archive: the conversations, and the baselines.
///
/// Facts are read one by one and let go; what stays is some hundreds of bytes a message.
struct ArchiveEvidence: Sendable {
  /// The conversations of all messages, sorted by id.
  let conversations: [Conversation]
  /// The row of every message.
  let rows: [ContentDigest: Int64]
  /// The observations of every message, by key.
  let baselines: Baselines
  /// The mail servers that took the messages.
  let servers: [MailServer]
  /// The last message row.
  let lastRow: Int64
  /// The messages that are new, or read a baseline that new messages change.
  private let affected: Set<ContentDigest>

  /// Reads the facts of `store`; messages after the row `knownThrough` are new.
  init(of store: CaseStore, organisation: Organisation, knownThrough: Int64) throws {
    var builder = ConversationBuilder()
    var baselines = Baselines(organisation: organisation)
    var census = ServerCensus()
    var rows: [ContentDigest: Int64] = [:]
    var lastRow: Int64 = 0
    var new: [MessageFacts] = []
    try store.forEachFacts { stored in
      builder.add(stored.facts.edges)
      baselines.add(stored.facts)
      census.add(stored.facts)
      rows[stored.facts.digest] = stored.row
      lastRow = stored.row
      if knownThrough > 0, stored.row > knownThrough { new.append(stored.facts) }
    }
    try Self.placeByQuotes(&builder, rows: rows, store)
    affected = try Self.affected(by: new, baselines, store)
    conversations = builder.conversations()
    self.rows = rows
    self.baselines = baselines
    servers = census.listing
    self.lastRow = lastRow
  }

  /// Whether the message is new, or judged against something that new messages change.
  func isAffected(_ message: ContentDigest) -> Bool { affected.contains(message) }

  /// Hands the builder the quoted text of the few messages that need it, and then what may be its origin.
  private static func placeByQuotes(
    _ builder: inout ConversationBuilder, rows: [ContentDigest: Int64], _ store: CaseStore
  ) throws {
    let quoting = builder.messagesToPlaceByQuotes()
    guard !quoting.isEmpty else { return }
    for message in quoting {
      guard let row = rows[message], let facts = try store.facts(at: [row])[message] else { continue }
      builder.setQuotedText(facts.edges.quotedText, of: message)
    }
    try store.forEachFacts { builder.addNewText($0.facts.edges.newText, of: $0.facts.digest) }
  }

  private static func affected(
    by new: [MessageFacts], _ baselines: Baselines, _ store: CaseStore
  ) throws -> Set<ContentDigest> {
    guard !new.isEmpty else { return [] }
    let keys = baselines.keysAffected(by: new)
    var affected = Set(new.map(\.digest))
    try store.forEachFacts { stored in
      if stored.facts.readKeys.contains(where: keys.contains) { affected.insert(stored.facts.digest) }
    }
    return affected
  }
}
