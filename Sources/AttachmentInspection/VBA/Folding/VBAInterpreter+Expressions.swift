extension VBAInterpreter {
  private static let deepest = 48

  /// The value of an expression.
  mutating func evaluate(_ line: ArraySlice<VBAToken>) -> VBAValue {
    guard !line.isEmpty else { return .unknown }
    var cursor = Cursor(line)
    let value = expression(&cursor, binding: 0)
    // What is left over was not understood; its pieces are looked at all the same.
    if cursor.at < cursor.end { rest(&cursor) }
    return value
  }

  /// Every expression in a line.
  mutating func evaluateAll(_ line: ArraySlice<VBAToken>) {
    var cursor = Cursor(line)
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
    let tokens: ArraySlice<VBAToken>
    var at: Int
    let end: Int

    init(_ tokens: ArraySlice<VBAToken>) {
      self.tokens = tokens
      at = tokens.startIndex
      end = tokens.endIndex
    }

    var token: VBAToken? { at < end ? tokens[at] : nil }

    /// Whether the token at hand is that sign.
    func isAt(_ symbol: UInt8) -> Bool {
      if at < end, case .symbol(symbol) = tokens[at] { true } else { false }
    }
  }

  /// Operators ([MS-VBAL] §5.6.9).
  private enum Operator {
    case or, xor, equivalence, and, equal, less, greater, lessOrEqual, greaterOrEqual, unequal, join, plus, minus,
      modulo
    case wholeQuotient, times, quotient, power

    /// How strongly it binds (§5.6.9.1).
    var binding: Int {
      switch self {
      case .or, .xor, .equivalence: 1
      case .and: 2
      case .equal, .less, .greater, .lessOrEqual, .greaterOrEqual, .unequal: 4
      case .join: 5
      case .plus, .minus: 6
      case .modulo: 7
      case .wholeQuotient: 8
      case .times, .quotient: 9
      case .power: 10
      }
    }

    init?(_ token: VBAToken) {
      switch token {
      case .symbol(0x3D): self = .equal
      case .symbol(0x3C): self = .less
      case .symbol(0x3E): self = .greater
      case .symbol(0x26): self = .join
      case .symbol(0x2B): self = .plus
      case .symbol(0x2D): self = .minus
      case .symbol(0x5C): self = .wholeQuotient
      case .symbol(0x2A): self = .times
      case .symbol(0x2F): self = .quotient
      case .symbol(0x5E): self = .power
      case .word(let word):
        switch word.keyword {
        case .or: self = .or
        case .xor: self = .xor
        case .imp, .eqv: self = .equivalence
        case .and: self = .and
        case .mod: self = .modulo
        default: return nil
        }
      default: return nil
      }
    }

    /// `<=`, `>=`, `<>`: the sign behind another one; nil where the two are none.
    func followed(by symbol: UInt8) -> Operator? {
      switch (self, symbol) {
      case (.less, 0x3D): .lessOrEqual
      case (.less, 0x3C), (.less, 0x3E): .unequal
      case (.greater, 0x3C), (.greater, 0x3D), (.greater, 0x3E): .greaterOrEqual
      default: nil
      }
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
    while let token = cursor.token, var sign = Operator(token), sign.binding > lowest {
      cursor.at += 1
      let binding = sign.binding
      if case .symbol(let second)? = cursor.token, let both = sign.followed(by: second) {
        sign = both
        cursor.at += 1
      }
      let right = expression(&cursor, binding: binding)
      left = operate(sign, left, right)
    }
    return left
  }

  private mutating func operate(_ sign: Operator, _ left: VBAValue, _ right: VBAValue) -> VBAValue {
    switch sign {
    case .join: return joined(left, right)
    case .plus:
      if case .number(let a) = left, case .number(let b) = right { return .bounded(a + b) }
      return joined(left, right)
    case .equal, .less, .greater, .lessOrEqual, .greaterOrEqual, .unequal: return compare(sign, left, right)
    default: break
    }
    guard let a = left.number, let b = right.number else { return .unknown }
    switch sign {
    case .minus: return .bounded(a - b)
    case .times:
      let (product, overflow) = a.multipliedReportingOverflow(by: b)
      return overflow ? .unknown : .bounded(product)
    case .quotient, .wholeQuotient: return b == 0 ? .unknown : .bounded(a / b)
    case .modulo: return b == 0 ? .unknown : .bounded(a % b)
    case .xor: return .bounded(a ^ b)
    case .and: return .bounded(a & b)
    case .or: return .bounded(a | b)
    case .power:
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

  private func compare(_ sign: Operator, _ left: VBAValue, _ right: VBAValue) -> VBAValue {
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
    switch sign {
    case .equal: result = isEqual
    case .less: result = isLess
    case .greater: result = !isLess && !isEqual
    case .lessOrEqual: result = isLess || isEqual
    case .greaterOrEqual: result = !isLess
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
    case .string(let number):
      cursor.at += 1
      return .text(lexicon.literal(number))
    case .number(let number):
      cursor.at += 1
      return .bounded(number)
    case .symbol(0x2D):
      cursor.at += 1
      return expression(&cursor, binding: 11).number.map { .bounded(-$0) } ?? .unknown
    case .symbol(0x28):
      cursor.at += 1
      let value = expression(&cursor, binding: 0)
      if cursor.isAt(0x29) { cursor.at += 1 }
      return value
    case .word(let word):
      cursor.at += 1
      return named(word, &cursor)
    default: return .unknown
    }
  }

  /// The value of words that have one; unknown for words that stand before what has one.
  private static func constant(_ keyword: VBAKeyword) -> VBAValue? {
    switch keyword {
    case .true: .number(-1)
    case .false: .number(0)
    case .vbcrlf, .vbnewline: .text("\r\n")
    case .vblf: .text("\n")
    case .vbcr: .text("\r")
    case .vbtab: .text("\t")
    case .vbnullstring: .text("")
    case .not, .new, .byval, .byref, .addressof, .call, .then, .else: .unknown
    default: nil
    }
  }

  private static let libraries: VBAKeywordSet = [.vba, .strings, .conversion, .interaction]

  /// A variable, an element, a call, a member.
  private mutating func named(_ word: VBAWord, _ cursor: inout Cursor) -> VBAValue {
    var name = word
    if let keyword = word.keyword {
      if let constant = Self.constant(keyword) { return constant }
      // `VBA.Chr(…)`, `Strings.Mid(…)` are the functions themselves.
      if cursor.isAt(0x2E), Self.libraries.contains(keyword), cursor.at + 1 < cursor.end,
        case .word(let member) = cursor.tokens[cursor.at + 1]
      {
        name = member
        cursor.at += 2
      }
    }
    var value = self.value(of: name)
    if cursor.isAt(0x28) {
      let arguments = arguments(&cursor)
      if case .array(let items) = value, let index = arguments.first?.number {
        value = items.indices.contains(index) ? items[index] : .unknown
      } else if let function = name.keyword, let result = VBAFunctions.value(of: function, arguments) {
        value = result
        if case .text(let text) = result { charactersLeft -= text.utf8.count }
        if case .text(let text) = result, text.utf8.count > 1, charactersLeft > 0 { keep(text) }
        if charactersLeft <= 0 { value = .unknown }
        // `Split(…)(2)`
        if cursor.isAt(0x28), case .array(let items) = value {
          let index = self.arguments(&cursor).first?.number ?? -1
          value = items.indices.contains(index) ? items[index] : .unknown
        }
      } else {
        value = call(name, arguments) ?? .unknown
      }
    } else if case .unknown = value, Self.endsOperand(cursor.token) {
      value = call(name, []) ?? .unknown
    }
    while cursor.isAt(0x2E) || cursor.isAt(0x21) {
      cursor.at += 1
      if case .word? = cursor.token { cursor.at += 1 }
      if cursor.isAt(0x28) { _ = arguments(&cursor) }
      value = .unknown
    }
    return value
  }

  private static func endsOperand(_ token: VBAToken?) -> Bool {
    guard let token else { return true }
    return token == .symbol(0x29) || token == .symbol(0x2C) || Operator(token) != nil
  }

  private mutating func arguments(_ cursor: inout Cursor) -> [VBAValue] {
    cursor.at += 1
    var values: [VBAValue] = []
    while cursor.at < cursor.end, values.count < 4_096 {
      if cursor.isAt(0x29) {
        cursor.at += 1
        break
      }
      if cursor.isAt(0x2C) {
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
