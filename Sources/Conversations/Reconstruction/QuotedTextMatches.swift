/// Who added what a message quotes.
struct QuotedTextMatches: Sendable {
  /// How many fingerprints must be the earlier message's.
  private static let minimumMatches = 3
  /// How much of what is quoted must be the earlier message's, in percent.
  private static let minimumShare = 30

  /// The quoted texts, in numbers of fingerprints.
  let quoted: [Int32]
  /// Where in these each message's is, by the message's number in the table.
  let ranges: [Int32: Range<Int>]
  /// Who adds a fingerprint, sorted.
  let added: [Addition]

  /// That a message adds a fingerprint; both are numbers.
  struct Addition: Sendable, Comparable {
    var fingerprint: Int32
    var message: Int32

    static func < (left: Self, right: Self) -> Bool {
      (left.fingerprint, left.message) < (right.fingerprint, right.message)
    }
  }

  /// The messages before `limit` that a message quotes: most of them first, then the latest.
  func messages(quotedBy message: Int32, before limit: Int) -> [Int] {
    guard let range = ranges[message], range.count >= Self.minimumMatches else { return [] }
    var matches: [Int32: Int] = [:]
    for fingerprint in quoted[range] {
      let earlier = firstIndex(notBefore: .init(fingerprint: fingerprint, message: 0))
      for addition in added[earlier...] {
        guard addition.fingerprint == fingerprint, addition.message < limit else { break }
        matches[addition.message, default: 0] += 1
      }
    }
    return matches.filter {
      $0.value >= Self.minimumMatches && $0.value * 100 >= range.count * Self.minimumShare
    }
    .sorted { ($0.value, $0.key) > ($1.value, $1.key) }.map { Int($0.key) }
  }

  private func firstIndex(notBefore wanted: Addition) -> Int {
    var low = 0
    var high = added.count
    while low < high {
      let middle = (low + high) / 2
      if added[middle] < wanted { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
