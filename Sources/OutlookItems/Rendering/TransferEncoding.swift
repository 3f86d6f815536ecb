import MailModel

import ByteReading

/// How a leaf's bytes are written (RFC 2045 §6).
enum TransferEncoding: String {
  case sevenBit = "7bit"
  case quotedPrintable = "quoted-printable"
  case base64

  /// What suits a text with line feeds as line ends.
  init(forText text: [UInt8]) {
    var high = 0
    var controls = 0
    var column = 0
    var longest = 0
    for byte in text {
      if byte == 0x0A {
        longest = max(longest, column)
        column = 0
        continue
      }
      column += 1
      if byte >= 0x80 { high += 1 }
      if byte < 0x20 && byte != 0x09 || byte == 0x7F { controls += 1 }
    }
    longest = max(longest, column)
    let isMarked = text.matches(Array("--=_".utf8), at: 0) || text.contains("\n--=_")
    if high == 0, controls == 0, longest <= 998, !isMarked {
      self = .sevenBit
    } else {
      self = (high + controls) * 6 > text.count ? .base64 : .quotedPrintable
    }
  }

  /// The bytes as lines.
  func encoded(_ bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .sevenBit: return bytes
    case .base64:
      var out: [UInt8] = []
      out.reserveCapacity(bytes.count / 3 * 4 + bytes.count / 54 + 8)
      Base64Encoding.append(bytes, lineLength: 76, to: &out)
      return out
    case .quotedPrintable: return Self.quotedPrintable(bytes)
    }
  }

  private static func quotedPrintable(_ bytes: [UInt8]) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    var column = 0
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        out.append(0x0A)
        column = 0
        continue
      }
      let isBlank = byte == 0x20 || byte == 0x09
      let isLineEnd = index + 1 == bytes.count || bytes[index + 1] == 0x0A
      let isPlain = isBlank ? !isLineEnd : byte > 0x20 && byte < 0x7F && byte != 0x3D
      let width = isPlain ? 1 : 3
      if column + width > 75 {
        out += [0x3D, 0x0A]
        column = 0
      }
      out += isPlain ? [byte] : [0x3D, digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      column += width
    }
    return out
  }
}

extension [UInt8] {
  /// The text with line feeds as its line ends (CR LF and lone CR become LF).
  var withLineFeeds: [UInt8] {
    guard contains(0x0D) else { return self }
    var out: [UInt8] = []
    out.reserveCapacity(count)
    for (index, byte) in enumerated() {
      if byte != 0x0D {
        out.append(byte)
      } else if index + 1 == count || self[index + 1] != 0x0A {
        out.append(0x0A)
      }
    }
    return out
  }
}
