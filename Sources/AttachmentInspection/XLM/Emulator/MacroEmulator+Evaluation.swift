extension MacroEmulator {
  /// Expressions inside of expressions, cells that refer to cells and macros that call macros, all together: the
  /// stack holds so many.
  private static let deepest = 120

  /// The value of an expression in a cell.
  mutating func evaluate(_ expression: MacroExpression, at place: MacroWorkbook.Place) -> MacroOperand {
    guard nodesLeft > 0, nesting < Self.deepest else { return MacroOperand(.error("#VALUE!")) }
    nodesLeft -= 1
    nesting += 1
    defer { nesting -= 1 }
    switch expression {
    case .value(let value): return MacroOperand(value)
    case .area(let sheet, let first, let last):
      guard let area = area(sheet: sheet, first, last, at: place) else { return MacroOperand(.error("#REF!")) }
      let value = value(of: area.first)
      return MacroOperand(area: area, value: value.value, isEnvironment: value.isEnvironment)
    case .name(let name): return named(name, at: place)
    case .negated(let inner):
      let operand = evaluate(inner, at: place)
      return MacroOperand(
        operand.number.map { .number(-$0) } ?? .error("#VALUE!"), isEnvironment: operand.isEnvironment)
    case .percent(let inner):
      let operand = evaluate(inner, at: place)
      return MacroOperand(
        operand.number.map { .number($0 / 100) } ?? .error("#VALUE!"), isEnvironment: operand.isEnvironment)
    case .operation(let kind, let left, let right):
      let left = evaluate(left, at: place)
      let right = evaluate(right, at: place)
      return operate(kind, left, right)
    case .call(let name, let arguments): return call(name, arguments, at: place)
    }
  }

  private mutating func named(_ name: String, at place: MacroWorkbook.Place) -> MacroOperand {
    let folded = name.lowercased()
    if let known = variables[folded] { return known }
    guard let defined = workbook.names.first(where: { $0.name.lowercased() == folded }),
      let expression = expression(defined.formula)
    else { return MacroOperand(.error("#NAME?")) }
    return evaluate(expression, at: place)
  }

  private mutating func operate(
    _ kind: MacroExpression.Operator, _ left: MacroOperand, _ right: MacroOperand
  ) -> MacroOperand {
    let isEnvironment = left.isEnvironment || right.isEnvironment
    func result(_ value: MacroValue) -> MacroOperand { MacroOperand(value, isEnvironment: isEnvironment) }
    switch kind {
    case .join: return result(.text(joined([left.text, right.text])))
    case .add, .subtract, .multiply, .divide, .power:
      guard let a = left.number, let b = right.number else { return result(.error("#VALUE!")) }
      switch kind {
      case .add: return result(.number(a + b))
      case .subtract: return result(.number(a - b))
      case .multiply: return result(.number(a * b))
      case .divide: return result(b == 0 ? .error("#DIV/0!") : .number(a / b))
      default: return result(.number(Self.power(a, b)))
      }
    default: return result(.bool(Self.compare(kind, left, right)))
    }
  }

  private static func compare(_ kind: MacroExpression.Operator, _ left: MacroOperand, _ right: MacroOperand) -> Bool {
    let order: Int
    if case .text = left.value, case .text = right.value {
      let (a, b) = (left.text.lowercased(), right.text.lowercased())
      order = a == b ? 0 : a < b ? -1 : 1
    } else if let a = left.number, let b = right.number {
      order = a == b ? 0 : a < b ? -1 : 1
    } else {
      let (a, b) = (left.text, right.text)
      order = a == b ? 0 : a < b ? -1 : 1
    }
    switch kind {
    case .equal: return order == 0
    case .unequal: return order != 0
    case .less: return order < 0
    case .lessOrEqual: return order <= 0
    case .greater: return order > 0
    default: return order >= 0
    }
  }

  /// Whole powers by multiplying; others are rare in macros.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    if exponent == 0.5, base >= 0 { return base.squareRoot() }
    var result = 1.0
    for _ in 0..<Int(min(abs(exponent.isFinite ? exponent : 0), 1_024)) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  /// Pieces in a row, within the allowance of text.
  mutating func joined(_ pieces: [String]) -> String {
    var text = ""
    for piece in pieces {
      guard text.utf8.count < Self.longestText, charactersLeft > 0 else { break }
      charactersLeft -= piece.utf8.count
      text += piece
    }
    return text
  }
}
