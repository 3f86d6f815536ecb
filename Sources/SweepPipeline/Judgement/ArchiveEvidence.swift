import CaseStore
import Conversations
import HijackDetection
import MailModel

/// What judgement knows of the whole archive: every message's edges, and the baselines.
struct ArchiveEvidence: Sendable {
  /// The edges of every message.
  private(set) var edges: [ThreadEdges] = []
  /// The row of every message.
  private(set) var rows: [ContentDigest: Int64] = [:]
  /// The observations of every message, by key.
  private(set) var baselines: Baselines
  /// The last message row.
  private(set) var lastRow: Int64 = 0
  /// The messages that are new, or read a baseline that new messages change.
  private var affected: Set<ContentDigest> = []

  /// Reads the facts of `store`; messages after the row `knownThrough` are new.
  init(of store: CaseStore, organisation: Organisation, knownThrough: Int64) throws {
    baselines = Baselines(organisation: organisation)
    var new: [MessageFacts] = []
    var read: [(message: ContentDigest, keys: [ObservationKey])] = []
    try store.forEachFacts { stored in
      let facts = stored.facts
      edges.append(facts.edges)
      rows[facts.edges.message] = stored.row
      lastRow = stored.row
      baselines.add(facts)
      guard knownThrough > 0 else { return }
      if stored.row > knownThrough {
        new.append(facts)
        affected.insert(facts.edges.message)
      } else {
        read.append((facts.edges.message, facts.readKeys))
      }
    }
    guard !new.isEmpty else { return }
    let keys = baselines.keysAffected(by: new)
    for (message, readKeys) in read where readKeys.contains(where: keys.contains) { affected.insert(message) }
  }

  /// Whether the message is new, or judged against something that new messages change.
  func isAffected(_ message: ContentDigest) -> Bool { affected.contains(message) }
}
