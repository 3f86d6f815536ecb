/// HZ (RFC 1843): GB 2312 between `~{` and `~}` in seven bits.
enum HZ {
  /// The same text in the eight-bit form of GB 2312.
  static func bytes(_ input: ByteView) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(input.count)
    var at = 0
    var isShifted = false
    while at < input.count {
      let byte = input[at]
      let next = input[at + 1]
      if byte == 0x7E, next == 0x7B || next == 0x7D {
        isShifted = next == 0x7B
        at += 2
      } else if byte == 0x7E, next == 0x7E, !isShifted {
        out.append(byte)
        at += 2
      } else if byte == 0x7E, next == ASCII.lineFeed, !isShifted {
        at += 2
      } else if byte == ASCII.lineFeed {
        // A line ends the shift, whether it says so or not.
        isShifted = false
        out.append(byte)
        at += 1
      } else if isShifted, byte > 0x20, next > 0x20 {
        out.append(byte | 0x80)
        out.append(next | 0x80)
        at += 2
      } else {
        out.append(byte)
        at += 1
      }
    }
    return out
  }
}
