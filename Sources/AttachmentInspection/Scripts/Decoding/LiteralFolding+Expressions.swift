import ByteReading

extension LiteralFolding {
  /// A constant: its text, where its expression ends, and how many pieces went into it.
  struct Value {
    var bytes: [UInt8]
    var end: Int
    var pieces: Int
    /// The items, where it is a list.
    var items: [[UInt8]]?
  }

  /// Pieces with joiners between them; ends before the first piece that is not constant.
  mutating func sum(_ start: Int, depth: Int) -> Value? {
    guard !Self.isTooDeep(depth), var value = piece(start, depth: depth) else { return nil }
    while value.bytes.count < Self.longestText {
      let joiner = skipBlanks(value.end)
      guard let byte = text.byte(at: joiner), dialect.joiners.contains(byte), text.byte(at: joiner + 1) != byte,
        text.byte(at: joiner + 1) != 0x3D, let next = piece(skipBlanks(joiner + 1), depth: depth)
      else { break }
      workLeft -= next.bytes.count / 8
      value.bytes += next.bytes
      value.end = next.end
      value.pieces += max(1, next.pieces)
    }
    // A word alone is no expression; known ones count as pieces.
    return value
  }

  private mutating func piece(_ start: Int, depth: Int) -> Value? {
    guard workLeft > 0, let byte = text.byte(at: start) else { return nil }
    workLeft -= 1
    var value: Value?
    if dialect.quotes.contains(byte) {
      if let literal = ScriptLiteral.value(text, at: start, dialect, limit: Self.longestText) {
        workLeft -= literal.end - start
        value = Value(bytes: literal.bytes, end: literal.end, pieces: literal.spelled >= 2 ? 2 : 1)
      }
    } else if byte == 0x28 {
      value = group(start, depth: depth)
    } else if byte == 0x5B {
      value = dialect == .powershell ? typed(start, depth: depth) : list(start, closedBy: 0x5D, depth: depth)
    } else if Self.isName(byte) || byte == 0x24 {
      value = named(start, depth: depth)
    } else if byte == 0x40, dialect == .powershell, text.byte(at: start + 1) == 0x28 {
      value = list(start + 1, closedBy: 0x29, depth: depth)
    } else if byte == 0x2D, dialect == .powershell {
      value = leadingJoin(start, depth: depth)
    }
    guard var found = value else { return nil }
    for _ in 0..<8 { guard follow(&found, depth: depth) else { break } }
    return found
  }

  /// `( … )`: one expression, or a list.
  private mutating func group(_ start: Int, depth: Int) -> Value? {
    guard let value = list(start, closedBy: 0x29, depth: depth) else { return nil }
    if value.items?.count == 1 { return Value(bytes: value.bytes, end: value.end, pieces: value.pieces) }
    return dialect == .powershell ? value : nil
  }

  /// Expressions with commas between them, from the opening bracket.
  private mutating func list(_ start: Int, closedBy close: UInt8, depth: Int) -> Value? {
    var items: [[UInt8]] = []
    var pieces = 0
    var at = skipBlanks(start + 1)
    while items.count < 100_000, workLeft > 0 {
      guard let item = sum(at, depth: depth + 1) ?? number(at).map({ digits($0) }) else { return nil }
      items.append(item.bytes)
      pieces += item.pieces
      at = skipBlanks(item.end)
      if text.byte(at: at) == close {
        return Value(bytes: Array(items.joined()), end: at + 1, pieces: pieces, items: items)
      }
      guard text.byte(at: at) == 0x2C else { return nil }
      at = skipBlanks(at + 1)
    }
    return nil
  }

  private func digits(_ number: (value: Int, end: Int)) -> Value {
    Value(bytes: Array(String(number.value).utf8), end: number.end, pieces: 1)
  }

  /// A number: decimal, `0x41` or `&H41`, with sums, differences and exclusive ors of such.
  func number(_ start: Int) -> (value: Int, end: Int)? {
    guard var left = operand(start) else { return nil }
    for _ in 0..<16 {
      let at = skipBlanks(left.end)
      guard let byte = text.byte(at: at) else { break }
      let isXor = text.bytes(at: at, count: 3).lowercasedASCII() == Array("xor".utf8)
      let length = isXor ? 3 : dialect == .powershell && text.bytes(at: at, count: 5) == Array("-bxor".utf8) ? 5 : 1
      guard isXor || length == 5 || [0x2B, 0x2D, 0x2A, 0x5E].contains(byte),
        let right = operand(skipBlanks(at + length))
      else { break }
      switch byte {
      case 0x2B: left.value += right.value
      case 0x2D where length == 1: left.value -= right.value
      case 0x2A: left.value = min(left.value, 1 << 20) * min(right.value, 1 << 10)
      default: left.value ^= right.value
      }
      left.end = right.end
      left.value = max(-1 << 30, min(1 << 30, left.value))
    }
    return left
  }

  private func operand(_ start: Int) -> (value: Int, end: Int)? {
    var at = start
    var value = 0
    var count = 0
    if let next = text.byte(at: at + 1), next | 0x20 == (text.byte(at: at) == 0x26 ? 0x68 : 0x78),
      text.byte(at: at) == 0x30 || text.byte(at: at) == 0x26
    {
      at += 2
      while let digit = text.byte(at: at)?.hexadecimalValue, count < 8 {
        value = value << 4 | Int(digit)
        at += 1
        count += 1
      }
    } else {
      while let digit = text.byte(at: at), digit >= 0x30, digit <= 0x39, count < 9 {
        value = value * 10 + Int(digit - 0x30)
        at += 1
        count += 1
      }
    }
    return count > 0 ? (min(value, 1 << 30), at) : nil
  }

