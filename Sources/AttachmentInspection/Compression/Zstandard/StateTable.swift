import ByteReading

/// A table of finite state entropy (RFC 8878 §4.1): for each state a symbol, and how the next state is found.
struct StateTable {
  struct State {
    var symbol: UInt8
    var bits: UInt8
    var base: UInt16
  }

  let accuracy: Int
  let states: [State]

  /// The table of one symbol.
  init(symbol: UInt8) {
    accuracy = 0
    states = [State(symbol: symbol, bits: 0, base: 0)]
  }

  /// The table of a distribution; a frequency of −1 stands for less than one.
  init?(_ frequencies: [Int], accuracy: Int) {
    let size = 1 << accuracy
    var symbols = [UInt8](repeating: 0, count: size)
    var next = frequencies.map { abs($0) }
    var high = size - 1
    for (symbol, frequency) in frequencies.enumerated() where frequency == -1 {
      guard high >= 0 else { return nil }
      symbols[high] = UInt8(truncatingIfNeeded: symbol)
      high -= 1
    }
    let step = size >> 1 + size >> 3 + 3
    var place = 0
    for (symbol, frequency) in frequencies.enumerated() where frequency > 0 {
      for _ in 0..<frequency {
        guard high >= 0 else { return nil }
        symbols[place] = UInt8(truncatingIfNeeded: symbol)
        repeat { place = (place + step) & (size - 1) } while place > high
      }
    }
    var states: [State] = []
    states.reserveCapacity(size)
    for symbol in symbols {
      let own = next[Int(symbol)]
      guard own > 0 else { return nil }
      next[Int(symbol)] += 1
      let bits = accuracy - (Int.bitWidth - 1 - own.leadingZeroBitCount)
      guard bits >= 0 else { return nil }
      states.append(
        State(
          symbol: symbol, bits: UInt8(bits), base: UInt16(truncatingIfNeeded: own << bits - size)))
    }
    self.accuracy = accuracy
    self.states = states
  }

  /// Reads a distribution (§4.1.1), and moves `at` behind it.
  static func read(_ bytes: [UInt8], _ at: inout Int, to end: Int, most: Int, symbols: Int) -> StateTable? {
    var bit = 0
    let start = at
    // Bits come lowest first.
    func peek(_ count: Int) -> Int {
      var value = 0
      for index in 0..<4 where start + bit / 8 + index < end {
        value |= Int(bytes.byte(at: start + bit / 8 + index) ?? 0) << (8 * index)
      }
      return value >> (bit & 7) & ((1 << count) - 1)
    }
    let accuracy = peek(4) + 5
    bit += 4
    guard accuracy <= most else { return nil }
    var left = 1 << accuracy
    var frequencies: [Int] = []
    while left > 0, frequencies.count <= symbols {
      let count = Int.bitWidth - (left + 1).leadingZeroBitCount
      var value = peek(count)
      let lower = 1 << (count - 1) - 1
      let threshold = 1 << count - 1 - (left + 1)
      if value & lower < threshold {
        value &= lower
        bit += count - 1
      } else {
        if value > lower { value -= threshold }
        bit += count
      }
      let frequency = value - 1
      left -= abs(frequency)
      frequencies.append(frequency)
      guard frequency == 0 else { continue }
      while true {
        let zeros = peek(2)
        bit += 2
        frequencies += [Int](repeating: 0, count: zeros)
        if zeros < 3 || frequencies.count > symbols { break }
      }
    }
    at = start + (bit + 7) / 8
    guard left == 0, frequencies.count <= symbols, at <= end else { return nil }
    return StateTable(frequencies, accuracy: accuracy)
  }
}
