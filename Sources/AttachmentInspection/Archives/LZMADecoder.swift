/// Decodes LZMA data without a header, to a known size, and LZMA2 data (LZMA specification, LZMA SDK).
struct LZMADecoder {
  private let bytes: [UInt8]
  private var at: Int
  private var end: Int
  /// Where in the output the dictionary began that is in use.
  private var dictionaryStart = 0
  private var range: UInt32 = 0xFFFF_FFFF
  private var code: UInt32 = 0
  private var out: [UInt8] = []

  /// The bytes that come out, at most `size`; what came before an error where there is one.
  ///
  /// `properties` are the five bytes of the coder: lc, lp, pb in one, then the dictionary's size.
  static func decode(_ bytes: [UInt8], from start: Int, to end: Int, properties: [UInt8], size: Int) -> [UInt8] {
    guard let first = properties.first, var model = Model(properties: first), start >= 0, end <= bytes.count,
      end - start > 5
    else { return [] }
    var decoder = LZMADecoder(bytes: bytes, at: start, end: end)
    decoder.startRange(at: start)
    decoder.out.reserveCapacity(min(size, 1 << 20))
    decoder.run(&model, size: size)
    return decoder.out
  }

  /// LZMA2: chunks that are stored or packed, each saying what of the model begins anew.
  static func decodeChunks(_ bytes: [UInt8], from start: Int, to end: Int, size: Int) -> [UInt8] {
    chunks(bytes, from: start, to: end, size: size).bytes
  }

  /// The same, with how much of the input the chunks take and whether their end was reached.
  static func chunks(
    _ bytes: [UInt8], from start: Int, to end: Int, size: Int
  ) -> (bytes: [UInt8], consumed: Int, isComplete: Bool) {
    let end = min(end, bytes.count)
    guard start >= 0, start < end else { return ([], 0, false) }
    var decoder = LZMADecoder(bytes: bytes, at: start, end: end)
    var model: Model?
    var at = start
    // Whether the chunks gave all that they say; a limit or damage may cut one.
    var isWhole = true
    while isWhole, at < end, decoder.out.count < size, let control = bytes.byte(at: at), control != 0 {
      if control < 0x80 {
        guard control <= 2, let count = bytes.u16BigEndian(at: at + 1) else { break }
        if control == 1 { decoder.dictionaryStart = decoder.out.count }
        let before = decoder.out.count
        decoder.out += bytes.bytes(at: at + 3, count: min(count + 1, size - before))
        isWhole = decoder.out.count - before == count + 1
        at += 3 + count + 1
        continue
      }
      guard let low = bytes.u16BigEndian(at: at + 1), let packed = bytes.u16BigEndian(at: at + 3) else { break }
      let reset = control >> 5 & 3
      var data = at + 5
      if reset >= 2 {
        guard let properties = bytes.byte(at: data), let fresh = Model(properties: properties) else { break }
        model = fresh
        data += 1
      } else if reset == 1 {
        model = model?.reset()
      }
      if reset == 3 { decoder.dictionaryStart = decoder.out.count }
      guard var own = model else { break }
      model = nil
      decoder.end = min(data + packed + 1, end)
      decoder.startRange(at: data)
      let before = decoder.out.count
      let whole = before + (Int(control & 0x1F) << 16 | low) + 1
      decoder.run(&own, size: min(size, whole))
      isWhole = decoder.out.count == whole
      model = own
      at = data + packed + 1
    }
    return (decoder.out, at + 1 - start, isWhole && bytes.byte(at: at) == 0)
  }

  private init(bytes: [UInt8], at: Int, end: Int) {
    self.bytes = bytes
    self.end = end
    self.at = at
  }

