import ByteReading

/// The embedded objects of a Rich Text document (RTF 1.9.1), decoded as Word decodes them: control words, groups and
/// blanks between the digits are left out.
struct RTFObjects {
  struct Object {
    let data: [UInt8]
    /// Whether something stood between the digits that no writer puts there.
    let isObfuscated: Bool
  }

  private(set) var objects: [Object] = []
  private(set) var updatesObjects = false
  /// The target of `\*\template`.
  private(set) var template: String?

  init(_ bytes: [UInt8], limit: Int) {
    updatesObjects = bytes.contains("\\objupdate") || bytes.contains("\\objautlink")
    if let at = bytes.firstIndex(of: "\\*\\template") {
      let end = bytes.firstIndex(ofByte: 0x7D, from: at, to: at + 2_048) ?? at
      let text = bytes.bytes(at: at + 11, count: end - at - 11).lenientText
      template = text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
    }
    var from = 0
    while objects.count < limit, let at = bytes.firstIndex(of: "\\objdata", from: from) {
      let (object, end) = Self.object(bytes, from: at + 8)
      objects.append(object)
      from = max(end, at + 8)
    }
  }

  private static func object(_ bytes: [UInt8], from start: Int) -> (Object, end: Int) {
    var data: [UInt8] = []
    var high: UInt8?
    var depth = 0
    var noise = 0
    var at = start
    while let byte = bytes.byte(at: at), data.count < 32 << 20 {
      at += 1
      if let digit = byte.hexadecimalValue {
        if let first = high {
          data.append(first << 4 | digit)
          high = nil
        } else {
          high = digit
        }
      } else if byte == 0x7B {
        depth += 1
        noise += 1
      } else if byte == 0x7D {
        if depth == 0 { break }
        depth -= 1
      } else if byte == 0x5C {
        noise += 1
        // `\bin` brings bytes as they are.
        if bytes.matches(Array("bin".utf8), at: at) {
          var cursor = at + 3
          var count = 0
          while let digit = bytes.byte(at: cursor), digit >= 0x30, digit <= 0x39, count < 1 << 24 {
            count = count * 10 + Int(digit - 0x30)
            cursor += 1
          }
          if bytes.byte(at: cursor) == 0x20 { cursor += 1 }
          let raw = bytes.bytes(at: cursor, count: count)
          data += raw
          at = cursor + raw.count
          continue
        }
        while let letter = bytes.byte(at: at), letter | 0x20 >= 0x61, letter | 0x20 <= 0x7A { at += 1 }
        while let digit = bytes.byte(at: at), (digit >= 0x30 && digit <= 0x39) || digit == 0x2D { at += 1 }
        if bytes.byte(at: at) == 0x20 { at += 1 }
      }
    }
    return (Object(data: data, isObfuscated: noise >= 3), at)
  }
}
