/// The names of the members of one container, each made to name one member only.
struct MemberName {
  private var seen: [String: Int] = [:]

  /// The name, with `#2`, `#3`, … behind it where members before had it already.
  mutating func unique(_ name: String) -> String {
    guard let count = seen[name] else {
      seen[name] = 1
      return name
    }
    var number = count + 1
    while seen[name + "#\(number)"] != nil { number += 1 }
    seen[name] = number
    seen[name + "#\(number)"] = 1
    return name + "#\(number)"
  }

  /// The name that the bytes write: UTF-8, else the DOS character set that old ZIP programs use.
  ///
  /// Slashes at the beginning go, backslashes become slashes where no slash stands, and control characters become
  /// U+FFFD: a name goes to terminals and tables.
  static func decoded(_ bytes: [UInt8]) -> String {
    var bytes = bytes[...]
    while bytes.first == 0x2F { bytes.removeFirst() }
    var name: String
    if let text = String(validating: bytes, as: UTF8.self) {
      name = text
    } else {
      name = String(String.UnicodeScalarView(bytes.map { $0 < 0x80 ? Unicode.Scalar($0) : DOSCharacters.scalar($0) }))
    }
    if !name.utf8.contains(0x2F), name.utf8.contains(0x5C) {
      name = String(name.map { $0 == "\\" ? "/" : $0 })
    }
    guard name.unicodeScalars.contains(where: { isControl($0) }) else { return name }
    return String(String.UnicodeScalarView(name.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 }))
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
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
