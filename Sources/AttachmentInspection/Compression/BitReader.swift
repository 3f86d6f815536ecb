/// Reads bits from bytes, the highest bit of each byte first.
///
/// Behind the end come zeros; `isExhausted` tells when more of them were taken than a decoder looks ahead.
struct BitReader {
  private let bytes: [UInt8]
  private let end: Int
  /// The next byte to load.
  private var at: Int
  private var loaded: UInt64 = 0
  private var available = 0

  init(_ bytes: [UInt8], from start: Int = 0, to end: Int = .max) {
    self.bytes = bytes
    self.end = max(0, min(end, bytes.count))
    at = min(max(0, start), self.end)
  }

  /// Bits from the start of the bytes to the next one.
  var position: Int { at &* 8 &- available }

  /// Whether bits were taken that the bytes do not have.
  var isExhausted: Bool { position > end &* 8 }

  /// The next bits, at most 32, without taking them.
  mutating func peek(_ count: Int) -> Int {
    if available < count { load() }
    return Int(loaded >> UInt64(truncatingIfNeeded: 64 - max(1, count))) & (count > 0 ? -1 : 0)
  }

  /// Passes over bits, at most 32.
  mutating func skip(_ count: Int) {
    if available < count { load() }
    loaded <<= UInt64(truncatingIfNeeded: count)
    available &-= count
  }

  /// The next bits, at most 32.
  mutating func take(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    let value = peek(count)
    skip(count)
    return value
  }

  /// Passes over what is left of the byte at hand.
  mutating func alignToByte() { skip(available & 7) }

  private mutating func load() {
    while available <= 56 {
      if at < end { loaded |= UInt64(bytes[at]) << UInt64(truncatingIfNeeded: 56 - available) }
      // `at` may run past the end by as many bytes as zeros were given.
      at &+= 1
      available &+= 8
    }
  }
}
