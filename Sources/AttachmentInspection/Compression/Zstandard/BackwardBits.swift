/// Reads bits from the end of bytes to their start, as Zstandard writes them (RFC 8878 §4.1, §4.2.2).
///
/// The highest set bit of the last byte marks the end. Before the start come zeros.
struct BackwardBits {
  private let bytes: [UInt8]
  private let start: Int
  /// Bits that are left; less than none where more were taken.
  private(set) var left: Int

  init?(_ bytes: [UInt8], _ range: Range<Int>) {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count, !range.isEmpty else { return nil }
    let last = bytes[range.upperBound - 1]
    guard last != 0 else { return nil }
    self.bytes = bytes
    start = range.lowerBound
    left = range.count * 8 - last.leadingZeroBitCount - 1
  }

  /// The next bits, at most 32, without taking them.
  func peek(_ count: Int) -> Int {
    guard count > 0 else { return 0 }
    // The bits from `left - count` to `left`, those before the start as zeros.
    let low = left - count
    var value = 0
    var at = max(0, low) / 8
    let first = at
    let last = max(0, left - 1) / 8
    while at <= last, left > 0 {
      value |= Int(bytes[start + at]) << (8 * (at - first))
      at += 1
    }
    let shifted = low >= 0 ? value >> (low - first * 8) : value << -low
    return left > 0 ? shifted & ((1 << count) - 1) : 0
  }

  mutating func skip(_ count: Int) { left -= count }

  mutating func take(_ count: Int) -> Int {
    defer { left -= count }
    return peek(count)
  }
}
