/// Reads the words of a text one by one, as hashes (FNV-1a over their lower-cased scalars).
///
/// The text is UTF-8 that a `String` lends, so it is well formed.
struct WordReader {
  private static let offset: UInt64 = 0xCBF2_9CE4_8422_2325
  private var at = 0

  /// The next word of `bytes`, which are the same in every call; nil at the end.
  mutating func next(in bytes: Span<UInt8>) -> UInt64? {
    var hash = Self.offset
    var isInWord = false
    while at < bytes.count {
      let byte = bytes[at]
      if byte < 0x80 {
        at += 1
        let lower = byte | 0x20
        if (lower >= 0x61 && lower <= 0x7A) || (byte >= 0x30 && byte <= 0x39) {
          hash = Self.mixed(hash, byte <= 0x39 ? UInt32(byte) : UInt32(lower))
          isInWord = true
        } else if isInWord {
          return hash
        }
        continue
      }
      let (value, length) = scalar(first: byte, in: bytes)
      if Self.isSeparator(value) {
        at += length
        if isInWord { return hash }
      } else if Self.isUnspaced(value) {
        if isInWord { return hash }
        at += length
        return Self.mixed(hash, value)
      } else {
        at += length
        hash = Self.mixedLowercase(hash, value)
        isInWord = true
      }
    }
    return isInWord ? hash : nil
  }

  /// The scalar at `at` and how many bytes it takes (RFC 3629 §3).
  private func scalar(first: UInt8, in bytes: Span<UInt8>) -> (value: UInt32, length: Int) {
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard at + length <= bytes.count else { return (0xFFFD, bytes.count - at) }
    var value = UInt32(first) & (first >= 0xF0 ? 0x07 : first >= 0xE0 ? 0x0F : 0x1F)
    for index in at + 1..<at + length { value = value << 6 | UInt32(bytes[index] & 0x3F) }
    return (value, length)
  }

  private static func mixed(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    (hash ^ UInt64(value)) &* 0x0000_0100_0000_01B3
  }

  /// Case is folded in Latin, Greek, Cyrillic and Armenian; other scripts have none that matters here.
  private static func mixedLowercase(_ hash: UInt64, _ value: UInt32) -> UInt64 {
    guard value < 0x590 || (0x1E00..<0x2000).contains(value), let scalar = Unicode.Scalar(value) else {
      return mixed(hash, value)
    }
    return scalar.properties.lowercaseMapping.unicodeScalars.reduce(hash) { mixed($0, $1.value) }
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
