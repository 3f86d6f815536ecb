/// Fingerprints of text: hashes of runs of words, so that a passage is known again however it was quoted.
///
/// Case, blanks, quote marks, wrapping and punctuation do not count. A character of a script that is written without
/// blanks (Chinese, Japanese, Korean) is a word of its own.
public enum Shingles {
  /// Words in a run.
  public static let length = 4

  /// The `limit` smallest fingerprints of the text, sorted, each once (a bottom-k sketch, Broder 1997).
  ///
  /// The same text gives the same fingerprints on every machine and in every run.
  public static func fingerprints(of text: String, limit: Int) -> [UInt64] {
    var text = text
    return text.withUTF8 { bytes in
      var sketch = BottomSketch(limit: limit)
      var words = WordReader()
      var window: (UInt64, UInt64, UInt64) = (0, 0, 0)
      var count = 0
      while let word = words.next(in: bytes.span) {
        count += 1
        if count >= length { sketch.insert(run(window.0, window.1, window.2, word)) }
        window = (window.1, window.2, word)
      }
      return sketch.values
    }
  }

  private static func run(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) -> UInt64 {
    var hash = mix(first)
    hash = mix(hash ^ second)
    hash = mix(hash ^ third)
    return mix(hash ^ fourth)
  }

  /// The finalizer of SplitMix64 (Steele, Lea, Flood 2014), with a constant added so that 0 does not map to 0.
  private static func mix(_ value: UInt64) -> UInt64 {
    var value = value &+ 0x9E37_79B9_7F4A_7C15
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}

/// The smallest of many numbers, sorted, each once, in bounded memory.
private struct BottomSketch {
  private let limit: Int
  private(set) var values: [UInt64] = []
  /// The greatest that is kept once there are `limit`: what is not below it is none of the smallest.
  private var ceiling: UInt64?

  init(limit: Int) {
    self.limit = max(limit, 0)
    values.reserveCapacity(self.limit + 1)
  }

  mutating func insert(_ value: UInt64) {
    guard limit > 0 else { return }
    if let ceiling, value >= ceiling { return }
    let place = place(of: value)
    if place < values.count, values[place] == value { return }
    values.insert(value, at: place)
    if values.count > limit { values.removeLast() }
    if values.count == limit { ceiling = values.last }
  }

  /// The first place whose number is not below `value`.
  private func place(of value: UInt64) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if values[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