  /// A word: a function that decodes what it is given, or the name of a constant.
  private mutating func named(_ start: Int, depth: Int) -> Value? {
    var end = wordEnd(start)
    var lower = text.bytes(at: start, count: end - start).lowercasedASCII()
    // Members: `String.fromCharCode`, `window.atob`.
    for _ in 0..<6 {
      guard text.byte(at: end) == 0x2E || (text.byte(at: end) == 0x3A && text.byte(at: end + 1) == 0x3A) else { break }
      let member = end + (text.byte(at: end) == 0x2E ? 1 : 2)
      let next = wordEnd(member)
      guard next > member else { break }
      let word = text.bytes(at: member, count: next - member).lowercasedASCII()
      // What is done to a constant comes behind it.
      if value(ofName: self.word(start, end)) != nil { break }
      lower = word
      end = next
    }
    let open = skipBlanks(end)
    let function = ScriptFunction(lower)
    if text.byte(at: open) == 0x28, let function {
      return call(function, open, depth: depth)
    }
    if dialect == .vbscript, lower == Array("chr".utf8) { return nil }
    guard let known = value(ofName: word(start, end)) else { return nil }
    workLeft -= known.count / 8
    return Value(bytes: known, end: end, pieces: 1)
  }

  private mutating func call(_ function: ScriptFunction, _ open: Int, depth: Int) -> Value? {
    if function == .characters {
      guard let codes = list(open, closedBy: 0x29, depth: depth) else { return nil }
      return Value(bytes: Self.characters(codes.items ?? []), end: codes.end, pieces: max(2, codes.pieces))
    }
    guard let argument = sum(skipBlanks(open + 1), depth: depth + 1) else { return nil }
    let close = skipBlanks(argument.end)
    guard text.byte(at: close) == 0x29, let bytes = function.value(of: argument.bytes) else { return nil }
    return Value(bytes: bytes, end: close + 1, pieces: max(2, argument.pieces))
  }

  /// Characters by their codes.
  static func characters(_ codes: [[UInt8]]) -> [UInt8] {
    var out: [UInt8] = []
    for code in codes {
      guard let number = UInt32(String(decoding: code, as: UTF8.self)) else { continue }
      ScriptLiteral.append(number & 0xFFFF, &out)
    }
    return out
  }

  /// `[char]65`, `[char[]](72,105)`, `[string]'x'`, `[Text.Encoding]::UTF8.GetString(…)`, `[Convert]::FromBase64String(…)`.
  private mutating func typed(_ start: Int, depth: Int) -> Value? {
    guard let close = closingBracket(start) else { return nil }
    let type = text.bytes(at: start + 1, count: close - start - 1).lowercasedASCII().filter { $0 != 0x20 && $0 != 0x60 }
    if text.byte(at: close + 1) == 0x3A, text.byte(at: close + 2) == 0x3A {
      return named(close + 3, depth: depth + 1).map {
        type.contains("unicode") && !type.contains("bigendian") ? wide($0) : $0
      }
    }
    let next = skipBlanks(close + 1)
    if type == Array("char".utf8) || type == Array("system.char".utf8) {
      if let code = number(next) {
        return Value(bytes: Self.characters([Array(String(code.value).utf8)]), end: code.end, pieces: 2)
      }
      guard text.byte(at: next) == 0x28, let codes = list(next, closedBy: 0x29, depth: depth) else { return nil }
      return Value(bytes: Self.characters(codes.items ?? []), end: codes.end, pieces: 2)
    }
    if type == Array("char[]".utf8) || type == Array("system.char[]".utf8) {
      let from = text.byte(at: next) == 0x40 ? next + 1 : next
      guard text.byte(at: from) == 0x28, let codes = list(from, closedBy: 0x29, depth: depth) else { return nil }
      let items = (codes.items ?? []).map { Self.characters([$0]) }
      return Value(bytes: Array(items.joined()), end: codes.end, pieces: 2, items: items)
    }
    if type == Array("string".utf8) || type == Array("scriptblock".utf8) { return piece(next, depth: depth + 1) }
    return nil
  }

  private func wide(_ value: Value) -> Value {
    var value = value
    value.bytes = Array(value.bytes.utf16Text(units: value.bytes.count / 2).utf8)
    return value
  }

  private func closingBracket(_ start: Int) -> Int? {
    var depth = 0
    for at in start..<min(text.count, start + 64) {
      if text[at] == 0x5B { depth += 1 }
      if text[at] == 0x5D {
        depth -= 1
        if depth == 0 { return at }
      }
    }
    return nil
  }

  /// `-join (…)`.
  private mutating func leadingJoin(_ start: Int, depth: Int) -> Value? {
    guard text.bytes(at: start, count: 5).lowercasedASCII() == Array("-join".utf8) else { return nil }
    guard let list = piece(skipBlanks(start + 5), depth: depth + 1), list.items != nil else { return nil }
    return Value(bytes: list.bytes, end: list.end, pieces: max(2, list.pieces))
  }
}
