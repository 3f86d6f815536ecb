import Conversations
import MailModel

/// The messages that may be copies of one another although their fields do not name them so.
///
/// A message that took no way (no Received field) is a sender's own copy, as it lies in a folder of sent mail; what was
/// exported from Outlook's store often lacks the identifier too. This finds, for each of them, the few messages of which
/// it may be a copy: by the same identifier, or by the same topic at the same time. `CopyLikeness` decides.
///
/// Some 90 bytes a message. Messages may be added in any order; the answers are the same.
struct CopyCandidates: Sendable {
  /// One message.
  private struct Record {
    var digest: ContentDigest
    /// The identifier, hashed; 0 where there is none.
    var identifier: UInt64
    /// The topic and what kind of answer it is, hashed.
    var topic: UInt64
    /// The stated date in seconds since 1970; nil where there is none.
    var seconds: Int64?
    var tookWay: Bool

    /// Whether it may be the copy of a message that bears an identifier or came over a way.
    var isBare: Bool { !tookWay && identifier == 0 }
  }

  /// How far apart the dates of two copies may be, in seconds.
  ///
  /// Both are stamps of one submission, by two clocks at most: the client's and the server's. Kerberos, by which
  /// Outlook signs in, refuses a clock that is off by more than a few minutes, five where nobody changed it (RFC 4120
  /// §3.1.3, §8.2).
  static let tolerance: Int64 = 300
  /// Where more messages stand so near, nothing is decided: mail by a program, or an attack on this search.
  private static let crowd = 64

  private var records: [Record] = []

  /// Takes in a message; content that came before changes nothing in the end.
  mutating func add(_ facts: MessageFacts) {
    var topic = KeyHash()
    topic.take(facts.edges.subject.base)
    topic.take(facts.edges.subject.isReply ? 1 : 0)
    topic.take(facts.edges.subject.forwardPrefixes > 0 ? 1 : 0)
    records.append(
      Record(
        digest: facts.digest, identifier: facts.edges.messageID.map { Self.hash($0.rawValue) } ?? 0,
        topic: topic.value, seconds: facts.edges.date?.seconds, tookWay: !facts.hops.isEmpty))
  }

  /// For each message that took no way those of which it may be a copy, sorted; messages without any are left out.
  func pairs() -> [(copy: ContentDigest, originals: [ContentDigest])] {
    var found: [ContentDigest: Set<ContentDigest>] = [:]
    findByIdentifier(&found)
    findByTopic(&found)
    return found.map { ($0.key, $0.value.sorted()) }.sorted { $0.0 < $1.0 }
  }

  private func findByIdentifier(_ found: inout [ContentDigest: Set<ContentDigest>]) {
    let named = records.indices.filter { records[$0].identifier != 0 }
      .sorted { (records[$0].identifier, records[$0].digest) < (records[$1].identifier, records[$1].digest) }
    var start = 0
    while start < named.count {
      var end = start + 1
      while end < named.count, records[named[end]].identifier == records[named[start]].identifier { end += 1 }
      let run = named[start..<end].map { records[$0] }
      start = end
      let received = run.filter(\.tookWay)
      guard !received.isEmpty, received.count <= Self.crowd else { continue }
      for copy in run where !copy.tookWay { found[copy.digest, default: []].formUnion(received.map(\.digest)) }
    }
  }

  private func findByTopic(_ found: inout [ContentDigest: Set<ContentDigest>]) {
    let topics = Set(records.lazy.filter(\.isBare).map(\.topic))
    let order = records.filter { $0.seconds != nil && topics.contains($0.topic) }.sorted {
      ($0.topic, $0.seconds ?? 0, $0.digest) < ($1.topic, $1.seconds ?? 0, $1.digest)
    }
    for (place, copy) in order.enumerated() where copy.isBare {
      let near =
        Self.neighbours(of: copy, in: order[..<place].reversed())
        .flatMap { before in Self.neighbours(of: copy, in: order[(place + 1)...]).map { before + $0 } }
      if let near, !near.isEmpty { found[copy.digest, default: []].formUnion(near) }
    }
  }

  /// The messages that may be originals, from the nearest outwards; nil where it is a crowd.
  private static func neighbours(of copy: Record, in side: some Sequence<Record>) -> [ContentDigest]? {
    var near: [ContentDigest] = []
    for (distance, other) in side.enumerated() {
      guard other.topic == copy.topic, let there = other.seconds, let here = copy.seconds else { break }
      let (gap, overflow) = there.subtractingReportingOverflow(here)
      guard !overflow, gap.magnitude <= tolerance.magnitude else { break }
      if distance >= crowd { return nil }
      if !other.isBare { near.append(other.digest) }
    }
    return near
  }

  private static func hash(_ text: String) -> UInt64 {
    var hash = KeyHash()
    hash.take(text)
    return max(hash.value, 1)
  }
}
