import ByteReading

/// The prefix code of literals (RFC 8878 §4.2): a table of all bits that the longest code has.
struct LiteralCode {
  private let bits: Int
  private var symbols: [UInt8]
  private var lengths: [UInt8]

  /// Reads the weights, and moves `at` behind them.
  static func read(_ bytes: [UInt8], _ at: inout Int, to end: Int) -> LiteralCode? {
    guard at < end, let head = bytes.byte(at: at) else { return nil }
    at += 1
    var weights: [Int] = []
    if head >= 128 {
      let count = Int(head) - 127
      guard at + (count + 1) / 2 <= end else { return nil }
      for index in 0..<count {
        let byte = Int(bytes.byte(at: at + index / 2) ?? 0)
        weights.append(index % 2 == 0 ? byte >> 4 : byte & 15)
      }
      at += (count + 1) / 2
    } else {
      let stop = at + Int(head)
      guard stop <= end, let table = StateTable.read(bytes, &at, to: stop, most: 6, symbols: 16),
        at < stop, var bits = BackwardBits(bytes, at..<stop)
      else { return nil }
      // Two states take turns until the bits are used up.
      var states = [bits.take(table.accuracy), bits.take(table.accuracy)]
      while weights.count < 255 {
        let turn = weights.count % 2
        let state = table.states[states[turn] & (table.states.count - 1)]
        weights.append(Int(state.symbol))
        let value = bits.take(Int(state.bits))
        if bits.left < 0 {
          weights.append(Int(table.states[states[1 - turn] & (table.states.count - 1)].symbol))
          break
        }
        states[turn] = Int(state.base) + value
      }
      at = stop
    }
    return LiteralCode(weights)
  }

  /// The weight of the last symbol is what fills the table up.
  private init?(_ given: [Int]) {
    var weights = given
    guard weights.count <= 255, weights.allSatisfy({ $0 <= 12 }) else { return nil }
    let sum = weights.reduce(0) { $0 + ($1 > 0 ? 1 << ($1 - 1) : 0) }
    guard sum > 0 else { return nil }
    let bits = Int.bitWidth - sum.leadingZeroBitCount
    let left = 1 << bits - sum
    guard bits <= 12, left > 0, left.nonzeroBitCount == 1 else { return nil }
    weights.append(left.trailingZeroBitCount + 1)
    self.bits = bits
    symbols = []
    lengths = []
    for weight in 1...bits {
      for (symbol, own) in weights.enumerated() where own == weight {
        symbols += [UInt8](repeating: UInt8(truncatingIfNeeded: symbol), count: 1 << (weight - 1))
        lengths += [UInt8](repeating: UInt8(bits + 1 - weight), count: 1 << (weight - 1))
      }
    }
    guard symbols.count == 1 << bits else { return nil }
  }

  /// Decodes so many symbols of a stream; false where it is damaged.
  func decode(_ bytes: [UInt8], _ range: Range<Int>, count: Int, to out: inout [UInt8]) -> Bool {
    guard var reader = BackwardBits(bytes, range) else { return false }
    for _ in 0..<count {
      let index = reader.peek(bits)
      out.append(symbols[index])
      reader.skip(Int(lengths[index]))
      guard reader.left >= 0 else { return false }
    }
    return true
  }
}
