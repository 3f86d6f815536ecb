import ByteReading

extension LiteralFolding {
  /// What is done to a constant behind it: `.replace(…)`, `.split("").reverse().join("")`, `-replace …`, `-f …`, `-join ''`.
  ///
  /// False where nothing that is known follows.
  mutating func follow(_ value: inout Value, depth: Int) -> Bool {
    let at = skipBlanks(value.end)
    guard let next = text.byte(at: at), next == 0x2E || (dialect == .powershell && (next == 0x2D || next == 0x5B))
    else {
      return false
    }
    // Taking a text to pieces costs far more than a look at it.
    workLeft -= value.bytes.count * 4
    guard workLeft > 0 else { return false }
    switch next {
    case 0x2E: return member(&value, at + 1, depth: depth)
    case 0x2D where dialect == .powershell: return powerShellOperator(&value, at, depth: depth)
    case 0x5B where dialect == .powershell: return reversal(&value, at)
    default: return false
    }
  }

  private mutating func member(_ value: inout Value, _ start: Int, depth: Int) -> Bool {
    let end = wordEnd(start)
    let name = text.bytes(at: start, count: end - start).lowercasedASCII().lenientText
    guard Self.members.contains(name), text.byte(at: end) == 0x28,
      let (arguments, close) = arguments(end, depth: depth)
    else { return false }
    let first = arguments.first ?? []
    switch name {
    case "split":
      value.items = Self.split(value.bytes, by: first)
    case "tochararray": value.items = Self.split(value.bytes, by: [])
    case "reverse":
      guard let items = value.items else { return false }
      value.items = items.reversed()
      value.bytes = Array(items.reversed().joined())
    case "join":
      guard let items = value.items else { return false }
      value.bytes = Array(Array(items.joined(separator: first)).prefix(Self.longestText))
      value.items = nil
    case "replace", "replaceall":
      guard arguments.count == 2 else { return false }
      value.bytes = Self.replaced(value.bytes, first, arguments[1])
    default: break
    }
    value.end = close
    value.pieces = max(2, value.pieces)
    return true
  }

  private static let members: Set<String> = [
    "split", "reverse", "join", "replace", "replaceall", "tochararray", "tostring", "trim", "toupper", "tolower",
  ]

  /// Constant arguments of a call; a regular expression counts as the text that it spells, where it spells one.
  private mutating func arguments(_ open: Int, depth: Int) -> (values: [[UInt8]], close: Int)? {
    var values: [[UInt8]] = []
    var at = skipBlanks(open + 1)
    if text.byte(at: at) == 0x29 { return (values, at + 1) }
    for _ in 0..<4 {
      if dialect == .jscript, text.byte(at: at) == 0x2F {
        guard let end = text.firstIndex(ofByte: 0x2F, from: at + 1, to: at + 130) else { return nil }
        let pattern = text.bytes(at: at + 1, count: end - at - 1)
        guard !pattern.contains(where: { [0x5B, 0x2E, 0x2A, 0x2B, 0x28, 0x7C].contains($0) }) else { return nil }
        values.append(pattern.filter { $0 != 0x5C })
        at = wordEnd(end + 1)
      } else {
        guard let value = sum(at, depth: depth + 1) else { return nil }
        values.append(value.bytes)
        at = value.end
      }
      at = skipBlanks(at)
      if text.byte(at: at) == 0x29 { return (values, at + 1) }
      guard text.byte(at: at) == 0x2C else { return nil }
      at = skipBlanks(at + 1)
    }
    return nil
  }

