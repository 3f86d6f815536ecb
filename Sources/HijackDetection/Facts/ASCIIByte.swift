/// What a byte means in ASCII.
extension UInt8 {
  /// White space: a blank, a tab, a line end.
  var isBlank: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }

  /// `0` to `9`.
  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// `A` to `Z`.
  var isUpper: Bool { self >= 0x41 && self <= 0x5A }

  /// A letter or a digit.
  var isAlphanumeric: Bool { isDigit || ((self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A) }

  /// The byte with `A` to `Z` made `a` to `z`.
  var lowered: UInt8 { isUpper ? self | 0x20 : self }

  /// The value of a hexadecimal digit; nil for any other byte.
  var hexadecimalValue: UInt8? {
    switch self {
    case 0x30...0x39: self - 0x30
    case 0x41...0x46: self - 0x37
    case 0x61...0x66: self - 0x57
    default: nil
    }
  }
}

extension Collection<UInt8> {
  /// The number that the bytes write in decimal digits; nil where they hold anything else, nothing, or too many.
  var decimalValue: Int? {
    guard !isEmpty, count <= 18 else { return nil }
    var value = 0
    for byte in self {
      guard byte.isDigit else { return nil }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// Whether the bytes are those of `word`, which is in lower case, whatever their own case.
  func equalsLowered(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in zip(self, word).allSatisfy { $0.lowered == $1 } }
  }
}
