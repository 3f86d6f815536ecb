extension CodePage {
  /// The text as UTF-8; U+FFFD stands for what the code page does not know.
  ///
  /// A page that neither this program nor the C library knows is read as Windows-1252.
  public func utf8(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .utf16: return Self.utf8(ofUTF16: bytes)
    case .utf16BigEndian: return Self.utf8(ofUTF16: Self.swapped(bytes))
    default: break
    }
    // The escapes of ISO-2022, HZ and UTF-7 are ASCII.
    let isStateful = (50_220...52_936).contains(rawValue) || rawValue == 65_000
    if !isStateful, !bytes.contains(where: { $0 >= 0x80 }) { return bytes }
    if self == .utf8 { return Array(String(decoding: bytes, as: UTF8.self).utf8) }
    if self != .windows1252, let name = libraryName, let converter = CodePageConverter(name) {
      return converter.utf8(bytes)
    }
    // Windows-1252 is what is taken where nothing is said, and hardly any text of it is UTF-8 by chance.
    if String(validating: bytes, as: UTF8.self) != nil { return bytes }
    return Self.utf8(ofWindows1252: bytes)
  }

  /// UTF-16 of little end as UTF-8; an odd last byte is left out, U+FFFD stands for halves of pairs.
  static func utf8(ofUTF16 bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count / 2 + bytes.count / 8)
    var at = 0
    while at + 1 < bytes.count {
      let unit = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
      at += 2
      if unit < 0x80 {
        out.append(UInt8(unit))
        continue
      }
      if unit & 0xFC00 == 0xD800, at + 1 < bytes.count {
        let next = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
        if next & 0xFC00 == 0xDC00 {
          out.append(utf8Of: 0x1_0000 + ((unit & 0x3FF) << 10 | next & 0x3FF))
          at += 2
          continue
        }
      }
      out.append(utf8Of: unit)
    }
    return out
  }

  private static func swapped(_ bytes: [UInt8]) -> [UInt8] {
    var swapped: [UInt8] = []
    swapped.reserveCapacity(bytes.count)
    for unit in 0..<bytes.count / 2 { swapped += [bytes[unit * 2 + 1], bytes[unit * 2]] }
    return swapped
  }

  private static let windows1252Upper: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  private static func utf8(ofWindows1252 bytes: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 4)
    for byte in bytes {
      out.append(utf8Of: 0x80..<0xA0 ~= byte ? UInt32(windows1252Upper[Int(byte) - 0x80]) : UInt32(byte))
    }
    return out
  }
}

extension [UInt8] {
  /// Appends the UTF-8 form of a character; U+FFFD for what is none.
  mutating func append(utf8Of character: UInt32) {
    if character < 0x80 {
      append(UInt8(character))
    } else {
      self += Array(String(Unicode.Scalar(character) ?? "\u{FFFD}").utf8)
    }
  }
}
