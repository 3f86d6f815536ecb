import Testing

@testable import HijackDetection

@Suite struct ThreadIndexClockTests {
  /// 2021-09-14T08:00:00Z in seconds since 1970, and in ticks of 100 ns since 1601.
  private static let start: Int64 = 1_631_606_400
  private static let ticks = UInt64(start + 11_644_473_600) * 10_000_000

  private static func block(seconds: UInt64, coarse: Bool) -> [UInt8] {
    let delta = (seconds * 10_000_000) >> (coarse ? 23 : 18)
    let word = UInt32(truncatingIfNeeded: delta) & 0x7FFF_FFFF | (coarse ? 0x8000_0000 : 0)
    return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } + [0x10]
  }

  @Test func differencesOfDesktopOutlookAccumulate() throws {
    let head = stride(from: 56, through: 16, by: -8).map { UInt8(truncatingIfNeeded: Self.ticks >> UInt64($0)) }
    let index =
      head + Array(repeating: 3, count: 16) + Self.block(seconds: 3600, coarse: false)
      + Self.block(seconds: 7200, coarse: false)
    let lag = try #require(ThreadIndexClock(index)?.lag(of: Self.start + 10_800))
    #expect(abs(lag) <= 1)
  }

  @Test func exchangeCountsFromItsMisreadStart() throws {
    // The start stands in bytes 1 to 5; read as six bytes the header means another time, from which the first
    // difference counts, modulo 2^54.
    let start = stride(from: 56, through: 24, by: -8).map { UInt8(truncatingIfNeeded: Self.ticks >> UInt64($0)) }
    let head: [UInt8] = [0x01] + start
    let misread = head.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << 16
    let target = UInt64(Self.start + 5_000 + 11_644_473_600) * 10_000_000
    let difference = (target &- misread) & ((1 << 54) - 1)
    let word = UInt32(truncatingIfNeeded: difference >> 23) | 0x8000_0000
    let block = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> UInt32($0)) } + [0x00]
    let index = head + Array(repeating: 9, count: 16) + block
    let lag = try #require(ThreadIndexClock(index)?.lag(of: Self.start + 5_060))
    #expect((55...65).contains(lag))
  }

  @Test(arguments: [
    [], Array(repeating: UInt8(1), count: 22), Array(repeating: UInt8(0xFF), count: 27),
    Array(repeating: UInt8(1), count: 28),
    [0x01] + Array(repeating: UInt8(0x88), count: 26),
  ]) func indexesWithoutAClockHaveNone(_ bytes: [UInt8]) { #expect(ThreadIndexClock(bytes) == nil) }

  @Test func datesBeyondTheClockHaveNoLag() throws {
    let index = [0x01, 0xD7] + Array(repeating: UInt8(0), count: 25)
    let clock = try #require(ThreadIndexClock(index))
    #expect(clock.lag(of: .max) == nil)
    #expect(clock.lag(of: .min) == nil)
  }
}