  private mutating func powerShellOperator(_ value: inout Value, _ start: Int, depth: Int) -> Bool {
    let end = wordEnd(start + 1)
    let name = text.bytes(at: start + 1, count: end - start - 1).lowercasedASCII().lenientText
    let next = skipBlanks(end)
    switch name {
    case "join":
      guard let items = value.items, let separator = sum(next, depth: depth + 1) else { return false }
      value = Value(
        bytes: Array(Array(items.joined(separator: separator.bytes)).prefix(Self.longestText)), end: separator.end,
        pieces: max(2, value.pieces))
    case "replace", "creplace", "ireplace":
      guard let old = sum(next, depth: depth + 1) else { return false }
      var end = old.end
      var new: [UInt8] = []
      let comma = skipBlanks(end)
      if text.byte(at: comma) == 0x2C, let with = sum(skipBlanks(comma + 1), depth: depth + 1) {
        new = with.bytes
        end = with.end
      }
      value = Value(bytes: Self.replaced(value.bytes, old.bytes, new), end: end, pieces: max(2, value.pieces))
    case "f":
      var items: [[UInt8]] = []
      var at = next
      while items.count < 256, let item = sum(at, depth: depth + 1) {
        items += item.items ?? [item.bytes]
        at = item.end
        let comma = skipBlanks(at)
        guard text.byte(at: comma) == 0x2C else { break }
        at = skipBlanks(comma + 1)
      }
      guard !items.isEmpty else { return false }
      value = Value(bytes: Self.formatted(value.bytes, items), end: at, pieces: max(2, value.pieces))
    default: return false
    }
    return true
  }

  /// `[-1..-9]` turns a list of characters round.
  private func reversal(_ value: inout Value, _ start: Int) -> Bool {
    guard text.bytes(at: start, count: 6) == Array("[-1..-".utf8),
      let close = text.firstIndex(ofByte: 0x5D, from: start, to: start + 64)
    else { return false }
    let items = value.items ?? Self.split(value.bytes, by: [])
    value.items = items.reversed()
    value.bytes = Array(items.reversed().joined())
    value.end = close + 1
    value.pieces = max(2, value.pieces)
    return true
  }

  private static func split(_ text: [UInt8], by separator: [UInt8]) -> [[UInt8]] {
    if separator.isEmpty {
      return String(decoding: text, as: UTF8.self).unicodeScalars.map { Array(String(Character($0)).utf8) }
    }
    var pieces: [[UInt8]] = []
    var from = 0
    while pieces.count < 100_000, let at = text.firstIndex(of: separator, from: from) {
      pieces.append(Array(text[from..<at]))
      from = at + separator.count
    }
    return pieces + [Array(text[from...])]
  }

  private static func replaced(_ text: [UInt8], _ old: [UInt8], _ new: [UInt8]) -> [UInt8] {
    guard !old.isEmpty else { return text }
    return Array(Array(split(text, by: old).joined(separator: new)).prefix(longestText))
  }

  /// `"{1}{0}" -f 'b','a'`.
  private static func formatted(_ format: [UInt8], _ items: [[UInt8]]) -> [UInt8] {
    var out: [UInt8] = []
    var at = 0
    while let byte = format.byte(at: at), out.count < longestText {
      if byte == 0x7B, let close = format.firstIndex(ofByte: 0x7D, from: at, to: at + 8),
        let index = Int(String(decoding: format[(at + 1)..<close], as: UTF8.self)), items.indices.contains(index)
      {
        out += items[index]
        at = close + 1
      } else {
        out.append(byte)
        at += 1
      }
    }
    return out
  }
}

/// Functions that decode what they are given.
enum ScriptFunction {
  case characters, percent, base64, reversed, identity

  init?(_ lower: [UInt8]) {
    switch String(decoding: lower, as: UTF8.self) {
    case "fromcharcode", "fromcodepoint", "chr", "chrw", "chrb": self = .characters
    case "unescape", "decodeuricomponent", "decodeuri": self = .percent
    case "atob", "frombase64string": self = .base64
    case "strreverse": self = .reversed
    case "getstring", "cstr", "string": self = .identity
    default: return nil
    }
  }

  /// The text that it gives; nil for bytes that are none, which stay as they are for what unpacks them.
  func value(of text: [UInt8]) -> [UInt8]? {
    switch self {
    case .characters, .identity: return text
    case .percent: return ScriptLiteral.unescaped(text)
    case .base64:
      let bytes = Base64Literals.decode(text, 0..<text.count)
      return PackedLiterals.isText(bytes) ? bytes : nil
    case .reversed: return text.reversed()
    }
  }
}
