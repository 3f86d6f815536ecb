/// Decodes LZMA data without a header (LZMA specification, LZMA SDK), to a known size.
struct LZMADecoder {
  private let bytes: [UInt8]
  private var at: Int
  private let end: Int
  private var range: UInt32 = 0xFFFF_FFFF
  private var code: UInt32 = 0
  private var out: [UInt8] = []

  /// The bytes that come out, at most `size`; what came before an error where there is one.
  ///
  /// `properties` are the five bytes of the coder: lc, lp, pb in one, then the dictionary's size.
  static func decode(_ bytes: [UInt8], from start: Int, to end: Int, properties: [UInt8], size: Int) -> [UInt8] {
    guard let first = properties.first, first < 9 * 5 * 5, start >= 0, end <= bytes.count, end - start > 5 else {
      return []
    }
    let lc = Int(first) % 9
    let lp = Int(first) / 9 % 5
    let pb = Int(first) / 45
    guard lc + lp <= 8 else { return [] }
    var decoder = LZMADecoder(bytes: bytes, at: start, end: end)
    decoder.run(lc: lc, lp: lp, pb: pb, size: size)
    return decoder.out
  }

  private init(bytes: [UInt8], at: Int, end: Int) {
    self.bytes = bytes
    self.end = end
    self.at = at + 1
    for _ in 0..<4 { code = code << 8 | UInt32(nextByte()) }
  }

  private mutating func nextByte() -> UInt8 {
    guard at < end else {
      at += 1
      return 0
    }
    defer { at += 1 }
    return bytes[at]
  }

  private var isExhausted: Bool { at > end + 8 }

  private mutating func bit(_ table: inout [UInt16], _ index: Int) -> Int {
    guard index < table.count else { return 0 }
    let probability = UInt32(table[index])
    let bound = (range >> 11) * probability
    let value: Int
    if code < bound {
      range = bound
      table[index] = UInt16(truncatingIfNeeded: probability + (2_048 - probability) >> 5)
      value = 0
    } else {
      range -= bound
      code -= bound
      table[index] = UInt16(truncatingIfNeeded: probability - probability >> 5)
      value = 1
    }
    normalize()
    return value
  }

  private mutating func normalize() {
    if range < 1 << 24 {
      range <<= 8
      code = code << 8 | UInt32(nextByte())
    }
  }

  private mutating func directBits(_ count: Int) -> Int {
    var value = 0
    for _ in 0..<count {
      range >>= 1
      code = code &- range
      let mask = 0 &- (code >> 31)
      code = code &+ (range & mask)
      normalize()
      value = value << 1 | (mask == 0 ? 1 : 0)
    }
    return value
  }

  private mutating func tree(_ table: inout [UInt16], at base: Int, bits: Int) -> Int {
    var index = 1
    for _ in 0..<bits { index = index << 1 | bit(&table, base + index) }
    return index - 1 << bits
  }

  private mutating func reverseTree(_ table: inout [UInt16], at base: Int, bits: Int) -> Int {
    var index = 1
    var value = 0
    for position in 0..<bits {
      let next = bit(&table, base + index)
      index = index << 1 | next
      value |= next << position
    }
    return value
  }

  /// A table of probabilities of lengths: choice, second choice, low and middle trees for each of 16 positions, high tree.
  private mutating func length(_ table: inout [UInt16], position: Int) -> Int {
    if bit(&table, 0) == 0 { return tree(&table, at: 2 + position * 8, bits: 3) }
    if bit(&table, 1) == 0 { return 8 + tree(&table, at: 130 + position * 8, bits: 3) }
    return 16 + tree(&table, at: 258, bits: 8)
  }

  private mutating func run(lc: Int, lp: Int, pb: Int, size: Int) {
    func fresh(_ count: Int) -> [UInt16] { [UInt16](repeating: 1_024, count: count) }
    var literals = fresh(0x300 << (lc + lp))
    var isMatch = fresh(192)
    var isRepeat = fresh(12)
    var isRepeat0 = fresh(12)
    var isRepeat1 = fresh(12)
    var isRepeat2 = fresh(12)
    var isRepeat0Long = fresh(192)
    var slots = fresh(256)
    var special = fresh(128)
    var align = fresh(16)
    var lengths = fresh(514)
    var repeatLengths = fresh(514)
    var state = 0
    var repeats = [0, 0, 0, 0]
    out.reserveCapacity(min(size, 1 << 20))
    while out.count < size, !isExhausted {
      let position = out.count & ((1 << pb) - 1)
      if bit(&isMatch, state << 4 + position) == 0 {
        decodeLiteral(&literals, lc: lc, lp: lp, state: state, distance: repeats[0])
        state = state < 4 ? 0 : state < 10 ? state - 3 : state - 6
        continue
      }
      var count: Int
      if bit(&isRepeat, state) != 0 {
        guard !out.isEmpty else { return }
        if bit(&isRepeat0, state) == 0 {
          if bit(&isRepeat0Long, state << 4 + position) == 0 {
            state = state < 7 ? 9 : 11
            guard copy(distance: repeats[0], count: 1) else { return }
            continue
          }
        } else {
          let distance: Int
          if bit(&isRepeat1, state) == 0 {
            distance = repeats[1]
          } else {
            if bit(&isRepeat2, state) == 0 {
              distance = repeats[2]
            } else {
              distance = repeats[3]
              repeats[3] = repeats[2]
            }
            repeats[2] = repeats[1]
          }
          repeats[1] = repeats[0]
          repeats[0] = distance
        }
        count = length(&repeatLengths, position: position)
        state = state < 7 ? 8 : 11
      } else {
        repeats = [repeats[0], repeats[0], repeats[1], repeats[2]]
        count = length(&lengths, position: position)
        state = state < 7 ? 7 : 10
        repeats[0] = distance(&slots, &special, &align, length: count)
        if repeats[0] == 0xFFFF_FFFF { return }
      }
      count = min(count + 2, size - out.count)
      guard copy(distance: repeats[0], count: count) else { return }
    }
  }

  private mutating func decodeLiteral(_ table: inout [UInt16], lc: Int, lp: Int, state: Int, distance: Int) {
    let previous = Int(out.last ?? 0)
    let base = 0x300 * ((out.count & ((1 << lp) - 1)) << lc + previous >> (8 - lc))
    var symbol = 1
    if state >= 7, distance < out.count {
      var match = Int(out[out.count - 1 - distance])
      while symbol < 0x100 {
        let matchBit = match >> 7 & 1
        match <<= 1
        let next = bit(&table, base + (1 + matchBit) << 8 + symbol)
        symbol = symbol << 1 | next
        if matchBit != next { break }
      }
    }
    while symbol < 0x100 { symbol = symbol << 1 | bit(&table, base + symbol) }
    out.append(UInt8(truncatingIfNeeded: symbol))
  }

  private mutating func distance(
    _ slots: inout [UInt16], _ special: inout [UInt16], _ align: inout [UInt16], length: Int
  ) -> Int {
    let slot = tree(&slots, at: min(length, 3) * 64, bits: 6)
    guard slot >= 4 else { return slot }
    let bits = slot >> 1 - 1
    var value = (2 | slot & 1) << bits
    if slot < 14 {
      value += reverseTree(&special, at: value - slot, bits: bits)
    } else {
      value += directBits(bits - 4) << 4
      value += reverseTree(&align, at: 0, bits: 4)
    }
    return value
  }

  private mutating func copy(distance: Int, count: Int) -> Bool {
    guard distance < out.count else { return false }
    for _ in 0..<count { out.append(out[out.count - 1 - distance]) }
    return true
  }
}
