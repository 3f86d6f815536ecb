import ByteReading

/// A start tag of an XML document, as it lies in the bytes.
///
/// Parts of Office have thousands of tags, and of most nothing is asked: names and values become text only when they are.
struct XMLTag {
  fileprivate let bytes: [UInt8]
  private let nameRange: Range<Int>
  /// Where the attributes begin.
  private let start: Int
  /// Where the tag's text ends: the byte after `>`.
  let end: Int

  fileprivate init(_ bytes: [UInt8], name: Range<Int>, end: Int) {
    self.bytes = bytes
    nameRange = Self.localName(name, in: bytes)
    start = name.upperBound
    self.end = end
  }

  /// The element's name without its prefix.
  var name: String { String(decoding: bytes[nameRange], as: UTF8.self) }

  /// Whether the element's name without its prefix is this one.
  func isCalled(_ name: StaticString) -> Bool { Self.holds(bytes, nameRange, name) }

  /// The value of an attribute by its name without prefix, references decoded; the last one where several have it.
  subscript(_ name: StaticString) -> String? { place(of: name).map(text) }

  /// Where the value of an attribute lies, as it is written.
  func place(of name: StaticString) -> Range<Int>? {
    var found: Range<Int>?
    forEachAttribute { key, value in if Self.holds(bytes, key, name) { found = value } }
    return found
  }

  /// Whether a value ends so, as it is written and without regard to the case of ASCII letters.
  func value(at place: Range<Int>, endsIn end: StaticString) -> Bool {
    guard end.hasPointerRepresentation, place.count >= end.utf8CodeUnitCount else { return false }
    let tail = bytes[place.upperBound - end.utf8CodeUnitCount..<place.upperBound].lazy.map(\.lowercasedASCII)
    return tail.elementsEqual(UnsafeBufferPointer(start: end.utf8Start, count: end.utf8CodeUnitCount))
  }

  /// The text of a value, references decoded.
  func text(at place: Range<Int>) -> String {
    XMLTags.decoded(bytes.bytes(at: place.lowerBound, count: place.count))
  }

  /// Hands over where the name and the value of each attribute lie, in the order of the tag.
  func forEachAttribute(_ body: (_ name: Range<Int>, _ value: Range<Int>) -> Void) {
    var scan = XMLAttributeScan(bytes, at: start)
    while let (key, value) = scan.next() { body(Self.localName(key, in: bytes), value) }
  }

  private static func localName(_ name: Range<Int>, in bytes: [UInt8]) -> Range<Int> {
    guard let colon = bytes[name].lastIndex(of: 0x3A) else { return name }
    return colon + 1..<name.upperBound
  }

  // Unsafe by need: names are compared for every tag and attribute, and a static text has no other bytes to give. The
  // pointer is that of the literal, and the count its own.
  fileprivate static func holds(_ bytes: [UInt8], _ range: Range<Int>, _ name: StaticString) -> Bool {
    guard name.hasPointerRepresentation, range.count == name.utf8CodeUnitCount else { return false }
    return bytes[range].elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }
}

/// The attributes of one tag, one after another, to the end of the tag.
private struct XMLAttributeScan {
  private let bytes: [UInt8]
  private(set) var at: Int
  private var left = 256

  init(_ bytes: [UInt8], at start: Int) {
    self.bytes = bytes
    at = start
  }

  /// Where the next name and value lie; nil at the end of the tag, which is stepped over.
  mutating func next() -> (name: Range<Int>, value: Range<Int>)? {
    while let byte = bytes.byte(at: at), left > 0 {
      if byte == 0x3E {
        at += 1
        return nil
      }
      if byte == 0x3C { return nil }
      if TextSniffer.isBlank(byte) || byte == 0x2F {
        at += 1
        continue
      }
      let name = self.name()
      skipBlanks()
      guard bytes.byte(at: at) == 0x3D else {
        if name.isEmpty { at += 1 }
        continue
      }
      at += 1
      skipBlanks()
      guard let quote = bytes.byte(at: at), quote == 0x22 || quote == 0x27 else { continue }
      let end = bytes.firstIndex(ofByte: quote, from: at + 1) ?? bytes.count
      let value = min(at + 1, end)..<end
      at = Swift.min(end + 1, bytes.count)
      left -= 1
      return (name, value)
    }
    return nil
  }

  /// Where a name lies that begins here.
  mutating func name() -> Range<Int> {
    let start = at
    while let byte = bytes.byte(at: at), !TextSniffer.isBlank(byte), byte != 0x3D, byte != 0x3E, byte != 0x2F,
      byte != 0x3C
    {
      at += 1
    }
    return start..<at
  }

  private mutating func skipBlanks() {
    while let byte = bytes.byte(at: at), TextSniffer.isBlank(byte) { at += 1 }
  }
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
    var scan = XMLAttributeScan(bytes, at: at)
    let name = scan.name()
    while scan.next() != nil {}
    at = scan.at
    return XMLTag(bytes, name: name, end: at)
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
