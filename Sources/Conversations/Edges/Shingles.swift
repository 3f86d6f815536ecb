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
    var sketch = BottomSketch(limit: limit)
    var words = WordHashes()
    var window: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var count = 0
    for scalar in text.unicodeScalars {
      words.take(scalar) { word in
        count += 1
        if count >= length { sketch.insert(run(window.0, window.1, window.2, word)) }
        window = (window.1, window.2, word)
      }
    }
    words.finish { word in
      count += 1
      if count >= length { sketch.insert(run(window.0, window.1, window.2, word)) }
    }
    return sketch.sorted()
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

/// Hashes of the words of a text (FNV-1a over their lower-cased scalars).
private struct WordHashes {
  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private var hash = WordHashes.offset
  private var isInWord = false

  mutating func take(_ scalar: Unicode.Scalar, to emit: (UInt64) -> Void) {
    let value = scalar.value
    if value < 0x80 {
      let byte = UInt8(truncatingIfNeeded: value)
      switch byte {
      case 0x61...0x7A, 0x30...0x39: add(value)
      case 0x41...0x5A: add(value | 0x20)
      default: finish(to: emit)
      }
    } else if Self.isSeparator(value) {
      finish(to: emit)
    } else if Self.isUnspaced(value) {
      finish(to: emit)
      add(value)
      finish(to: emit)
    } else if value < 0x590 || (0x1E00..<0x2000).contains(value) {
      for lower in scalar.properties.lowercaseMapping.unicodeScalars { add(lower.value) }
    } else {
      add(value)
    }
  }

  mutating func finish(to emit: (UInt64) -> Void) {
    guard isInWord else { return }
    emit(hash)
    hash = Self.offset
    isInWord = false
  }

  private mutating func add(_ value: UInt32) {
    hash = (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
    isInWord = true
  }

  /// Blanks and punctuation beyond ASCII: Latin-1 signs, General Punctuation, CJK punctuation, full-width signs.
  private static func isSeparator(_ value: UInt32) -> Bool {
    switch value {
    case 0x80...0xBF, 0xD7, 0xF7, 0x2000...0x206F, 0x2190...0x2BFF, 0x3000...0x303F, 0xFE30...0xFE4F, 0xFEFF,
      0xFF00...0xFF0F, 0xFF1A...0xFF20, 0xFFFD:
      true
    default: false
    }
  }

  /// Scripts without blanks between words: Kana, Han, Hangul.
  private static func isUnspaced(_ value: UInt32) -> Bool {
    switch value {
    case 0x2E80...0xA4CF, 0xAC00...0xD7AF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF: true
    default: false
    }
  }
}

/// The smallest of many numbers, in bounded memory.
private struct BottomSketch {
  private let limit: Int
  private var values: [UInt64] = []
  private var ceiling = UInt64.max

  init(limit: Int) { self.limit = max(limit, 0) }

  mutating func insert(_ value: UInt64) {
    guard limit > 0, value <= ceiling else { return }
    values.append(value)
    if values.count >= limit * 8 { shrink() }
  }

  mutating func sorted() -> [UInt64] {
    shrink()
    return values
  }

  private mutating func shrink() {
    values.sort()
    var kept: [UInt64] = []
    for value in values where kept.last != value {
      kept.append(value)
      if kept.count == limit { break }
    }
    values = kept
    if kept.count == limit, let last = kept.last { ceiling = last }
  }
}
