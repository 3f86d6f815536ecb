extension VBAInterpreter {
  private static let deepest = 48

  /// The value of the tokens of a range.
  mutating func evaluateRange(_ line: [VBAToken], _ start: Int, _ end: Int) -> VBAValue {
    guard start < min(end, line.count) else { return .unknown }
    var cursor = Cursor(tokens: line, at: start, end: min(end, line.count))
    let value = expression(&cursor, binding: 0)
    // What is left over was not understood; its pieces are looked at all the same.
    if cursor.at < cursor.end { rest(&cursor) }
    return value
  }

  /// Every expression in a line.
  mutating func evaluateAll(_ line: [VBAToken]) {
    var cursor = Cursor(tokens: line, at: 0, end: line.count)
    rest(&cursor)
  }

  private mutating func rest(_ cursor: inout Cursor) {
    while cursor.at < cursor.end {
      let before = cursor.at
      _ = expression(&cursor, binding: 0)
      if cursor.at == before { cursor.at += 1 }
    }
  }

  struct Cursor {
    let tokens: [VBAToken]
    var at: Int
    let end: Int

    var token: VBAToken? { at < end ? tokens[at] : nil }
  }

  /// Operators by how strongly they bind ([MS-VBAL] §5.6.9.1).
  private static func binding(_ token: VBAToken) -> Int? {
    switch token {
    case .word("or"), .word("xor"), .word("imp"), .word("eqv"): 1
    case .word("and"): 2
    case .symbol(0x3D), .symbol(0x3C), .symbol(0x3E): 4
    case .symbol(0x26): 5
    case .symbol(0x2B), .symbol(0x2D): 6
    case .word("mod"): 7
    case .symbol(0x5C): 8
    case .symbol(0x2A), .symbol(0x2F): 9
    case .symbol(0x5E): 10
    default: nil
    }
  }

  private mutating func expression(_ cursor: inout Cursor, binding lowest: Int) -> VBAValue {
    guard nesting < Self.deepest else {
      cursor.at = cursor.end
      return .unknown
    }
    nesting += 1
    defer { nesting -= 1 }
    var left = operand(&cursor)
    while let token = cursor.token, let binding = Self.binding(token), binding > lowest {
      cursor.at += 1
      var symbol = token
      // `<=`, `>=`, `<>`
      if case .symbol(let second)? = cursor.token, case .symbol(let first) = token,
        [0x3C, 0x3E, 0x3D].contains(second),
        first == 0x3C || first == 0x3E
      {
        symbol = .word(first == 0x3C ? (second == 0x3D ? "<=" : "<>") : ">=")
        cursor.at += 1
      }
      let right = expression(&cursor, binding: binding)
      left = operate(symbol, left, right)
    }
    return left
  }

  private mutating func operate(_ symbol: VBAToken, _ left: VBAValue, _ right: VBAValue) -> VBAValue {
    switch symbol {
    case .symbol(0x26): return joined(left, right)
    case .symbol(0x2B):
      if case .number(let a) = left, case .number(let b) = right { return .bounded(a + b) }
      return joined(left, right)
    case .symbol(0x3D), .symbol(0x3C), .symbol(0x3E), .word("<="), .word(">="), .word("<>"):
      return compare(symbol, left, right)
    default: break
    }
    guard let a = left.number, let b = right.number else { return .unknown }
    switch symbol {
    case .symbol(0x2D): return .bounded(a - b)
    case .symbol(0x2A):
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? .unknown : .bounded(product)
    case .symbol(0x2F), .symbol(0x5C): return b == 0 ? .unknown : .bounded(a / b)
    case .word("mod"): return b == 0 ? .unknown : .bounded(a % b)
    case .word("xor"): return .bounded(a ^ b)
    case .word("and"): return .bounded(a & b)
    case .word("or"): return .bounded(a | b)
    case .symbol(0x5E):
      var result = 1
      for _ in 0..<max(0, min(b, 31)) {
        let (next, overflow) = result.multipliedReportingOverflow(by: a)
        if overflow { return .unknown }
        result = next
      }
      return .bounded(result)
    default: return .unknown
    }
  }

  private func compare(_ symbol: VBAToken, _ left: VBAValue, _ right: VBAValue) -> VBAValue {
    let isLess: Bool
    let isEqual: Bool
    if case .text(let a) = left, case .text(let b) = right {
      isLess = a < b
      isEqual = a == b
    } else if let a = left.number, let b = right.number {
      isLess = a < b
      isEqual = a == b
    } else {
      return .unknown
    }
    let result: Bool
    switch symbol {
    case .symbol(0x3D): result = isEqual
    case .symbol(0x3C): result = isLess
    case .symbol(0x3E): result = !isLess && !isEqual
    case .word("<="): result = isLess || isEqual
    case .word(">="): result = !isLess
    default: result = !isEqual
    }
    return .number(result ? -1 : 0)
  }

  /// Two pieces of text; where one is not known, the other still shows in what was kept of it.
  private mutating func joined(_ left: VBAValue, _ right: VBAValue) -> VBAValue {
    guard let a = left.text, let b = right.text else {
      for piece in [left, right] { if case .text(let text) = piece { keep(text) } }
      return .unknown
    }
    charactersLeft -= a.utf8.count + b.utf8.count
    guard charactersLeft > 0 else { return .unknown }
    let text = VBAFunctions.bounded(a + b)
    // Growing text is kept when it is used: here, each time it doubles or stands for itself.
    if text.utf8.count <= 4_096 { keepJoined(text, extending: a) }
    return .text(text)
  }

  private mutating func operand(_ cursor: inout Cursor) -> VBAValue {
    guard let token = cursor.token else { return .unknown }
    switch token {
    case .string(let text):
      cursor.at += 1
      return .text(text)
    case .number(let number):
      cursor.at += 1
      return .bounded(number)
    case .symbol(0x2D):
      cursor.at += 1
      return expression(&cursor, binding: 11).number.map { .bounded(-$0) } ?? .unknown
    case .symbol(0x28):
      cursor.at += 1
      let value = expression(&cursor, binding: 0)
      if cursor.token == .symbol(0x29) { cursor.at += 1 }
      return value
    case .word(let word):
      cursor.at += 1
      return named(word, &cursor)
    default: return .unknown
    }
  }

  private static let constants: [String: VBAValue] = [
    "true": .number(-1), "false": .number(0), "vbcrlf": .text("\r\n"), "vbnewline": .text("\r\n"),
    "vblf": .text("\n"), "vbcr": .text("\r"), "vbtab": .text("\t"), "vbnullstring": .text(""), "not": .unknown,
    "new": .unknown, "byval": .unknown, "byref": .unknown, "addressof": .unknown, "call": .unknown, "then": .unknown,
    "else": .unknown,
  ]

  private static let libraries: Set<String> = ["vba", "strings", "conversion", "interaction"]

  /// A variable, an element, a call, a member.
  private mutating func named(_ word: String, _ cursor: inout Cursor) -> VBAValue {
    if let constant = Self.constants[word] { return constant }
    var name = word
    // `VBA.Chr(…)`, `Strings.Mid(…)` are the functions themselves.
    if cursor.token == .symbol(0x2E), Self.libraries.contains(word),
      cursor.at + 1 < cursor.end, case .word(let member) = cursor.tokens[cursor.at + 1]
    {
      name = member
      cursor.at += 2
    }
    var value = self.value(of: name)
    if cursor.token == .symbol(0x28) {
      let arguments = arguments(&cursor)
      if case .array(let items) = value, let index = arguments.first?.number {
        value = items.indices.contains(index) ? items[index] : .unknown
      } else if let result = VBAFunctions.value(of: name, arguments) {
        value = result
        if case .text(let text) = result { charactersLeft -= text.utf8.count }
        if case .text(let text) = result, text.utf8.count > 1, charactersLeft > 0 { keep(text) }
        if charactersLeft <= 0 { value = .unknown }
        // `Split(…)(2)`
        if cursor.token == .symbol(0x28), case .array(let items) = value {
          let index = self.arguments(&cursor).first?.number ?? -1
          value = items.indices.contains(index) ? items[index] : .unknown
        }
      } else {
        value = call(name, arguments) ?? .unknown
      }
    } else if case .unknown = value, cursor.token == nil || Self.endsOperand(cursor.token) {
      value = call(name, []) ?? .unknown
    }
    while cursor.token == .symbol(0x2E) || cursor.token == .symbol(0x21) {
      cursor.at += 1
      if case .word? = cursor.token { cursor.at += 1 }
      if cursor.token == .symbol(0x28) { _ = arguments(&cursor) }
      value = .unknown
    }
    return value
  }

  private static func endsOperand(_ token: VBAToken?) -> Bool {
    guard let token else { return true }
    return binding(token) != nil || token == .symbol(0x29) || token == .symbol(0x2C)
  }

  private mutating func arguments(_ cursor: inout Cursor) -> [VBAValue] {
    cursor.at += 1
    var values: [VBAValue] = []
    while let token = cursor.token, values.count < 4_096 {
      if token == .symbol(0x29) {
        cursor.at += 1
        break
      }
      if token == .symbol(0x2C) {
        cursor.at += 1
        continue
      }
      let before = cursor.at
      values.append(expression(&cursor, binding: 0))
      if cursor.at == before { cursor.at += 1 }
    }
    return values
  }
}
