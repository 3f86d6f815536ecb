/// The lengths of prefix codes as RAR writes them, versions 3 and 5.
enum RarCodeLengths {
  /// Reads so many lengths, and before them the code that they are written in; nil where they are damaged.
  ///
  /// `before` are the lengths of the codes before, to which version 3 adds.
  static func read(_ bits: inout BitReader, count: Int, adding before: [UInt8]?) -> [UInt8]? {
    guard let code = PrefixCode(lengths: lengthsOfLengths(&bits)) else { return nil }
    var lengths: [UInt8] = []
    lengths.reserveCapacity(count)
    while lengths.count < count {
      guard let symbol = code.next(&bits), !bits.isExhausted else { return nil }
      let room = count - lengths.count
      switch symbol {
      case 0..<16:
        let base = before.map { lengths.count < $0.count ? $0[lengths.count] : 0 } ?? 0
        lengths.append((UInt8(symbol) &+ base) & 0x0F)
      case 16, 17:
        let repeats = symbol == 16 ? bits.take(3) + 3 : bits.take(7) + 11
        guard let last = lengths.last else { return nil }
        lengths += [UInt8](repeating: last, count: min(repeats, room))
      default:
        let zeros = symbol == 18 ? bits.take(3) + 3 : bits.take(7) + 11
        lengths += [UInt8](repeating: 0, count: min(zeros, room))
      }
    }
    return lengths
  }

  /// The lengths of the code of lengths: twenty of four bits, where 15 begins a run of zeros unless a zero follows.
  private static func lengthsOfLengths(_ bits: inout BitReader) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < 20 {
      let length = bits.take(4)
      guard length == 15 else {
        lengths.append(UInt8(length))
        continue
      }
      let zeros = bits.take(4)
      if zeros == 0 {
        lengths.append(15)
      } else {
        lengths += [UInt8](repeating: 0, count: min(zeros + 2, 20 - lengths.count))
      }
    }
    return lengths
  }
}
