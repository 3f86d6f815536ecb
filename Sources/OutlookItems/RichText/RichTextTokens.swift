import ByteReading

/// A piece of rich text ([MSFT-RTF], "RTF Syntax").
enum RichTextToken: Equatable {
  case open
  case close
  /// A control word, and its number where it has one.
  case word(String, Int?)
  /// A control symbol.
  case symbol(UInt8)
  /// A character of the current code page, as itself or as `\'hh`.
  case byte(UInt8)
}

/// Reads rich text piece by piece; line breaks in it mean nothing, and binary data are stepped over.
struct RichTextTokens {
  private let bytes: [UInt8]
  private var at = 0

  /// The specification allows 32 letters.
  private static let longestWord = 32

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The next piece; nil at the end.
  mutating func next() -> RichTextToken? {
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x7B: return .open
      case 0x7D: return .close
      case 0x5C:
        guard let token = control() else { return nil }
        if case .word("bin", let count) = token {
          at += min(max(count ?? 0, 0), bytes.count - at)
          continue
        }
        return token
      case 0x0D, 0x0A, 0: continue
      default: return .byte(byte)
      }
    }
    return nil
  }

  private mutating func control() -> RichTextToken? {
    guard let first = bytes.byte(at: at) else { return nil }
    at += 1
    guard (0x41...0x5A).contains(first & 0xDF) else {
      if first == 0x27, let high = Self.digit(bytes.byte(at: at)), let low = Self.digit(bytes.byte(at: at + 1)) {
        at += 2
        return .byte(high << 4 | low)
      }
      return .symbol(first)
    }
    let start = at - 1
    while at - start < Self.longestWord, let letter = bytes.byte(at: at), (0x41...0x5A).contains(letter & 0xDF) {
      at += 1
    }
    let name = String(decoding: bytes[start..<at], as: UTF8.self)
    var number: Int?
    var sign = 1
    if bytes.byte(at: at) == 0x2D, let digit = bytes.byte(at: at + 1), (0x30...0x39).contains(digit) {
      sign = -1
      at += 1
    }
    var digits = 0
    while digits < 10, let digit = bytes.byte(at: at), (0x30...0x39).contains(digit) {
      number = (number ?? 0) * 10 + Int(digit - 0x30)
      digits += 1
      at += 1
    }
    // One blank ends a control word and belongs to it.
    if bytes.byte(at: at) == 0x20 { at += 1 }
    return .word(name, number.map { $0 * sign })
  }

  private static func digit(_ byte: UInt8?) -> UInt8? {
    switch byte {
    case .some(let byte) where (0x30...0x39).contains(byte): byte - 0x30
    case .some(let byte) where (0x41...0x46).contains(byte & 0xDF): (byte & 0xDF) - 0x37
    default: nil
    }
  }
}
