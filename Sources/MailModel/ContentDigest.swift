/// A SHA-256 digest (FIPS 180-4): the identity of a message, a body part or a document.
///
/// Held as four words, so that a digest in a table or a dictionary costs 32 bytes and no allocation. Digests are
/// ordered by their bytes, as their hexadecimal forms are.
public struct ContentDigest: Sendable, Hashable, Comparable {
  private var words: (UInt64, UInt64, UInt64, UInt64)

  init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

  /// Bytes in a digest.
  public static let byteCount = 32

  /// Makes a digest from its 32 bytes; nil where there are more or fewer.
  public init?(bytes: some Sequence<UInt8>) {
    var words: [UInt64] = [0, 0, 0, 0]
    var count = 0
    for byte in bytes {
      guard count < Self.byteCount else { return nil }
      words[count / 8] = words[count / 8] << 8 | UInt64(byte)
      count += 1
    }
    guard count == Self.byteCount else { return nil }
    self.words = (words[0], words[1], words[2], words[3])
  }

  /// Makes a digest from its 64 hexadecimal digits in either case; nil where `hex` is anything else.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.map { $0 }
    guard digits.count == Self.byteCount * 2 else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Self.byteCount)
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = Self.value(ofHexDigit: digits[index]), let low = Self.value(ofHexDigit: digits[index + 1])
      else { return nil }
      bytes.append(high << 4 | low)
    }
    self.init(bytes: bytes)
  }

  /// The 32 bytes.
  public var bytes: [UInt8] {
    [words.0, words.1, words.2, words.3].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }

  /// The first eight bytes as a number: a short key for tables that verify a hit.
  public var prefix64: UInt64 { words.0 }

  /// The digest as 64 lower-case hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: Self.byteCount * 2) { out in
      var at = 0
      for word in [words.0, words.1, words.2, words.3] {
        for shift in stride(from: 60, through: 0, by: -4) {
          let digit = UInt8(truncatingIfNeeded: word >> UInt64(shift)) & 0xF
          out[at] = digit < 10 ? 0x30 + digit : 0x57 + digit
          at += 1
        }
      }
      return at
    }
  }

  /// Whether two digests have the same bytes.
  public static func == (left: Self, right: Self) -> Bool { left.words == right.words }

  /// Orders digests by their bytes.
  public static func < (left: Self, right: Self) -> Bool { left.words < right.words }

  /// Hashes the first eight bytes: they are as random as any.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  private static func value(ofHexDigit digit: UInt8) -> UInt8? {
    switch digit {
    case 0x30...0x39: digit - 0x30
    case 0x41...0x46: digit - 0x37
    case 0x61...0x66: digit - 0x57
    default: nil
    }
  }
}

extension ContentDigest: CustomStringConvertible {
  /// The hexadecimal form.
  public var description: String { hex }
}
