/// The filters of RAR 3 for pictures, sound and Itanium code.
enum RarMediaFilters {
  /// Each byte is predicted from the one before, the one above and the one above that, as in PNG; then green is added
  /// to red and blue.
  static func picture(_ part: [UInt8], row: Int, red: Int) -> [UInt8] {
    let width = row - 3
    var out = part
    var source = 0
    for channel in 0..<min(3, part.count) {
      var previous = 0
      for at in stride(from: channel, to: part.count, by: 3) {
        var predicted = previous
        let above = at &- width
        if width > 0, above >= 3 {
          let (up, upLeft) = (Int(out[above]), Int(out[above - 3]))
          predicted = previous + up - upLeft
          let (left, top, corner) = (abs(predicted - previous), abs(predicted - up), abs(predicted - upLeft))
          predicted = left <= top && left <= corner ? previous : top <= corner ? up : upLeft
        }
        let byte = UInt8(truncatingIfNeeded: predicted - Int(part[source]))
        source += 1
        out[at] = byte
        previous = Int(byte)
      }
    }
    guard red >= 0 else { return out }
    for at in stride(from: red, to: part.count - 2, by: 3) {
      out[at] = out[at] &+ out[at + 1]
      out[at + 2] = out[at + 2] &+ out[at + 1]
    }
    return out
  }

  /// Each byte is predicted from the last differences, weighted by what fitted best over 32 bytes.
  static func sound(_ part: [UInt8], channels: Int) -> [UInt8] {
    guard channels > 0 else { return part }
    var out = part
    var source = 0
    for channel in 0..<min(channels, part.count) {
      var state = Prediction()
      for at in stride(from: channel, to: part.count, by: channels) {
        out[at] = state.next(part[source])
        source += 1
      }
    }
    return out
  }

  private struct Prediction {
    private var previous = 0
    private var previousDelta = 0
    private var deltas = [0, 0, 0]
    private var weights = [0, 0, 0]
    private var errors = [Int](repeating: 0, count: 7)
    private var count = 0

    mutating func next(_ coded: UInt8) -> UInt8 {
      deltas[2] = deltas[1]
      deltas[1] = previousDelta - deltas[0]
      deltas[0] = previousDelta
      var sum = 8 * previous
      for index in 0..<3 { sum += weights[index] * deltas[index] }
      let byte = UInt8(truncatingIfNeeded: sum >> 3) &- coded
      previousDelta = Int(Int8(truncatingIfNeeded: Int(byte) - previous))
      previous = Int(byte)
      let error = Int(Int8(bitPattern: coded)) << 3
      errors[0] += abs(error)
      for index in 0..<3 {
        errors[1 + 2 * index] += abs(error - deltas[index])
        errors[2 + 2 * index] += abs(error + deltas[index])
      }
      if count & 0x1F == 0 { adapt() }
      count &+= 1
      return byte
    }

    private mutating func adapt() {
      var best = 0
      for index in 1..<7 where errors[index] < errors[best] { best = index }
      errors = [Int](repeating: 0, count: 7)
      guard best > 0 else { return }
      let weight = (best - 1) / 2
      if best % 2 == 1 {
        if weights[weight] >= -16 { weights[weight] -= 1 }
      } else if weights[weight] < 16 {
        weights[weight] += 1
      }
    }
  }

  /// Bundles of 16 bytes whose template says which of three slots may branch.
  static func makeItaniumRelative(_ part: inout [UInt8], at start: Int) {
    let slots: [UInt8] = [4, 4, 6, 6, 0, 0, 7, 7, 4, 4, 0, 0, 4, 4, 0, 0]
    var bundle = start >> 4
    for at in stride(from: 0, to: part.count - 21, by: 16) {
      let template = Int(part[at] & 0x1F) - 0x10
      if template >= 0 {
        for slot in 0..<3 where slots[template] & (1 << UInt8(slot)) != 0 {
          let bit = slot * 41 + 5
          guard field(part, at, bit + 37, 4) == 5 else { continue }
          setTarget(&part, at, bit + 13, (field(part, at, bit + 13, 20) &- bundle) & 0xF_FFFF)
        }
      }
      bundle &+= 1
    }
  }

  private static func field(_ part: [UInt8], _ at: Int, _ bit: Int, _ count: Int) -> Int {
    var value = 0
    for index in 0..<4 where at + bit / 8 + index < part.count {
      value |= Int(part[at + bit / 8 + index]) << (8 * index)
    }
    return value >> (bit & 7) & ((1 << count) - 1)
  }

  private static func setTarget(_ part: inout [UInt8], _ at: Int, _ bit: Int, _ value: Int) {
    let mask = 0xF_FFFF << (bit & 7)
    let shifted = value << (bit & 7)
    for index in 0..<4 where at + bit / 8 + index < part.count {
      let place = at + bit / 8 + index
      let keep = ~UInt8(truncatingIfNeeded: mask >> (8 * index))
      part[place] = part[place] & keep | UInt8(truncatingIfNeeded: shifted >> (8 * index))
    }
  }
}
