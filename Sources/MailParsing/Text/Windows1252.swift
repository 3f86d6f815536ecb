/// Windows-1252, the superset of ISO 8859-1 that mail labelled ISO-8859-1 is really written in (WHATWG Encoding §4.2).
enum Windows1252 {
  /// The characters of 0x80…0x9F; the five bytes that stand for none are control characters, as in ISO 8859-1.
  private static let upper: [UInt16] = [
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
    0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
    0x0153, 0x009D, 0x017E, 0x0178,
  ]

  /// The bytes as text; every byte stands for a character.
  static func string(_ bytes: ByteView) -> String {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8 + 8)
    for index in 0..<bytes.count { out.append(utf8Of: scalar(bytes[index])) }
    return String(decoding: out, as: UTF8.self)
  }

  /// The character that a byte stands for.
  static func scalar(_ byte: UInt8) -> UInt32 {
    byte &- 0x80 < 32 ? UInt32(upper[Int(byte &- 0x80)]) : UInt32(byte)
  }
}

extension [UInt8] {
  /// Appends the UTF-8 form of a character; U+FFFD for what is none (surrogates, beyond U+10FFFF).
  mutating func append(utf8Of value: UInt32) {
    switch value {
    case 0..<0x80:
      append(UInt8(value))
    case 0x80..<0x800:
      append(UInt8(0xC0 | value >> 6))
      append(UInt8(0x80 | value & 0x3F))
    case 0x800..<0xD800, 0xE000..<0x1_0000:
      append(UInt8(0xE0 | value >> 12))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    case 0x1_0000..<0x11_0000:
      append(UInt8(0xF0 | value >> 18))
      append(UInt8(0x80 | value >> 12 & 0x3F))
      append(UInt8(0x80 | value >> 6 & 0x3F))
      append(UInt8(0x80 | value & 0x3F))
    default:
      append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
  }
}
