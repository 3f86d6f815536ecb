import ByteReading

/// Scripts of the Windows Script Encoder (`.vbe`, `.jse`, `language="VBScript.Encode"`): `#@~^`, a length in base64,
/// `==`, the characters by three alphabets, a checksum in base64, `==^#~@`.
enum ScriptEncoding {
  static let sign = Array("#@~^".utf8)
  private static let end = Array("==^#~@".utf8)
  private static let mostBlocks = 256

  /// The text with its encoded blocks decoded; nil where there is none.
  static func decoded(_ text: [UInt8]) -> [UInt8]? {
    guard var start = text.firstIndex(of: sign) else { return nil }
    var out: [UInt8] = []
    out.reserveCapacity(text.count)
    var from = 0
    for _ in 0..<mostBlocks {
      out += text[from..<start]
      // Six digits of the length and two signs follow; behind the block six of the checksum.
      let body = min(text.count, start + 12)
      let close = text.firstIndex(of: end, from: body)
      decode(text, body..<max(body, (close ?? text.count) - (close == nil ? 0 : 6)), into: &out)
      from = close.map { $0 + end.count } ?? text.count
      guard let next = text.firstIndex(of: sign, from: from) else { break }
      start = next
    }
    return out + text[from...]
  }

  private static func decode(_ text: [UInt8], _ range: Range<Int>, into out: inout [UInt8]) {
    var index = 0
    var at = range.lowerBound
    while at < range.upperBound {
      let byte = text[at]
      at += 1
      guard byte < 0x80 else {
        out.append(byte)
        continue
      }
      let alphabet = Int(ScriptEncodingTables.order[index & 63])
      index += 1
      // Characters that would end a page's script are escaped, and keep their turn.
      if byte == 0x40, at < range.upperBound, let plain = escapes[text[at]] {
        out.append(plain)
        at += 1
      } else if byte == 0x09 {
        out.append(ScriptEncodingTables.plainOfTab[alphabet])
      } else if byte >= 0x20, byte != 0x3C, byte != 0x3E, byte != 0x40 {
        out.append(ScriptEncodingTables.plain[alphabet][Int(byte) - 0x20])
      } else {
        out.append(byte)
      }
    }
  }

  private static let escapes: [UInt8: UInt8] = [0x26: 0x0A, 0x23: 0x0D, 0x2A: 0x3E, 0x21: 0x3C, 0x24: 0x40]
}
