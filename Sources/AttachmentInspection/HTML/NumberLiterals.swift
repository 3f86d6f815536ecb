import ByteReading

/// Files that a script spells as numbers: arrays of bytes (`[77,90,…`, `[0x4d,0x5a,…`) and long runs of hexadecimal.
enum NumberLiterals {
  private static let shortest = 200
  private static let longest = 8 << 20

  /// The bytes of the first arrays and runs that begin as a payload does, at most four.
  static func payloads(in text: [UInt8]) -> [[UInt8]] {
    var found: [[UInt8]] = []
    var from = 0
    var tries = 0
    while found.count < 4, tries < 4_096, let open = text.firstIndex(ofByte: 0x5B, from: from) {
      tries += 1
      let (bytes, end) = array(text, from: open + 1)
      from = max(end, open + 1)
      if bytes.count >= shortest, Base64Literals.isPayload(Array(bytes.prefix(64))) { found.append(bytes) }
    }
    for magic in ["4d5a", "504b0304", "526172211a", "377abcaf", "d0cf11e0"] where found.count < 4 {
      if let bytes = hexadecimal(text, beginningWith: magic) { found.append(bytes) }
    }
    return found
  }

  private static func array(_ text: [UInt8], from start: Int) -> (bytes: [UInt8], end: Int) {
    var bytes: [UInt8] = []
    var at = start
    while bytes.count < longest, let byte = text.byte(at: at) {
      if TextSniffer.isBlank(byte) || byte == 0x2C {
        at += 1
        continue
      }
      guard byte >= 0x30, byte <= 0x39 else { break }
      var value = 0
      if byte == 0x30, let mark = text.byte(at: at + 1), mark | 0x20 == 0x78 {
        at += 2
        while let digit = text.byte(at: at)?.hexadecimalValue, value < 256 {
          value = value << 4 | Int(digit)
          at += 1
        }
      } else {
        while let digit = text.byte(at: at), digit >= 0x30, digit <= 0x39, value < 256 {
          value = value * 10 + Int(digit - 0x30)
          at += 1
        }
      }
      guard value < 256 else { break }
      bytes.append(UInt8(truncatingIfNeeded: value))
    }
    return (bytes, at)
  }

  private static func hexadecimal(_ text: [UInt8], beginningWith magic: String) -> [UInt8]? {
    let lower = text.lowercasedASCII()
    let pattern = Array(magic.utf8)
    var from = 0
    var tries = 0
    while tries < 64, let at = lower.firstIndex(of: pattern, from: from) {
      tries += 1
      from = at + pattern.count
      // A run begins where no digit stands before it.
      if text.byte(at: at - 1)?.hexadecimalValue != nil { continue }
      var bytes: [UInt8] = []
      var cursor = at
      while bytes.count < longest, let high = text.byte(at: cursor)?.hexadecimalValue,
        let low = text.byte(at: cursor + 1)?.hexadecimalValue
      {
        bytes.append(high << 4 | low)
        cursor += 2
      }
      if bytes.count >= shortest { return bytes }
      from = max(from, cursor)
    }
    return nil
  }
}
