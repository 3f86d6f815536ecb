/// Writes LZX with codes of one length, for windows of 32 KiB.
enum LZXWriter {
  /// One verbatim block, or a stored one; what is written must fit into one frame of 32 KiB.
  enum Kind { case verbatim, stored }

  static func packed(_ content: [UInt8], kind: Kind = .verbatim) -> [UInt8] {
    var bits = BitWriter()
    bits.put(0, 1)
    bits.put(kind == .stored ? 3 : 1, 3)
    bits.put(content.count, 24)
    if kind == .stored {
      // 28 bits so far: four fill the word.
      bits.put(0, 4)
      var bytes = swapped(bits.finish())
      for _ in 0..<3 { bytes += [1, 0, 0, 0] }
      return bytes + content
    }
    putLengths(256, of: 9, &bits)
    putLengths(240, of: 9, &bits)
    putLengths(249, of: 8, &bits)
    for token in MatchToken.tokens(of: content, longest: 250) {
      switch token {
      case .byte(let byte): bits.put(Int(byte), 9)
      case .match(let length, let distance):
        let value = distance + 2
        let extra = value < 4 ? 0 : Int.bitWidth - 1 - value.leadingZeroBitCount - 1
        let slot = value < 4 ? value : 2 * (extra + 1) + value >> extra & 1
        let header = min(7, length - 2)
        bits.put(256 + slot * 8 + header, 9)
        if header == 7 { bits.put(length - 9, 8) }
        bits.put(value & (1 << extra - 1), extra)
      }
    }
    return swapped(bits.finish())
  }

  /// So many lengths, each the difference from zero, behind a code of five bits for each symbol.
  private static func putLengths(_ count: Int, of length: Int, _ bits: inout BitWriter) {
    for _ in 0..<20 { bits.put(5, 4) }
    for _ in 0..<count { bits.put(17 - length, 5) }
  }

  private static func swapped(_ bytes: [UInt8]) -> [UInt8] {
    var words = bytes
    if words.count % 2 == 1 { words.append(0) }
    for at in stride(from: 0, to: words.count, by: 2) { words.swapAt(at, at + 1) }
    return words
  }
}
