/// Character references of HTML: `&amp;`, `&#228;`, `&#xE4;`, also without the semicolon.
enum HTMLCharacterReference {
  /// The character that the reference at `start` (its ampersand) stands for, and the index behind it; nil for none.
  static func read(_ bytes: ByteView, at start: Int, inAttribute: Bool = false) -> (character: UInt32, end: Int)? {
    bytes[start + 1] == 0x23 ? numeric(bytes, start) : named(bytes, start, inAttribute)
  }

  private static func numeric(_ bytes: ByteView, _ start: Int) -> (UInt32, Int)? {
    var at = start + 2
    let isHex = bytes[at] | 0x20 == 0x78
    if isHex { at += 1 }
    let first = at
    var value: UInt32 = 0
    while at < bytes.count {
      let digit: UInt8?
      if isHex { digit = ASCII.hexValue(bytes[at]) } else { digit = ASCII.isDigit(bytes[at]) ? bytes[at] &- 0x30 : nil }
      guard let digit else { break }
      if value < 0x11_0000 { value = value * (isHex ? 16 : 10) + UInt32(digit) }
      at += 1
    }
    guard at > first else { return nil }
    if bytes[at] == 0x3B { at += 1 }
    // References to C1 controls mean Windows-1252 (HTML Living Standard §13.2.5.80).
    if (0x80...0x9F).contains(value) { value = Windows1252.scalar(UInt8(truncatingIfNeeded: value)) }
    return (value == 0 ? 0xFFFD : value, at)
  }

  private static func named(_ bytes: ByteView, _ start: Int, _ inAttribute: Bool) -> (UInt32, Int)? {
    var at = start + 1
    while at < bytes.count, at - start <= HTMLEntityTable.longestName,
      ASCII.isLetter(bytes[at]) || ASCII.isDigit(bytes[at])
    {
      at += 1
    }
    guard at > start + 1 else { return nil }
    let name = bytes[start + 1..<at].asciiString
    if bytes[at] == 0x3B, let character = HTMLEntityTable.characters[name] { return (character, at + 1) }
    // Without a semicolon only the names of old HTML count, and none in `?a=b&copy=c`.
    if inAttribute, bytes[at] == 0x3D { return nil }
    for length in stride(from: min(name.utf8.count, 6), through: 2, by: -1) {
      let prefix = String(name.prefix(length))
      guard let character = HTMLEntityTable.characters[prefix], character < 0x100 else { continue }
      if inAttribute, length < name.utf8.count { return nil }
      return (character, start + 1 + length)
    }
    return nil
  }
}
