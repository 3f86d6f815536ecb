import ByteReading

/// Reads values from the bytes of a PDF, forgiving whatever is wrong with them.
///
/// Depth, the number of values and the length of strings are bounded.
struct PDFParser {
  private let bytes: [UInt8]
  private(set) var at: Int
  private let end: Int
  private var valuesLeft = 4_096
  private static let deepest = 16
  private static let longestString = 1 << 20

  init(_ bytes: [UInt8], at start: Int, to end: Int = .max) {
    self.bytes = bytes
    at = max(0, start)
    self.end = min(end, bytes.count)
  }

  /// The value at hand; nil at the end and at what closes a container.
  mutating func value(depth: Int = 0) -> PDFValue? {
    skipBlanks()
    guard at < end, valuesLeft > 0, depth < Self.deepest else { return nil }
    valuesLeft -= 1
    switch bytes[at] {
    case 0x2F: return .name(name())
    case 0x28: return .string(literal())
    case 0x3C:
      if bytes.byte(at: at + 1) == 0x3C { return dictionary(depth) }
      return .string(hexadecimal())
    case 0x5B: return array(depth)
    case 0x2B, 0x2D, 0x2E, 0x30...0x39: return numberOrReference()
    case 0x3E, 0x5D, 0x29, 0x7D: return nil
    default:
      skipWord()
      return .other
    }
  }

  private mutating func dictionary(_ depth: Int) -> PDFValue {
    at += 2
    var entries: [String: PDFValue] = [:]
    while at < end, valuesLeft > 0 {
      skipBlanks()
      if bytes.byte(at: at) == 0x3E {
        at += bytes.byte(at: at + 1) == 0x3E ? 2 : 1
        break
      }
      guard bytes.byte(at: at) == 0x2F else {
        // What is no key is stepped over, unless it ends the object.
        if bytes.matches([0x65, 0x6E, 0x64], at: at) || bytes.matches([0x73, 0x74, 0x72], at: at) { break }
        if value(depth: depth + 1) == nil { at += 1 }
        continue
      }
      let key = name()
      if let value = value(depth: depth + 1) { if entries[key] == nil { entries[key] = value } }
    }
    return .dictionary(entries)
  }

  private mutating func array(_ depth: Int) -> PDFValue {
    at += 1
    var values: [PDFValue] = []
    while at < end, valuesLeft > 0 {
      skipBlanks()
      if bytes.byte(at: at) == 0x5D {
        at += 1
        break
      }
      guard let value = value(depth: depth + 1) else { break }
      values.append(value)
    }
    return .array(values)
  }

