import ByteReading

/// A word of VBA source ([MS-VBAL] §3.3).
///
/// Words and literals are numbers of a lexicon, so that tokens are copied and compared without touching text.
enum VBAToken: Equatable {
  case word(VBAWord)
  /// A string literal by its number.
  case string(UInt32)
  case number(Int)
  case symbol(UInt8)
  case endOfLine

  /// What the token means, where it is a word that is known.
  var keyword: VBAKeyword? {
    if case .word(let word) = self { word.keyword } else { nil }
  }
}

/// The words of VBA source, without comments and `Attribute` lines; continued lines are one.
struct VBATokens {
  private let source: [UInt8]
  private var at = 0
  private var isLineStart = true

  init(_ source: [UInt8]) { self.source = source }

  /// The next token, its words and literals kept in `lexicon`; nil at the end.
  mutating func next(_ lexicon: inout VBALexicon) -> VBAToken? {
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
      if byte == 0x22 { return .string(lexicon.add(literal: literal())) }
      if Self.isWordStart(byte) {
        let word = word(&lexicon)
        if wasLineStart, word.keyword == .attribute || word.keyword == .rem {
          skipLine()
          isLineStart = true
          continue
        }
        return .word(word)
      }
      if byte >= 0x30, byte <= 0x39 { return number(radix: 10) }
      if byte == 0x26, let kind = source.byte(at: at + 1), kind | 0x20 == 0x68,
        source.byte(at: at + 2)?.hexadecimalValue != nil
      {
        at += 2
        return number(radix: 16)
      }
      at += 1
      return .symbol(byte)
    }
    return nil
  }

  private mutating func literal() -> String {
    at += 1
    let start = at
    while let byte = source.byte(at: at), byte != 0x22, byte != 0x0A, byte != 0x0D { at += 1 }
    var text = source.bytes(at: start, count: at - start)
    // A doubled quote is one, and the literal goes on.
    while source.byte(at: at) == 0x22 {
      at += 1
      guard source.byte(at: at) == 0x22 else { break }
      let more = at
      at += 1
      while let byte = source.byte(at: at), byte != 0x22, byte != 0x0A, byte != 0x0D { at += 1 }
      text += source[more..<at]
    }
    return text.lenientText
  }

  private mutating func word(_ lexicon: inout VBALexicon) -> VBAWord {
    let start = at
    var hash = VBALexicon.emptyHash
    while let byte = source.byte(at: at), Self.isWordStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x5F {
      hash = VBALexicon.hash(hash, byte.lowercasedASCII)
      at += 1
    }
    let word = lexicon.word(source, start..<at, hash: hash)
    if let sign = source.byte(at: at), sign == 0x24 { at += 1 }
    return word
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
        if byte == 0x26 || byte == 0x25 || byte == 0x23, source.byte(at: at + 1)?.hexadecimalValue == nil {
          at += byte == 0x26 ? 0 : 1
        }
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

  private static func isWordStart(_ byte: UInt8) -> Bool {
    (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }
}
