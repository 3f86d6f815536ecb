import Conversations
import MailModel

/// Which messages are a sender's own copies of others.
///
/// Copies that agree in identifier, author and date are known by these (`MessageFacts.copyGroup`). This knows those that
/// do not: what lies in a folder of sent mail without the fields that transport adds.
public struct Copies: Sendable, Hashable {
  /// For each such copy the message of which it is one; that one is no such copy itself.
  public private(set) var originals: [ContentDigest: ContentDigest] = [:]

  /// No copies.
  public init() {}

  /// The message for which this one stands; itself where it is no copy.
  public func original(of message: ContentDigest) -> ContentDigest { originals[message] ?? message }

  /// Whether the message is another's copy.
  public func isCopy(_ message: ContentDigest) -> Bool { originals[message] != nil }

  fileprivate mutating func set(_ original: ContentDigest, of copy: ContentDigest) { originals[copy] = original }

  /// Lets what is a copy of a copy be one of that one's original.
  ///
  /// A copy without an identifier can be found to be that of one with, which took no way either. That one's original
  /// came over a way, and is nobody's copy.
  fileprivate mutating func flatten() {
    originals = originals.mapValues { originals[$0] ?? $0 }
  }
}

/// Finds copies among messages that are handed in one by one; their order changes nothing.
public struct CopySearch: Sendable {
  private var candidates = CopyCandidates()

  /// Starts without messages.
  public init() {}

  /// Takes in a message.
  public mutating func add(_ facts: MessageFacts) { candidates.add(facts) }

  /// The copies among all messages; `facts` gives those of a message that was added.
  ///
  /// A copy belongs to the mail whose date is nearest, and a mail to the copy whose date is nearest: so somebody who
  /// sends the same words twice has sent two mails. Where two mails are equally near, nothing is decided.
  public consuming func copies(facts: (ContentDigest) throws -> MessageFacts?) rethrows -> Copies {
    var claims: [MailName: [Claim]] = [:]
    for (digest, others) in candidates.pairs() {
      guard let copy = try facts(digest) else { continue }
      var likest: [Claim] = []
      for other in others {
        guard let original = try facts(other), let likeness = CopyLikeness(copy, original) else { continue }
        likest.append(Claim(copy: copy, original: original, likeness))
      }
      guard let claim = Claim.nearest(of: likest) else { continue }
      claims[claim.mail, default: []].append(claim)
    }
    var copies = Copies()
    for rivals in claims.values {
      guard let nearest = rivals.map(\.gap).min() else { continue }
      let winners = rivals.filter { $0.hasIdentifier || $0.gap == nearest }
      // One copy that was exported twice is two; two copies that differ are two mails.
      guard Set(winners.lazy.filter { !$0.hasIdentifier }.map(\.content)).count <= 1 else {
        for claim in winners where claim.hasIdentifier { copies.set(claim.original, of: claim.copy) }
        continue
      }
      for claim in winners { copies.set(claim.original, of: claim.copy) }
    }
    copies.flatten()
    return copies
  }
}

/// A mail, whichever way its copies took: its identifier, or its only copy.
private enum MailName: Hashable {
  case identifier(MessageID)
  case message(ContentDigest)

  init(_ facts: MessageFacts) {
    self = facts.edges.messageID.map { .identifier($0) } ?? .message(facts.digest)
  }
}

/// That a message is the copy of another.
private struct Claim {
  let copy: ContentDigest
  let original: ContentDigest
  let mail: MailName
  let gap: UInt64
  let hasIdentifier: Bool
  /// What the copy says, as far as the store keeps it.
  let content: UInt64
  private let isNamed: Bool
  private let steps: Int

  init(copy: MessageFacts, original: MessageFacts, _ likeness: CopyLikeness) {
    self.copy = copy.digest
    self.original = original.digest
    mail = MailName(original)
    gap = likeness.gap
    isNamed = likeness.isNamed
    hasIdentifier = copy.edges.messageID != nil
    steps = original.hops.count
    var hash = KeyHash()
    hash.take(copy.author)
    hash.take(String(copy.edges.date?.seconds ?? 0))
    for byte in copy.edges.threadIndex { hash.take(byte) }
    for shingle in copy.edges.newText { hash.take(String(shingle)) }
    hash.take(copy.payloadKey)
    content = hash.value
  }

  /// The claim on the nearest mail, and of that mail on the message with the longest way; nil where two mails are
  /// equally near.
  static func nearest(of claims: [Claim]) -> Claim? {
    let named = claims.filter(\.isNamed)
    let pool = named.isEmpty ? claims : named
    guard let gap = pool.map(\.gap).min() else { return nil }
    let near = pool.filter { $0.gap == gap }
    guard Set(near.map(\.mail)).count == 1 else { return nil }
    return near.min { a, b in a.steps != b.steps ? a.steps > b.steps : a.original < b.original }
  }
}
