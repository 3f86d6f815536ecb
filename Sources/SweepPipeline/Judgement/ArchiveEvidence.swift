import AttachmentInspection
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
  /// Which messages are senders' own copies of others.
  let copies: Copies
  /// What the places of the messages say.
  let mailboxes: MailboxTraces
  /// The mail servers that took the messages.
  let servers: [MailServer]
  /// The last message row.
  let lastRow: Int64
  /// The messages that are new, or read something that new messages or places change.
  private let affected: Set<ContentDigest>

  /// Reads the facts of `store`; messages after the row `knownThrough` are new, and `links` tells what was known of the
  /// copies and places of the others.
  ///
  /// Attachments count with the scores that they have by `weights`. What `quarantine` holds is left out.
  init(
    of store: CaseStore, organisation: Organisation, knownThrough: Int64, links: [Int64: StoredLink],
    weights: AttachmentWeights, quarantine: Quarantine = Quarantine()
  ) throws {
    var builder = ConversationBuilder()
    var search = CopySearch()
    var survey = MailboxSurvey()
    var census = ServerCensus()
    var rows: [ContentDigest: Int64] = [:]
    var lastRow: Int64 = 0
    try store.forEachFacts { stored in
      lastRow = stored.row
      guard quarantine.admits(row: stored.row, to: .gathering) else { return }
      quarantine.during(.gathering, row: stored.row) {
        #if DEBUG
          TestFault.commit(Array(stored.facts.subject.utf8), at: .gathering)
        #endif
        builder.add(stored.facts.edges)
        search.add(stored.facts)
        survey.add(stored.facts, places: stored.places)
        census.add(stored.facts.believing(organisation))
        rows[stored.facts.digest] = stored.row
      }
    }
    let copies = try search.copies { message in
      try rows[message].flatMap { try store.facts(at: [$0])[message] }
    }
    for (copy, original) in copies.originals { builder.setOriginal(original, of: copy) }
    let mailboxes = survey.traces(copies)
    var baselines = Baselines(organisation: organisation)
    var changed: [MessageFacts] = []
    try Self.tellQuotes(&builder, rows: rows, store)
    try store.forEachFacts { stored in
      guard quarantine.admits(row: stored.row, to: .gathering) else { return }
      quarantine.during(.gathering, row: stored.row) {
        let facts = stored.facts.scored(by: weights).believing(organisation)
        let message = facts.digest
        builder.addNewText(facts.edges.newText, of: message)
        let trace = mailboxes[message]
        if !copies.isCopy(message) { baselines.add(facts, trace: trace) }
        guard knownThrough > 0 else { return }
        let old = links[stored.row]
        if stored.row > knownThrough || old?.trace != trace.signature
          || old?.copyOf != copies.originals[message].flatMap({ rows[$0] })
        {
          changed.append(facts)
        }
      }
    }
    affected = try Self.affected(by: changed, baselines, weights, organisation, store)
    conversations = builder.conversations()
    self.rows = rows
    self.copies = copies
    self.mailboxes = mailboxes
    self.baselines = baselines
    servers = census.listing
    self.lastRow = lastRow
  }

  /// Whether the message is new, or judged against something that new messages or places change.
  func isAffected(_ message: ContentDigest) -> Bool { affected.contains(message) }

  /// Hands the builder the quoted text of the few messages that need it; what may be its origin comes after.
  private static func tellQuotes(
    _ builder: inout ConversationBuilder, rows: [ContentDigest: Int64], _ store: CaseStore
  ) throws {
    for message in builder.messagesToPlaceByQuotes() {
      guard let row = rows[message], let facts = try store.facts(at: [row])[message] else { continue }
      builder.setQuotedText(facts.edges.quotedText, of: message)
    }
  }

  private static func affected(
    by changed: [MessageFacts], _ baselines: Baselines, _ weights: AttachmentWeights, _ organisation: Organisation,
    _ store: CaseStore
  ) throws -> Set<ContentDigest> {
    guard !changed.isEmpty else { return [] }
    let keys = baselines.keysAffected(by: changed)
    var affected = Set(changed.map(\.digest))
    try store.forEachFacts { stored in
      let facts = stored.facts.scored(by: weights).believing(organisation)
      if facts.readKeys.contains(where: keys.contains) { affected.insert(facts.digest) }
    }
    return affected
  }
}