  /// A name, with `#xx` undone (§7.3.5).
  mutating func name() -> String {
    at += 1
    var name: [UInt8] = []
    while at < end, name.count < 128, PDFSyntax.isRegular(bytes[at]) {
      if bytes[at] == 0x23, let high = bytes.byte(at: at + 1)?.hexadecimalValue,
        let low = bytes.byte(at: at + 2)?.hexadecimalValue
      {
        name.append(high << 4 | low)
        at += 3
      } else {
        name.append(bytes[at])
        at += 1
      }
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// A string in parentheses (§7.3.4.2).
  mutating func literal() -> [UInt8] {
    at += 1
    var text: [UInt8] = []
    var depth = 1
    while at < end, text.count < Self.longestString {
      let byte = bytes[at]
      at += 1
      switch byte {
      case 0x28:
        depth += 1
        text.append(byte)
      case 0x29:
        depth -= 1
        if depth == 0 { return text }
        text.append(byte)
      case 0x5C: escape(into: &text)
      default: text.append(byte)
      }
    }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) {
    guard at < end else { return }
    let byte = bytes[at]
    at += 1
    switch byte {
    case 0x6E: text.append(0x0A)
    case 0x72: text.append(0x0D)
    case 0x74: text.append(0x09)
    case 0x62: text.append(0x08)
    case 0x66: text.append(0x0C)
    case 0x0D: if bytes.byte(at: at) == 0x0A { at += 1 }
    case 0x0A: break
    case 0x30...0x37:
      var value = Int(byte - 0x30)
      for _ in 0..<2 {
        guard let digit = bytes.byte(at: at), digit >= 0x30, digit <= 0x37 else { break }
        value = value << 3 | Int(digit - 0x30)
        at += 1
      }
      text.append(UInt8(truncatingIfNeeded: value))
    default: text.append(byte)
    }
  }

  /// A string of hexadecimal digits (§7.3.4.3).
  private mutating func hexadecimal() -> [UInt8] {
    at += 1
    var text: [UInt8] = []
    var high: UInt8?
    while at < end, text.count < Self.longestString {
      let byte = bytes[at]
      at += 1
      if byte == 0x3E { break }
      guard let digit = byte.hexadecimalValue else { continue }
      if let first = high {
        text.append(first << 4 | digit)
        high = nil
      } else {
        high = digit
      }
    }
    if let high { text.append(high << 4) }
    return text
  }

  private mutating func numberOrReference() -> PDFValue {
    guard let first = integer() else {
      skipWord()
      return .other
    }
    // `12 0 R`
    let behind = at
    skipBlanks()
    if first >= 0, let digit = bytes.byte(at: at), digit >= 0x30, digit <= 0x39, integer() != nil {
      skipBlanks()
      if bytes.byte(at: at) == 0x52, !(bytes.byte(at: at + 1).map(PDFSyntax.isRegular) ?? false) {
        at += 1
        return .reference(first)
      }
    }
    at = behind
    return .number(first)
  }

  /// A number without its fraction.
  private mutating func integer() -> Int? {
    var isNegative = false
    var value = 0
    var digits = 0
    if let sign = bytes.byte(at: at), sign == 0x2B || sign == 0x2D {
      isNegative = sign == 0x2D
      at += 1
    }
    while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39 {
      if digits < 15 { value = value * 10 + Int(bytes[at] - 0x30) }
      digits += 1
      at += 1
    }
    if bytes.byte(at: at) == 0x2E {
      at += 1
      while at < end, bytes[at] >= 0x30, bytes[at] <= 0x39 {
        digits += 1
        at += 1
      }
    }
    return digits == 0 ? nil : isNegative ? -value : value
  }

  private mutating func skipWord() {
    let start = at
    while at < end, PDFSyntax.isRegular(bytes[at]) { at += 1 }
    if at == start { at += 1 }
  }

  private mutating func skipBlanks() {
    while at < end {
      if bytes[at] == 0x25 {
        while at < end, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      } else if bytes[at] <= 0x20 {
        at += 1
      } else {
        return
      }
    }
  }
}

/// Classes of bytes of PDF syntax (ISO 32000-1 §7.2.2).
enum PDFSyntax {
  static func isRegular(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x00...0x20, 0x28, 0x29, 0x3C, 0x3E, 0x5B, 0x5D, 0x7B, 0x7D, 0x2F, 0x25: false
    default: true
    }
  }

  /// Where the value of the object with that number begins: behind `N G obj`, the last one in the file.
  static func object(_ number: Int, in bytes: [UInt8]) -> Int? {
    let pattern = Array("\(number) ".utf8)
    var found: Int?
    var from = 0
    var tries = 0
    while tries < 100_000, let at = bytes.firstIndex(of: pattern, from: from) {
      tries += 1
      from = at + pattern.count
      if let before = bytes.byte(at: at - 1), before > 0x20 { continue }
      var cursor = from
      while let digit = bytes.byte(at: cursor), digit >= 0x30, digit <= 0x39, cursor - from < 6 { cursor += 1 }
      guard cursor > from, bytes.byte(at: cursor) == 0x20, bytes.matches([0x6F, 0x62, 0x6A], at: cursor + 1) else {
        continue
      }
      found = cursor + 4
    }
    return found
  }

  /// The number and generation of the object whose `obj` ends at `end`.
  static func numbers(before end: Int, in bytes: [UInt8]) -> (number: Int, generation: Int)? {
    var at = end - 3
    func number() -> Int? {
      while at > 0, bytes[at - 1] <= 0x20 { at -= 1 }
      let last = at
      while at > 0, last - at < 10, bytes[at - 1] >= 0x30, bytes[at - 1] <= 0x39 { at -= 1 }
      return Int(String(decoding: bytes[at..<last], as: UTF8.self))
    }
    guard at >= 0, at <= bytes.count, let generation = number(), let object = number() else { return nil }
    return (object, generation)
  }
}
