/// The time in a Thread-Index at which the last answer was begun (MS-OXOMSG section 2.2.1.3, and as programs write it).
///
/// 22 bytes of header, then blocks of five: a bit that tells the scale, 31 bits of difference, a byte of chance. Desktop
/// Outlook keeps the start of the thread in the first six bytes, in units of 2^16 times 100 ns since 1601; Exchange keeps
/// it in bytes 1 to 5, and counts its first difference from what the first six bytes would mean. Differences accumulate
/// from block to block. So the last block's time is known modulo the reach of a difference.
struct ThreadIndexClock {
  private let ticks: UInt64
  private let modulus: UInt64

  /// Reads an index; nil where it has no block, a broken length, or a header without a clock.
  init?(_ bytes: [UInt8]) {
    guard bytes.count > 22, (bytes.count - 22) % 5 == 0, bytes.count <= 22 + 5 * 1000 else { return nil }
    // A header with a clock begins 01 Cx or Dx (desktop), or 01 01 Cx or Dx (Exchange): the years 1972 to 2086.
    let isDesktop = (0xC0...0xDF).contains(bytes[1])
    let isExchange = bytes[1] == 0x01 && (0xC0...0xDF).contains(bytes[2])
    guard bytes[0] == 0x01, isDesktop || isExchange else { return nil }
    var ticks = bytes[..<6].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << 16
    var hasFineScale = false
    for block in stride(from: 22, to: bytes.count, by: 5) {
      let word = bytes[block..<block + 4].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
      let isCoarse = word & 0x8000_0000 != 0
      if !isCoarse { hasFineScale = true }
      ticks = ticks &+ ((word & 0x7FFF_FFFF) << (isCoarse ? 23 : 18))
    }
    // Exchange writes the coarse scale only; anything else under such a header is of another make.
    guard isDesktop || !hasFineScale else { return nil }
    self.ticks = ticks
    modulus = 1 << (hasFineScale ? 49 : 54)
  }

  /// How many seconds after the last block `seconds` (since 1970) lies, as the nearest reading modulo the clock's reach
  /// (651 days in the fine scale, 57 years in the coarse one); nil for dates that the clock cannot hold.
  func lag(of seconds: Int64) -> Int64? {
    guard (-11_644_473_600...100_000_000_000).contains(seconds) else { return nil }
    let stated = UInt64(seconds + 11_644_473_600) &* 10_000_000
    let difference = (stated &- ticks) & (modulus - 1)
    let signed = difference >= modulus / 2 ? Int64(difference) - Int64(modulus) : Int64(difference)
    return signed / 10_000_000
  }
}
