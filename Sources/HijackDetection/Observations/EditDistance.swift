/// The distance of Damerau and Levenshtein between short words: insertions, deletions, replacements, and exchanges of
/// two neighbours (restricted form).
enum EditDistance {
  /// The distance, or `limit + 1` where it is greater than `limit`.
  static func between(_ a: [UInt8], _ b: [UInt8], atMost limit: Int) -> Int {
    guard abs(a.count - b.count) <= limit else { return limit + 1 }
    guard !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
    var before = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    var current = previous
    for i in 1...a.count {
      current[0] = i
      for j in 1...b.count {
        let cost = a[i - 1] == b[j - 1] ? 0 : 1
        var best = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + cost)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { best = min(best, before[j - 2] + 1) }
        current[j] = best
      }
      (before, previous, current) = (previous, current, before)
    }
    return min(previous[b.count], limit + 1)
  }
}
