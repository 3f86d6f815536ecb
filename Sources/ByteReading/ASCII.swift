/// ASCII without regard to case, over bytes.
extension Array where Element == UInt8 {
  /// The bytes with A–Z as a–z, everything else as it stands.
  public func lowercasedASCII() -> [UInt8] {
    map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// The text of UTF-16 little-endian bytes, an odd last byte left out, malformed units as U+FFFD.
  public func utf16Text(at offset: Int = 0, units: Int) -> String {
    guard offset >= 0, offset < count, units > 0 else { return "" }
    let available = Swift.min(units, (count - offset) / 2)
    var codes: [UInt16] = []
    codes.reserveCapacity(available)
    for index in 0..<available {
      codes.append(UInt16(self[offset + index * 2]) | UInt16(self[offset + index * 2 + 1]) << 8)
    }
    return String(decoding: codes, as: UTF16.self)
  }

  /// The text of bytes that are ISO 8859-1, or near enough for a name.
  public func latin1Text(at offset: Int = 0, count length: Int = .max) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes(at: offset, count: Swift.min(length, count)) { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  /// The text of bytes that are UTF-8 if they can be, else ISO 8859-1.
  public var lenientText: String { String(validating: self, as: UTF8.self) ?? latin1Text() }
}

extension String {
  /// The text with A–Z as a–z.
  public var lowercasedASCII: String { String(decoding: Array(utf8).lowercasedASCII(), as: UTF8.self) }

  /// Whether the text holds `part`, byte for byte.
  public func holds(_ part: StaticString) -> Bool { Array(utf8).firstIndex(of: part) != nil }
}
