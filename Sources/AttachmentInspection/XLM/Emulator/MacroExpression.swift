/// An expression of a macro formula.
indirect enum MacroExpression {
  case value(MacroValue)
  /// A reference; the sheet is nil for the formula's own.
  case area(sheet: String?, MacroAddress, MacroAddress)
  case name(String)
  case call(String, [MacroExpression])
  case negated(MacroExpression)
  case percent(MacroExpression)
  case operation(Operator, MacroExpression, MacroExpression)

  enum Operator: String {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
    case join = "&"
    case equal = "="
    case unequal = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }
}

/// The row and column of a reference, each absolute or relative to the cell of the formula (R1C1 style).
struct MacroAddress: Equatable {
  var row: Int
  var column: Int
  var isRowRelative = false
  var isColumnRelative = false
}
