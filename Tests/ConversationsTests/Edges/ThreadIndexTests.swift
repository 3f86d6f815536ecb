import Conversations
import MailModel
import Testing

@Suite("Thread-Index") struct ThreadIndexTests {
  /// 2021-09-14T08:03:11Z in ticks of 100 ns since 1601.
  static let ticks: UInt64 = (1_631_606_591 + 11_644_473_600) * 10_000_000
  static let date = MailDate(seconds: 1_631_606_591)

  static func bytes(_ value: UInt64, _ shift: UInt64, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> (shift + UInt64((count - 1 - $0) * 8))) }
  }

  static let outlook = bytes(ticks, 16, count: 6) + Array(repeating: 7, count: 16)
  static let exchange = [1] + bytes(ticks, 24, count: 5) + Array(repeating: UInt8(7), count: 16)

  static func block(ticks: UInt64, isCoarse: Bool) -> [UInt8] {
    let word = ticks >> (isCoarse ? 23 : 18) & 0x7FFF_FFFF | (isCoarse ? 1 << 31 : 0)
    return bytes(word, 0, count: 4) + [0x21]
  }

  @Test("Desktop Outlook: the header's time, and differences added up") func outlookTimes() throws {
    let hour: UInt64 = 36_000_000_000
    let blocks = Self.block(ticks: hour, isCoarse: false) + Self.block(ticks: 2 * hour, isCoarse: true)
    let index = try #require(ThreadIndex(Self.outlook + blocks))
    #expect(index.encoding == .outlook)
    #expect(index.guid.elementsEqual(Array(repeating: 7, count: 16)))
    let start = try #require(index.start)
    #expect((0...1).contains(Self.date.seconds - start))
    #expect(index.blocks.map(\.isCoarse) == [false, true])
    let later = MailDate(seconds: Self.date.seconds + 3 * 3_600)
    let last = try #require(index.lastTime(near: later))
    #expect(abs(last - later.seconds) <= 2)
  }

  @Test("Exchange: answers count from the six bytes, modulo 2^54") func exchangeTimes() throws {
    let now = MailDate(seconds: Self.date.seconds + 7_200)
    let base = Self.exchange[0..<6].reduce(UInt64(0)) { $0 << 8 | UInt64($1) } << 16
    let delta = (Self.ticks + 72_000_000_000 &- base) & (1 << 54 - 1)
    let index = try #require(ThreadIndex(Self.exchange + Self.block(ticks: delta, isCoarse: true)))
    #expect(index.encoding == .exchange)
    let start = try #require(index.start)
    #expect((0...2).contains(Self.date.seconds - start))
    let last = try #require(index.lastTime(near: now))
    #expect(abs(last - now.seconds) <= 2)
  }

  @Test("A header that is no time has none") func opaque() throws {
    let index = try #require(ThreadIndex([1, 2] + Array(repeating: 9, count: 25)))
    #expect(index.encoding == .opaque)
    #expect(index.start == nil)
    #expect(index.lastTime(near: Self.date) == nil)
    #expect(index.blocks.count == 1)
  }

  @Test("An extension has all the parent's bytes and whole blocks behind them") func extensions() throws {
    let parent = try #require(ThreadIndex(Self.outlook))
    let block: [UInt8] = [1, 2, 3, 4, 5]
    for (bytes, added) in [
      (Self.outlook, 0), (Self.outlook + block, 1), (Self.outlook + block + block, 2), (Self.outlook + [1, 2], 0),
      (Self.exchange + block, 0),
    ] {
      let index = try #require(ThreadIndex(bytes))
      #expect(index.addedBlocks(to: parent) == added)
      #expect(index.isExtension(of: parent) == (added > 0))
    }
    let broken = try #require(ThreadIndex(Self.outlook + [1, 2]))
    #expect(try !#require(ThreadIndex(Self.outlook + [1, 2] + block)).isExtension(of: broken))
  }

  @Test("Short, broken and extreme ones do no harm") func bounds() throws {
    #expect(ThreadIndex([]) == nil)
    #expect(ThreadIndex(Array(repeating: 1, count: 21)) == nil)
    let index = try #require(ThreadIndex([1, 0xD7] + Array(repeating: 255, count: 1_000)))
    for seconds in [Int64.min, -11_644_473_601, -1, 0, 4_000_000_000, Int64.max] {
      _ = index.lastTime(near: MailDate(seconds: seconds))
    }
  }
}
