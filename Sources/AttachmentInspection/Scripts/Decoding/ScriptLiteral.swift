import ByteReading

/// String literals of scripts with their escapes undone.
enum ScriptLiteral {
  /// The value of the literal that begins at `start` with a quote, where it ends, and whether escapes spelled letters;
  /// nil where it does not end within `limit` bytes.
  static func value(
    _ text: [UInt8], at start: Int, _ dialect: ScriptDialect, limit: Int
  ) -> (bytes: [UInt8], end: Int, spelled: Int)? {
    guard let quote = text.byte(at: start) else { return nil }
    var out: [UInt8] = []
    var spelled = 0
    var at = start + 1
    let stop = min(text.count, start + limit)
    while at < stop {
      let byte = text[at]
      at += 1
      if byte == quote {
        // A doubled quote is one, but in JScript.
        if dialect != .jscript, text.byte(at: at) == quote {
          out.append(quote)
          at += 1
          continue
        }
        return (out, at, spelled)
      }
      if (byte == 0x0A || byte == 0x0D), dialect == .vbscript || (dialect == .jscript && quote != 0x60) { return nil }
      if dialect == .jscript, byte == 0x5C {
        at = escape(text, at, &out, &spelled)
      } else if dialect == .powershell, quote == 0x22, byte == 0x60, let next = text.byte(at: at) {
        out.append(next == 0x6E ? 0x0A : next == 0x74 ? 0x09 : next)
        at += 1
      } else {
        out.append(byte)
      }
    }
    return nil
  }

  /// ECMA-262 §12.9.4: `\x41`, `\u0041`, `\u{41}`, octal, and single characters.
  private static func escape(_ text: [UInt8], _ start: Int, _ out: inout [UInt8], _ spelled: inout Int) -> Int {
    guard let kind = text.byte(at: start) else { return start }
    func number(_ from: Int, _ digits: Int) -> UInt32? {
      var value: UInt32 = 0
      for place in from..<from + digits {
        guard let digit = text.byte(at: place)?.hexadecimalValue else { return nil }
        value = value << 4 | UInt32(digit)
      }
      return value
    }
    switch kind {
    case 0x78:
      guard let value = number(start + 1, 2) else { break }
      spelled += 1
      append(value, &out)
      return start + 3
    case 0x75:
      guard let value = number(start + 1, 4) else { break }
      spelled += 1
      append(value, &out)
      return start + 5
    case 0x30...0x37:
      var value: UInt32 = 0
      var at = start
      while at < start + 3, let digit = text.byte(at: at), digit >= 0x30, digit <= 0x37 {
        value = value << 3 | UInt32(digit - 0x30)
        at += 1
      }
      spelled += 1
      append(value, &out)
      return at
    case 0x6E: out.append(0x0A)
    case 0x72: out.append(0x0D)
    case 0x74: out.append(0x09)
    case 0x0D, 0x0A: break
    default: out.append(kind)
    }
    return start + 1
  }

  static func append(_ code: UInt32, _ out: inout [UInt8]) {
    guard let scalar = Unicode.Scalar(code) else { return }
    out += Array(String(Character(scalar)).utf8)
  }

  /// `%41` and `%u0041` undone.
  static func unescaped(_ text: [UInt8]) -> [UInt8] {
    guard text.contains(0x25) else { return text }
    var out: [UInt8] = []
    var at = 0
    while let byte = text.byte(at: at) {
      if byte == 0x25, let mark = text.byte(at: at + 1) {
        if mark | 0x20 == 0x75 {
          var value: UInt32 = 0
          var place = at + 2
          while place < at + 6, let digit = text.byte(at: place)?.hexadecimalValue {
            value = value << 4 | UInt32(digit)
            place += 1
          }
          if place == at + 6 {
            append(value, &out)
            at = place
            continue
          }
        } else if let high = mark.hexadecimalValue, let low = text.byte(at: at + 2)?.hexadecimalValue {
          out.append(high << 4 | low)
          at += 3
          continue
        }
      }
      out.append(byte)
      at += 1
    }
    return out
  }
}
