// Reading small ASCII constructs in bytes. Every index goes through `Span`, which checks it.

extension UInt8 {
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  var isHexDigit: Bool { isDigit || (self >= 0x61 && self <= 0x66) || (self >= 0x41 && self <= 0x46) }
  var isUppercaseLetter: Bool { self >= 0x41 && self <= 0x5A }
  var lowercased: UInt8 { isUppercaseLetter ? self | 0x20 : self }
  var isBlank: Bool { self == 0x20 || self == 0x09 }
  /// The value of a digit of base64 whose alphabet ends in `last`: `/` (RFC 4648 §4), or `,` in IMAP (RFC 3501 §5.1.3);
  /// nil for any other byte.
  func base64Value(last: UInt8) -> UInt8? {
    switch self {
    case 0x41...0x5A: self - 0x41
    case 0x61...0x7A: self - 0x47
    case 0x30...0x39: self + 4
    case 0x2B: 62
    case last: 63
    default: nil
    }
  }

  /// Whether the byte may stand in the name of a header field (RFC 5322 §3.6.8).
  var isFieldNameByte: Bool { self > 0x20 && self < 0x7F && self != 0x3A }
}

extension Span<UInt8> {
  /// Whether `From ` stands at `start`.
  func hasFromPrefix(at start: Int) -> Bool {
    guard start >= 0, start <= count - 5 else { return false }
    return self[start] == 0x46 && self[start + 1] == 0x72 && self[start + 2] == 0x6F && self[start + 3] == 0x6D
      && self[start + 4] == 0x20
  }

  /// The words between blanks; nil where there are more than `limit`.
  func tokens(from start: Int, to end: Int, atMost limit: Int) -> [Range<Int>]? {
    var tokens: [Range<Int>] = []
    var index = start
    while index < end {
      if self[index].isBlank || self[index] == 0x0D {
        index += 1
        continue
      }
      let first = index
      while index < end, !self[index].isBlank, self[index] != 0x0D { index += 1 }
      guard tokens.count < limit else { return nil }
      tokens.append(first..<index)
    }
    return tokens
  }

  func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    for index in range where self[index] == byte { return true }
    return false
  }

  func equals(_ text: StaticString, at range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return ends(text, at: range)
  }

  func ends(_ text: StaticString, at range: Range<Int>) -> Bool {
    let length = text.utf8CodeUnitCount
    guard range.count >= length else { return false }
    let start = range.upperBound - length
    return text.withUTF8Buffer { wanted in
      for index in 0..<length where self[start + index] != wanted[index] { return false }
      return true
    }
  }

  /// Whether the bytes at `range` are `text` in any case; `text` is lower-case ASCII.
  func equalsIgnoringCase(_ text: String, at range: Range<Int>) -> Bool {
    guard range.count == text.utf8.count else { return false }
    var index = range.lowerBound
    for byte in text.utf8 {
      if self[index].lowercased != byte { return false }
      index += 1
    }
    return true
  }

  /// The decimal number that all bytes of `range` write; nil where they write none, or one beyond 18 digits.
  func number(in range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 18 else { return nil }
    var value = 0
    for index in range {
      guard self[index].isDigit else { return nil }
      value = value * 10 + Int(self[index] - 0x30)
    }
    return value
  }
}
