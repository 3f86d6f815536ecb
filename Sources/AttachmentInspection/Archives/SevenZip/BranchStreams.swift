import ByteReading

/// Joins what BCJ2 took apart (7-Zip): code without the targets of its calls and jumps, the targets in streams of their
/// own, and a range-coded bit for each branch that says whether its target was moved.
struct BranchStreams {
  private let choices: [UInt8]
  private var at = 0
  private var range: UInt32 = 0xFFFF_FFFF
  private var code: UInt32 = 0
  private var probabilities = [UInt32](repeating: 1_024, count: 258)

  /// The code in full, at most `size` bytes; what came before damage where there is some.
  static func joined(main: [UInt8], calls: [UInt8], jumps: [UInt8], choices: [UInt8], size: Int) -> [UInt8] {
    var streams = BranchStreams(choices)
    var out: [UInt8] = []
    var (mainAt, callsAt, jumpsAt) = (0, 0, 0)
    var previous: UInt8 = 0
    while out.count < size, mainAt < main.count {
      let byte = main[mainAt]
      mainAt += 1
      out.append(byte)
      let isCall = byte == 0xE8
      let isBranch = byte & 0xFE == 0xE8 || (previous == 0x0F && byte & 0xF0 == 0x80)
      guard isBranch, out.count < size else {
        previous = byte
        continue
      }
      let index = isCall ? Int(previous) : byte == 0xE9 ? 256 : 257
      guard streams.bit(index) else {
        previous = byte
        continue
      }
      guard let source = isCall ? calls.u32BigEndian(at: callsAt) : jumps.u32BigEndian(at: jumpsAt) else { break }
      if isCall { callsAt += 4 } else { jumpsAt += 4 }
      let target = UInt32(truncatingIfNeeded: source) &- UInt32(truncatingIfNeeded: out.count + 4)
      for shift in 0..<4 where out.count < size { out.append(UInt8(truncatingIfNeeded: target >> UInt32(8 * shift))) }
      previous = UInt8(truncatingIfNeeded: target >> 24)
    }
    return out
  }

  private init(_ choices: [UInt8]) {
    self.choices = choices
    for _ in 0..<5 { code = code << 8 | nextByte() }
  }

  private mutating func nextByte() -> UInt32 {
    defer { at += 1 }
    return at < choices.count ? UInt32(choices[at]) : 0
  }

  private mutating func bit(_ index: Int) -> Bool {
    let probability = probabilities[index]
    let bound = (range >> 11) * probability
    let isSet = code >= bound
    if isSet {
      range -= bound
      code -= bound
      probabilities[index] = probability - probability >> 5
    } else {
      range = bound
      probabilities[index] = probability + (2_048 - probability) >> 5
    }
    if range < 1 << 24 {
      range <<= 8
      code = code << 8 | nextByte()
    }
    return isSet
  }
}
