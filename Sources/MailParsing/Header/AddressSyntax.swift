/// Whether an address is written as one may be (RFC 5322 §3.4.1, with the words of §4.4 and the characters of RFC 6532).
enum AddressSyntax {
  /// Whether the text is a local part, an `@` and a domain, each of them well formed.
  static func isWell(_ address: String) -> Bool {
    var address = address
    return address.withUTF8 { isWell(ByteView(UnsafeRawBufferPointer($0))) }
  }

  private static func isWell(_ bytes: ByteView) -> Bool {
    var at = 0
    // Words joined by dots: atoms or quoted strings.
    while true {
      guard let end = bytes[at] == 0x22 ? endOfQuoted(bytes, at) : endOfAtom(bytes, at) else { return false }
      at = end
      guard bytes[at] == 0x2E else { break }
      at += 1
    }
    guard at < bytes.count, bytes[at] == 0x40 else { return false }
    at += 1
    if bytes[at] == 0x5B { return endOfLiteral(bytes, at) == bytes.count }
    while let end = endOfAtom(bytes, at) {
      if end == bytes.count { return true }
      guard bytes[end] == 0x2E else { return false }
      at = end + 1
    }
    return false
  }

  private static func endOfAtom(_ bytes: ByteView, _ start: Int) -> Int? {
    var at = start
    while at < bytes.count, isAtomText(bytes[at]) { at += 1 }
    return at > start ? at : nil
  }

  private static func endOfQuoted(_ bytes: ByteView, _ start: Int) -> Int? {
    var at = start + 1
    while at < bytes.count {
      if bytes[at] == 0x22 { return at + 1 }
      at += bytes[at] == 0x5C ? 2 : 1
    }
    return nil
  }

  private static func endOfLiteral(_ bytes: ByteView, _ start: Int) -> Int? {
    var at = start + 1
    while at < bytes.count, bytes[at] != 0x5B, bytes[at] != 0x5C, bytes[at] > 0x20 {
      if bytes[at] == 0x5D { return at + 1 }
      at += 1
    }
    return nil
  }

  private static func isAtomText(_ byte: UInt8) -> Bool {
    if ASCII.isLetter(byte) || ASCII.isDigit(byte) || byte >= 0x80 { return true }
    switch byte {
    case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2F, 0x3D, 0x3F, 0x5E...0x60, 0x7B...0x7E: return true
    default: return false
    }
  }
}
