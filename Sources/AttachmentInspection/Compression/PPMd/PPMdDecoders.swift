import ByteReading

/// The range decoder of PPMd in 7z archives: a zero byte, then four of the code.
struct SevenZipRangeDecoder: PPMdRangeDecoder {
  private let bytes: [UInt8]
  private var at: Int
  private var range: UInt32 = 0xFFFF_FFFF
  private var code: UInt32 = 0

  init?(_ bytes: [UInt8], from start: Int) {
    guard bytes.byte(at: start) == 0 else { return nil }
    self.bytes = bytes
    at = start + 1
    for _ in 0..<4 { code = code << 8 | nextByte() }
  }

  var isExhausted: Bool { at > bytes.count + 8 }

  private mutating func nextByte() -> UInt32 {
    defer { at += 1 }
    return at < bytes.count ? UInt32(bytes[at]) : 0
  }

  private mutating func normalize() {
    for _ in 0..<2 where range < 1 << 24 {
      code = code << 8 | nextByte()
      range <<= 8
    }
  }

  mutating func threshold(_ total: Int) -> Int {
    range /= UInt32(truncatingIfNeeded: max(1, total))
    return Int(code / max(1, range))
  }

  mutating func take(start: Int, size: Int) {
    code = code &- UInt32(truncatingIfNeeded: start) &* range
    range = range &* UInt32(truncatingIfNeeded: size)
    normalize()
  }

  mutating func bit(zeroSize: Int) -> Int {
    let bound = (range >> 14) &* UInt32(truncatingIfNeeded: zeroSize)
    defer { normalize() }
    if code < bound {
      range = bound
      return 0
    }
    code = code &- bound
    range = range &- bound
    return 1
  }
}

/// The range decoder of PPMd in RAR archives, which carries nothing over.
struct RarRangeDecoder: PPMdRangeDecoder {
  private let bytes: [UInt8]
  /// The next byte.
  private(set) var at: Int
  private var low: UInt32 = 0
  private var range: UInt32 = 0xFFFF_FFFF
  private var code: UInt32 = 0

  init(_ bytes: [UInt8], from start: Int) {
    self.bytes = bytes
    at = start
    for _ in 0..<4 { code = code << 8 | nextByte() }
  }

  var isExhausted: Bool { at > bytes.count + 8 }

  private mutating func nextByte() -> UInt32 {
    defer { at += 1 }
    return at >= 0 && at < bytes.count ? UInt32(bytes[at]) : 0
  }

  private mutating func normalize() {
    // Each turn shifts the range by a byte or makes it a small one: a few suffice.
    for _ in 0..<8 {
      if low ^ (low &+ range) >= 1 << 24 {
        guard range < 1 << 15 else { return }
        range = (0 &- low) & 0x7FFF
      }
      code = code << 8 | nextByte()
      range <<= 8
      low <<= 8
    }
  }

  mutating func threshold(_ total: Int) -> Int {
    range /= UInt32(truncatingIfNeeded: max(1, total))
    return Int((code &- low) / max(1, range))
  }

  mutating func take(start: Int, size: Int) {
    low = low &+ UInt32(truncatingIfNeeded: start) &* range
    range = range &* UInt32(truncatingIfNeeded: size)
    normalize()
  }

  mutating func bit(zeroSize: Int) -> Int {
    range >>= 14
    if Int((code &- low) / max(1, range)) < zeroSize {
      take(start: 0, size: zeroSize)
      return 0
    }
    take(start: zeroSize, size: 1 << 14 - zeroSize)
    return 1
  }
}
