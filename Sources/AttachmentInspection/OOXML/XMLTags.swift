import ByteReading

/// A start tag of an XML document.
struct XMLTag {
  /// The element's name without its prefix.
  let name: String
  /// Attributes by their names without prefix, references decoded.
  let attributes: [String: String]
  /// Where the tag's text ends: the byte after `>`.
  let end: Int

  subscript(_ name: String) -> String? { attributes[name] }
}

/// The start tags of XML, one after another, whatever is wrong around them.
///
/// A scanner and no parser: parts of hostile documents are often not well-formed, and Office reads many of them all the
/// same.
struct XMLTags: Sequence, IteratorProtocol {
  private let bytes: [UInt8]
  private var at: Int

  /// Scans `bytes` (UTF-8, or UTF-16 with a byte order mark).
  init(_ bytes: [UInt8]) {
    if bytes.matches([0xFF, 0xFE], at: 0) {
      self.bytes = Array(bytes.utf16Text(at: 2, units: bytes.count / 2).utf8)
    } else {
      self.bytes = bytes
    }
    at = 0
  }

  mutating func next() -> XMLTag? {
    while let open = bytes.firstIndex(ofByte: 0x3C, from: at) {
      at = open + 1
      guard let first = bytes.byte(at: at) else { return nil }
      if first == 0x21, bytes.matches([0x21, 0x2D, 0x2D], at: at) {
        guard let close = bytes.firstIndex(of: "-->", from: at + 3) else { return nil }
        at = close + 3
        continue
      }
      if first == 0x2F || first == 0x3F || first == 0x21 { continue }
      return tag()
    }
    return nil
  }

  /// The text from `start` to the next tag, references decoded.
  func text(from start: Int) -> String {
    let end = bytes.firstIndex(ofByte: 0x3C, from: start) ?? bytes.count
    return Self.decoded(bytes.bytes(at: start, count: end - start))
  }

  private mutating func tag() -> XMLTag {
    let name = localName(readName())
    var attributes: [String: String] = [:]
    while let byte = bytes.byte(at: at), attributes.count < 256 {
      if byte == 0x3E {
        at += 1
        break
      }
      if byte == 0x3C { break }
      if TextSniffer.isBlank(byte) || byte == 0x2F {
        at += 1
        continue
      }
      let key = readName()
      skipBlanks()
      guard bytes.byte(at: at) == 0x3D else {
        if key.isEmpty { at += 1 }
        continue
      }
      at += 1
      skipBlanks()
      guard let quote = bytes.byte(at: at), quote == 0x22 || quote == 0x27 else { continue }
      let end = bytes.firstIndex(ofByte: quote, from: at + 1) ?? bytes.count
      attributes[localName(key)] = Self.decoded(bytes.bytes(at: at + 1, count: end - at - 1))
      at = Swift.min(end + 1, bytes.count)
    }
    return XMLTag(name: name, attributes: attributes, end: at)
  }

  private mutating func readName() -> [UInt8] {
    let start = at
    while let byte = bytes.byte(at: at), !TextSniffer.isBlank(byte), byte != 0x3D, byte != 0x3E, byte != 0x2F,
      byte != 0x3C
    {
      at += 1
    }
    return bytes.bytes(at: start, count: at - start)
  }

  private mutating func skipBlanks() {
    while let byte = bytes.byte(at: at), TextSniffer.isBlank(byte) { at += 1 }
  }

  private func localName(_ name: [UInt8]) -> String {
    if let colon = name.lastIndex(of: 0x3A) { return String(decoding: name[(colon + 1)...], as: UTF8.self) }
    return String(decoding: name, as: UTF8.self)
  }

  /// Text with its character and predefined entity references decoded.
  static func decoded(_ raw: [UInt8]) -> String {
    guard raw.contains(0x26) else { return raw.lenientText }
    var out: [UInt8] = []
    var at = 0
    while at < raw.count {
      guard raw[at] == 0x26, let end = raw.firstIndex(ofByte: 0x3B, from: at, to: at + 12) else {
        out.append(raw[at])
        at += 1
        continue
      }
      let name = String(decoding: raw[(at + 1)..<end], as: UTF8.self)
      if let scalar = scalar(named: name) {
        out += Array(String(Character(scalar)).utf8)
        at = end + 1
      } else {
        out.append(raw[at])
        at += 1
      }
    }
    return out.lenientText
  }

  private static func scalar(named name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let value =
        digits.first == "x" || digits.first == "X" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      return value.flatMap(Unicode.Scalar.init)
    }
  }
}