  /// Begins the range coder anew: a zero byte, then four of the code.
  private mutating func startRange(at start: Int) {
    at = start + 1
    range = 0xFFFF_FFFF
    code = 0
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

  /// What is learnt while decoding: probabilities, the state, the last distances.
  struct Model {
    let lc: Int
    let lp: Int
    let pb: Int
    fileprivate var literals: [UInt16]
    fileprivate var isMatch = fresh(192)
    fileprivate var isRepeat = fresh(12)
    fileprivate var isRepeat0 = fresh(12)
    fileprivate var isRepeat1 = fresh(12)
    fileprivate var isRepeat2 = fresh(12)
    fileprivate var isRepeat0Long = fresh(192)
    fileprivate var slots = fresh(256)
    fileprivate var special = fresh(128)
    fileprivate var align = fresh(16)
    fileprivate var lengths = fresh(514)
    fileprivate var repeatLengths = fresh(514)
    fileprivate var state = 0
    fileprivate var repeats = [0, 0, 0, 0]

    /// A model of these properties, lc, lp and pb in one byte; nil where they are not possible.
    init?(properties: UInt8) {
      guard properties < 9 * 5 * 5 else { return nil }
      lc = Int(properties) % 9
      lp = Int(properties) / 9 % 5
      pb = Int(properties) / 45
      guard lc + lp <= 8 else { return nil }
      literals = Self.fresh(0x300 << (lc + lp))
    }

    /// The same properties with nothing learnt.
    func reset() -> Model? { Model(properties: UInt8(lc + 9 * (lp + 5 * pb))) }

    private static func fresh(_ count: Int) -> [UInt16] { [UInt16](repeating: 1_024, count: count) }
  }

  private mutating func run(_ model: inout Model, size: Int) {
    while out.count < size, !isExhausted {
      let position = (out.count - dictionaryStart) & ((1 << model.pb) - 1)
      if bit(&model.isMatch, model.state << 4 + position) == 0 {
        decodeLiteral(&model.literals, lc: model.lc, lp: model.lp, state: model.state, distance: model.repeats[0])
        model.state = model.state < 4 ? 0 : model.state < 10 ? model.state - 3 : model.state - 6
        continue
      }
      var count: Int
      if bit(&model.isRepeat, model.state) != 0 {
        guard !out.isEmpty else { return }
        if bit(&model.isRepeat0, model.state) == 0 {
          if bit(&model.isRepeat0Long, model.state << 4 + position) == 0 {
            model.state = model.state < 7 ? 9 : 11
            guard copy(distance: model.repeats[0], count: 1) else { return }
            continue
          }
        } else {
          let distance: Int
          if bit(&model.isRepeat1, model.state) == 0 {
            distance = model.repeats[1]
          } else {
            if bit(&model.isRepeat2, model.state) == 0 {
              distance = model.repeats[2]
            } else {
              distance = model.repeats[3]
              model.repeats[3] = model.repeats[2]
            }
            model.repeats[2] = model.repeats[1]
          }
          model.repeats[1] = model.repeats[0]
          model.repeats[0] = distance
        }
        count = length(&model.repeatLengths, position: position)
        model.state = model.state < 7 ? 8 : 11
      } else {
        model.repeats = [model.repeats[0], model.repeats[0], model.repeats[1], model.repeats[2]]
        count = length(&model.lengths, position: position)
        model.state = model.state < 7 ? 7 : 10
        model.repeats[0] = distance(&model.slots, &model.special, &model.align, length: count)
        if model.repeats[0] == 0xFFFF_FFFF { return }
      }
      count = min(count + 2, size - out.count)
      guard copy(distance: model.repeats[0], count: count) else { return }
    }
  }

  private mutating func decodeLiteral(_ table: inout [UInt16], lc: Int, lp: Int, state: Int, distance: Int) {
    let previous = out.count > dictionaryStart ? Int(out.last ?? 0) : 0
    let base = 0x300 * (((out.count - dictionaryStart) & ((1 << lp) - 1)) << lc + previous >> (8 - lc))
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
    guard distance < out.count - dictionaryStart else { return false }
    for _ in 0..<count { out.append(out[out.count - 1 - distance]) }
    return true
  }
}
