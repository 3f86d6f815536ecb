import AttachmentInspection
import CaseStore
import MailModel
import Synchronization

/// Verdicts by content digest: the same document in a thousand mails is inspected once.
///
/// Holds a bounded number of verdicts in memory before the case itself, which holds them all. A verdict follows from
/// the bytes alone, so it does not matter which task finds it first.
public final class VerdictCache: Sendable {
  private let store: CaseStore?
  private let rules: String
  private let capacity: Int
  private let verdicts = Mutex<[ContentDigest: AttachmentVerdict]>([:])

  /// Caches `capacity` verdicts before those of `store` that were made with the same rules (`rulesDigest`).
  public init(store: CaseStore?, rules: String = "", capacity: Int = 4_096) {
    self.store = store
    self.rules = rules
    self.capacity = capacity
  }

  /// Fetches what the case knows of `digests`, in one question.
  func prepare(_ digests: [ContentDigest]) throws(CaseError) {
    guard let store else { return }
    let unknown = verdicts.withLock { known in digests.filter { known[$0] == nil } }
    let found = try store.verdicts(on: unknown, rules: rules)
    verdicts.withLock { known in known.merge(found) { old, _ in old } }
  }

  /// Which of `digests` the case keeps already.
  func keptContents(among digests: [ContentDigest]) throws(CaseError) -> Set<ContentDigest> {
    try store?.keptContents(among: digests) ?? []
  }

  /// The verdict on a content: the known one, or else what `inspect` says.
  func verdict(on digest: ContentDigest, inspect: () -> AttachmentVerdict) -> AttachmentVerdict {
    if let known = verdicts.withLock({ $0[digest] }) { return known }
    let verdict = inspect()
    verdicts.withLock { known in
      if known.count >= capacity { known.removeAll(keepingCapacity: true) }
      known[digest] = verdict
    }
    return verdict
  }
}
