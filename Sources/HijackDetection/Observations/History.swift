/// The past and the future of a key, seen from one message.
struct History {
  private let index: BaselineIndex
  private let rank: Int
  private let ownRank: Int?
  /// The date of the message in seconds since 1970.
  let now: Int64

  init(of facts: MessageFacts, in index: BaselineIndex) {
    self.index = index
    now = facts.moment
    rank = index.rank(seconds: facts.moment, group: facts.copyGroup)
    ownRank = index.holds(group: facts.copyGroup, seconds: facts.moment, at: rank) ? rank : nil
  }

  /// How far the past of the archive reaches, 0…1: at its beginning nothing is known, and what is new says nothing.
  var depth: Double {
    let (past, overflow) = now.subtractingReportingOverflow(index.start)
    return overflow ? 1 : min(1, max(0, Double(past) / Self.fullDepth))
  }

  /// Seconds of past after which novelty counts in full: two weeks.
  private static let fullDepth = 14 * 86_400.0

  /// How often a key was seen strictly earlier.
  func before(_ key: ObservationKey?) -> Int { key.map { split($0).before.count } ?? 0 }

  /// How often a key was seen strictly later.
  func after(_ key: ObservationKey?) -> Int { key.map { split($0).after.count } ?? 0 }

  /// How often a key was seen at least so many seconds earlier.
  func before(_ key: ObservationKey, byAtLeast seconds: Int64) -> Int {
    let ranks = index.ranks(of: key)
    let limit = min(rank, index.rank(atOrAfter: now.subtractingReportingOverflow(seconds).partialValue))
    return Self.partition(ranks, limit) - ranks.startIndex
  }

  /// Whether a key was seen before the days in which a wave of hijacks runs.
  ///
  /// The messages of a wave would otherwise be known to one another, and only the first be new.
  func isNew(_ key: ObservationKey?, before wave: Wave) -> Bool {
    key.map { before($0, byAtLeast: wave.rawValue) == 0 } ?? false
  }

  /// How often a key was seen at least so many seconds later.
  func after(_ key: ObservationKey?, beyond wave: Wave) -> Int {
    guard let key else { return 0 }
    let (limit, overflow) = now.addingReportingOverflow(wave.rawValue)
    guard !overflow else { return 0 }
    let ranks = index.ranks(of: key)
    return ranks.endIndex - Self.partition(ranks, max(index.rank(atOrAfter: limit), rank))
  }

  /// How many other authors a key was seen with, from so many seconds before to so many after, the days of a wave left
  /// out; counting stops at `limit`.
  ///
  /// An author counts who was seen so on `days` days or more: who moves stays moved, while an attack uses an account for
  /// a day.
  func otherAuthors(
    _ key: ObservationKey?, than author: ObservationKey, within seconds: Int64, days: Int, limit: Int = 3
  ) -> Int {
    guard let key else { return 0 }
    let ranks = index.ranks(of: key)
    let from = Self.partition(ranks, index.rank(atOrAfter: now.subtractingReportingOverflow(seconds).partialValue))
    let until = Self.partition(ranks, index.rank(atOrAfter: now.addingReportingOverflow(seconds).partialValue))
    guard from < until else { return 0 }
    var seen: [UInt64: Set<Int64>] = [:]
    var authors: Set<UInt64> = []
    // A busy key is looked at around the message only: 128 moments at each side.
    let here = min(max(Self.partition(ranks, rank), from), until)
    for at in max(from, here - 128)..<min(until, here + 128) where Int(ranks[at]) != ownRank {
      let (gap, overflow) = index.seconds(at: Int(ranks[at])).subtractingReportingOverflow(now)
      // What others sent in the same week may be the same attack.
      guard !overflow, gap.magnitude >= Wave.week.rawValue.magnitude else { continue }
      let other = index.author(at: Int(ranks[at]))
      guard other != author.rawValue else { continue }
      seen[other, default: []].insert(index.seconds(at: Int(ranks[at])) / 86_400)
      if let count = seen[other]?.count, count >= days { authors.insert(other) }
      if authors.count >= limit { break }
    }
    return authors.count
  }

  /// How often a key was seen in the nearest `limit` moments before and after, at most so many seconds away; those that
  /// are nearer than `wave` do not count.
  func around(_ key: ObservationKey?, within seconds: Int64, limit: Int, apart wave: Wave? = nil) -> Neighbours {
    guard let key else { return Neighbours(before: 0, after: 0) }
    func counts(_ rank: UInt32) -> Bool {
      let (gap, overflow) = index.seconds(at: Int(rank)).subtractingReportingOverflow(now)
      guard !overflow, gap.magnitude <= seconds.magnitude else { return false }
      return wave.map { gap.magnitude >= $0.rawValue.magnitude } ?? true
    }
    let (before, after) = split(key)
    // Of a wave that is left out some 64 are looked past.
    let depth = wave == nil ? limit : limit + 64
    return Neighbours(
      before: min(before.suffix(depth).count(where: counts), limit),
      after: min(after.prefix(depth).count(where: counts), limit))
  }

  /// How often something was seen near a message.
  struct Neighbours {
    var before: Int
    var after: Int
    var total: Int { before + after }
  }

  /// Authors seen with a key strictly earlier, other than the given one: the latest 64 moments are looked at.
  func authorsBefore(_ key: ObservationKey?, otherThan author: ObservationKey) -> Int {
    guard let key else { return 0 }
    return Set(split(key).before.suffix(64).map { index.author(at: Int($0)) }).subtracting([author.rawValue]).count
  }

  /// The date of the latest earlier moment of a key; nil where there is none.
  func lastBefore(_ key: ObservationKey) -> Int64? {
    split(key).before.last.map { index.seconds(at: Int($0)) }
  }

  /// Domains of authors near a domain, that had written before, each with how often.
  func establishedDomains(near domain: String, atLeast minimum: Int) -> [(domain: String, count: Int)] {
    index.domainsNear(domain).compactMap { name in
      let count = before(MessageKeys.mailDomain(name))
      return count >= minimum ? (name, count) : nil
    }
  }

  private func split(_ key: ObservationKey) -> (before: ArraySlice<UInt32>, after: ArraySlice<UInt32>) {
    let ranks = index.ranks(of: key)
    let at = Self.partition(ranks, rank)
    var next = at
    if next < ranks.endIndex, Int(ranks[next]) == ownRank { next += 1 }
    return (ranks[ranks.startIndex..<at], ranks[next..<ranks.endIndex])
  }

  /// The first place in `ranks` that is not below `limit`.
  private static func partition(_ ranks: ArraySlice<UInt32>, _ limit: Int) -> Int {
    var low = ranks.startIndex
    var high = ranks.endIndex
    while low < high {
      let middle = (low + high) / 2
      if Int(ranks[middle]) < limit { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// How long the messages of one wave of hijacks may be apart, in seconds.
enum Wave: Int64 {
  /// Messages of one account or server.
  case burst = 172_800
  /// Messages of one campaign.
  case week = 604_800
  /// Long after any wave.
  case month = 2_592_000
}
