/// Decodes Quantum (David Stafford), as old cabinets hold it: symbols of adaptive models behind an arithmetic decoder.
///
/// The format is known from public analysis. The output comes in frames of 32 KiB, each a block of the cabinet.
struct QuantumDecoder {
  private var window: OutputWindow
  private var selectors = Model(first: 0, count: 7)
  private var literals: [Model]
  private var shortDistances: Model
  private var middleDistances: Model
  private var longDistances: Model
  private var lengths = Model(first: 0, count: 27)
  private var coder = Coder([])

  /// A decoder of a folder that gives at most `limit` bytes; nil where there is no window of that size.
  init?(windowBits: Int, limit: Int) {
    guard (10...21).contains(windowBits) else { return nil }
    window = OutputWindow(limit: limit)
    literals = (0..<4).map { Model(first: $0 * 64, count: 64) }
    shortDistances = Model(first: 0, count: min(24, windowBits * 2))
    middleDistances = Model(first: 0, count: min(36, windowBits * 2))
    longDistances = Model(first: 0, count: windowBits * 2)
  }

  /// Everything that came out so far.
  var bytes: [UInt8] { window.bytes }

  /// Goes through one frame that gives so many bytes; false where it is damaged.
  mutating func decodeFrame(_ bytes: [UInt8], size: Int) -> Bool {
    coder = Coder(bytes)
    let target = min(window.limit, window.count + size)
    while window.count < target {
      // The decoder looks two bytes ahead of what the last symbol needs.
      guard coder.bits.position <= bytes.count * 8 + 32 else { return false }
      let selector = coder.next(&selectors)
      if selector < 4 {
        window.append(UInt8(truncatingIfNeeded: coder.next(&literals[selector])))
        continue
      }
      var length = selector - 1
      let slot: Int
      switch selector {
      case 4: slot = coder.next(&shortDistances)
      case 5: slot = coder.next(&middleDistances)
      default:
        let index = coder.next(&lengths)
        length = Self.lengthBases[index] + coder.bits.take(Self.lengthBits[index]) + 5
        slot = coder.next(&longDistances)
      }
      let extra = slot < 4 ? 0 : slot / 2 - 1
      let base = slot < 4 ? slot : (2 | slot & 1) << extra
      guard window.copy(distance: base + coder.bits.take(extra) + 1, count: length) else { return false }
    }
    return true
  }

  private static let lengthBases = [
    0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 18, 22, 26, 30, 38, 46, 54, 62, 78, 94, 110, 126, 158, 190, 222, 254,
  ]
  private static let lengthBits = [
    0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0,
  ]

  /// The arithmetic decoder: bounds and place of 16 bits.
  private struct Coder {
    var bits: BitReader
    private var low = 0
    private var high = 0xFFFF
    private var code = 0

    init(_ bytes: [UInt8]) {
      bits = BitReader(bytes)
      code = bits.take(16)
    }

    mutating func next(_ model: inout Model) -> Int {
      let total = model.sums[0]
      let range = (high - low) & 0xFFFF + 1
      let place = (((code - low + 1) & 0xFFFF) * total - 1) / range & 0xFFFF
      var index = 1
      while index < model.symbols.count, model.sums[index] > place { index += 1 }
      let symbol = model.symbols[index - 1]
      high = (low + model.sums[index - 1] * range / total - 1) & 0xFFFF
      low = (low + model.sums[index] * range / total) & 0xFFFF
      model.strengthen(upTo: index)
      // Each turn shifts a bit; a range of none would never end.
      for _ in 0..<32 {
        if low & 0x8000 != high & 0x8000 {
          guard low & 0x4000 != 0, high & 0x4000 == 0 else { break }
          code ^= 0x4000
          low &= 0x3FFF
          high |= 0x4000
        }
        low = low << 1 & 0xFFFF
        high = (high << 1 | 1) & 0xFFFF
        code = (code << 1 | bits.take(1)) & 0xFFFF
      }
      return symbol
    }
  }

  /// Symbols with the sums of the frequencies from each to the last.
  private struct Model {
    var symbols: [Int]
    /// One more than there are symbols; the last is zero.
    var sums: [Int]
    private var shifts = 4

    init(first: Int, count: Int) {
      symbols = (first..<first + count).map { $0 }
      sums = (0...count).map { count - $0 }
    }

    mutating func strengthen(upTo end: Int) {
      for index in 0..<end { sums[index] += 8 }
      if sums[0] > 3_800 { age() }
    }

    private mutating func age() {
      shifts -= 1
      if shifts > 0 {
        for index in symbols.indices.reversed() {
          sums[index] >>= 1
          if sums[index] <= sums[index + 1] { sums[index] = sums[index + 1] + 1 }
        }
        return
      }
      shifts = 50
      // Frequencies of their own, halved; sorted, by the swaps that the format was defined with.
      for index in symbols.indices { sums[index] = (sums[index] - sums[index + 1] + 1) >> 1 }
      for index in 0..<symbols.count - 1 {
        for other in index + 1..<symbols.count where sums[index] < sums[other] {
          sums.swapAt(index, other)
          symbols.swapAt(index, other)
        }
      }
      for index in symbols.indices.reversed() { sums[index] += sums[index + 1] }
    }
  }
}
