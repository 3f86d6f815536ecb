/// The names of the members of one container, each made to name one member only.
struct MemberName {
  private var seen: [ExactText: Int] = [:]

  /// The name, with `#2`, `#3`, … behind it where members before had it already.
  mutating func unique(_ name: String) -> String {
    guard let count = seen[ExactText(name)] else {
      seen[ExactText(name)] = 1
      return name
    }
    var number = count + 1
    while seen[ExactText(name + "#\(number)")] != nil { number += 1 }
    seen[ExactText(name)] = number
    seen[ExactText(name + "#\(number)")] = 1
    return name + "#\(number)"
  }

  /// The name that bytes in a tar write: UTF-8, what is none escaped, as in names of files (see `PathText`).
  ///
  /// Slashes at the beginning go, and control characters are escaped: a name goes to terminals and tables.
  static func tar(_ bytes: [UInt8]) -> String {
    PathText.text(of: Array(bytes.drop { $0 == 0x2F }), escaping: .controls)
  }

  /// What a ZIP says of a name's charset.
  enum ZipCharset {
    /// UTF-8 (APPNOTE 4.4.4, bit 11).
    case utf8
    /// Nothing: UTF-8 all the same, or the DOS characters of old programs (APPNOTE Appendix D).
    case unstated
  }

  /// The name that bytes in a ZIP write, treated as that of a tar.
  ///
  /// Backslashes, which some programs write, become slashes where no slash stands.
  static func zip(_ bytes: [UInt8], _ charset: ZipCharset) -> String {
    var bytes = bytes
    if !bytes.contains(0x2F) { bytes = bytes.map { $0 == 0x5C ? 0x2F : $0 } }
    if charset == .unstated, String(validating: bytes, as: UTF8.self) == nil {
      let scalars = bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : DOSCharacters.scalar($0) }
      bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
    }
    return tar(bytes)
  }
}

/// The upper half of IBM code page 437 (APPNOTE Appendix D).
enum DOSCharacters {
  private static let upper = Array(
    ("ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
      + "└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}").unicodeScalars)

  /// The character of a byte from 0x80 on.
  static func scalar(_ byte: UInt8) -> Unicode.Scalar {
    let index = Int(byte) - 0x80
    return upper.indices.contains(index) ? upper[index] : "\u{FFFD}"
  }
}
