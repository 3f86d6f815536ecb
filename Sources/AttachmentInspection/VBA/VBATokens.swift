import ByteReading

/// A word of VBA source ([MS-VBAL] §3.3), folded to lower case where case does not matter.
enum VBAToken: Equatable {
  case word(String)
  /// A string literal, with doubled quotes undone.
  case string(String)
  case number(Int)
  case symbol(UInt8)
  case endOfLine
}

/// The words of VBA source, without comments and `Attribute` lines; continued lines are one.
struct VBATokens: Sequence, IteratorProtocol {
  private let source: [UInt8]
  private var at = 0
  private var isLineStart = true

  init(_ source: [UInt8]) { self.source = source }

  mutating func next() -> VBAToken? {
    while let byte = source.byte(at: at) {
      if byte == 0x0A || byte == 0x0D || byte == 0x3A && !isLineStart && source.byte(at: at + 1) != 0x3D {
        at += 1
        if isLineStart, byte != 0x3A { continue }
        isLineStart = true
        return .endOfLine
      }
      if byte == 0x20 || byte == 0x09 {
        at += 1
        continue
      }
      if byte == 0x5F, isContinuation() { continue }
      if byte == 0x27 {
        skipLine()
        continue
      }
      let wasLineStart = isLineStart
      isLineStart = false
      if byte == 0x22 { return string() }
      if Self.isWordStart(byte) {
        let word = word()
        if wasLineStart, word == "attribute" || word == "rem" {
          skipLine()
          isLineStart = true
          continue
        }
        return .word(word)
      }
      if byte >= 0x30, byte <= 0x39 { return number(radix: 10) }
      if byte == 0x26, let kind = source.byte(at: at + 1), kind | 0x20 == 0x68, isHex(source.byte(at: at + 2)) {
        at += 2
        return number(radix: 16)
      }
      at += 1
      return .symbol(byte)
    }
    return nil
  }

  private mutating func string() -> VBAToken {
    at += 1
    var text: [UInt8] = []
    while let byte = source.byte(at: at), byte != 0x0A, byte != 0x0D {
      at += 1
      if byte == 0x22 {
        guard source.byte(at: at) == 0x22 else { break }
        at += 1
      }
      text.append(byte)
    }
    return .string(text.lenientText)
  }

  private mutating func word() -> String {
    let start = at
    var all: UInt8 = 0
    while let byte = source.byte(at: at), Self.isWordStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F {
      all |= byte
      at += 1
    }
    let word =
      all < 0x80 ? foldedWord(start, at) : source.bytes(at: start, count: at - start).lowercasedASCII().lenientText
    if let sign = source.byte(at: at), sign == 0x24 { at += 1 }
    return word
  }

  // Most of a module is words: made in place they need no array, and short ones no allocation at all. The capacity asked
  // for is the length of the word, and as many bytes are written.
  private func foldedWord(_ start: Int, _ end: Int) -> String {
    String(unsafeUninitializedCapacity: end - start) { buffer in
      var count = 0
      for byte in source[start..<end] where count < buffer.count {
        buffer[count] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
        count += 1
      }
      return count
    }
  }

  private mutating func number(radix: Int) -> VBAToken {
    var value = 0
    while let byte = source.byte(at: at) {
      let digit: Int
      switch byte {
      case 0x30...0x39: digit = Int(byte) - 0x30
      case 0x41...0x46 where radix == 16: digit = Int(byte) - 0x37
      case 0x61...0x66 where radix == 16: digit = Int(byte) - 0x57
      default:
        if byte == 0x26 || byte == 0x25 || byte == 0x23, !isHex(source.byte(at: at + 1)) { at += byte == 0x26 ? 0 : 1 }
        return .number(value)
      }
      value = Swift.min(value * radix + digit, 1 << 40)
      at += 1
    }
    return .number(value)
  }

  private mutating func isContinuation() -> Bool {
    var end = at + 1
    while let byte = source.byte(at: end), byte == 0x20 || byte == 0x09 || byte == 0x0D { end += 1 }
    guard source.byte(at: end) == 0x0A else { return false }
    at = end + 1
    return true
  }

  private mutating func skipLine() { at = source.firstIndex(ofByte: 0x0A, from: at) ?? source.count }

  private func isHex(_ byte: UInt8?) -> Bool {
    guard let byte else { return false }
    return (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }

  private static func isWordStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }
}
