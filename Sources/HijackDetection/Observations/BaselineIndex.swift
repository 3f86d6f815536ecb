/// The sorted form of all observations: moments in the order of time, and for each key the moments at which it was seen.
///
/// A moment is a message with its copies; its number is its rank in time. The moments of a key stand in one stretch of
/// one array, ascending, so that *as of* and *after* are binary searches.
struct BaselineIndex: Sendable {
  private let seconds: [Int64]
  private let groups: [UInt64]
  private let authors: [UInt64]
  private let keys: [UInt64]
  private let starts: [UInt32]
  private let moments: [UInt32]
  private let neighbours: [ObservationKey: [String]]

  /// Moments that a domain needs, in all, to be worth imitating.
  private static let establishedDomain = 3

  init(_ log: ObservationLog) {
    let records = log.records
    let order = records.indices.sorted {
      (records[$0].seconds, records[$0].group) < (records[$1].seconds, records[$1].group)
    }
    var rank = [UInt32](repeating: 0, count: records.count)
    var seconds: [Int64] = []
    var groups: [UInt64] = []
    var authors: [UInt64] = []
    for index in order {
      let record = records[index]
      if groups.last != record.group || seconds.last != record.seconds {
        seconds.append(record.seconds)
        groups.append(record.group)
        authors.append(record.author)
      }
      rank[index] = UInt32(seconds.count - 1)
    }
    var pairs: [(key: UInt64, moment: UInt32)] = []
    pairs.reserveCapacity(log.keys.count)
    for (key, owner) in zip(log.keys, log.owners) { pairs.append((key, rank[Int(owner)])) }
    pairs.sort { ($0.key, $0.moment) < ($1.key, $1.moment) }
    var keys: [UInt64] = []
    var starts: [UInt32] = []
    var moments: [UInt32] = []
    moments.reserveCapacity(pairs.count)
    for pair in pairs {
      if keys.last != pair.key {
        keys.append(pair.key)
        starts.append(UInt32(moments.count))
      } else if moments.last == pair.moment {
        continue
      }
      moments.append(pair.moment)
    }
    starts.append(UInt32(moments.count))
    self.seconds = seconds
    self.groups = groups
    self.authors = authors
    self.keys = keys
    self.starts = starts
    self.moments = moments
    var neighbours: [ObservationKey: [String]] = [:]
    for (key, domain) in log.domains.sorted(by: { $0.value < $1.value }) {
      let at = Self.lowerBound(keys, key)
      guard at < keys.count, keys[at] == key, starts[at + 1] - starts[at] >= Self.establishedDomain else { continue }
      for near in DomainNeighbourhood.keys(of: domain) { neighbours[near, default: []].append(domain) }
    }
    self.neighbours = neighbours
  }

  /// The first moment's date; later than everything where there is none.
  var start: Int64 { seconds.first ?? .max }

  /// Moments in all.
  var count: Int { seconds.count }

  /// The rank that a message has, or would have.
  func rank(seconds moment: Int64, group: UInt64) -> Int {
    var low = 0
    var high = seconds.count
    while low < high {
      let middle = (low + high) / 2
      if (seconds[middle], groups[middle]) < (moment, group) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether the moment of that rank is the message of that group.
  func holds(group: UInt64, seconds moment: Int64, at rank: Int) -> Bool {
    rank < groups.count && groups[rank] == group && seconds[rank] == moment
  }

  /// The rank of the first moment at or after that second.
  func rank(atOrAfter moment: Int64) -> Int { rank(seconds: moment, group: 0) }

  /// The date of a moment.
  func seconds(at rank: Int) -> Int64 { rank < seconds.count ? seconds[rank] : .max }

  /// The hash of the author of a moment.
  func author(at rank: Int) -> UInt64 { rank < authors.count ? authors[rank] : 0 }

  /// The ranks at which a key was seen, ascending.
  func ranks(of key: ObservationKey) -> ArraySlice<UInt32> {
    let at = Self.lowerBound(keys, key.rawValue)
    guard at < keys.count, keys[at] == key.rawValue else { return [] }
    return moments[Int(starts[at])..<Int(starts[at + 1])]
  }

  /// Domains of authors that meet a domain in its neighbourhood, sorted; those that are well known in all.
  func domainsNear(_ domain: String) -> [String] {
    var found: Set<String> = []
    for key in DomainNeighbourhood.keys(of: domain) { found.formUnion(neighbours[key]?.prefix(32) ?? []) }
    return found.sorted()
  }

  private static func lowerBound(_ keys: [UInt64], _ key: UInt64) -> Int {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
