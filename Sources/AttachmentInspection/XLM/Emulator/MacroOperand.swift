/// What evaluating an expression gives: a value, or a place, and whether the machine's state went into it.
struct MacroOperand {
  var value: MacroValue
  /// The area that a reference names; nil for plain values.
  var area: MacroArea?
  /// Whether it depends on the machine on which the macro runs: both ways of a choice on it are taken.
  var isEnvironment = false

  init(_ value: MacroValue, isEnvironment: Bool = false) {
    self.value = value
    self.isEnvironment = isEnvironment
  }

  init(area: MacroArea, value: MacroValue = .empty, isEnvironment: Bool = false) {
    self.area = area
    self.value = value
    self.isEnvironment = isEnvironment
  }

  /// As text: numbers as Excel writes them.
  var text: String {
    switch value {
    case .empty: ""
    case .number(let number): Self.text(of: number)
    case .text(let text): text
    case .bool(let flag): flag ? "TRUE" : "FALSE"
    case .error(let text): text
    }
  }

  /// As a number; nil for text that is none.
  var number: Double? {
    switch value {
    case .empty: 0
    case .number(let number): number
    case .text(let text): Double(text.filter { $0 != " " && $0 != "$" && $0 != "," })
    case .bool(let flag): flag ? 1 : 0
    case .error: nil
    }
  }

  /// As a whole number within bounds that nothing overflows.
  var integer: Int? {
    guard let number, number.isFinite else { return nil }
    return Int(max(-1e9, min(1e9, number.rounded(.towardZero))))
  }

  /// As a condition.
  var isTrue: Bool {
    switch value {
    case .bool(let flag): flag
    case .number(let number): number != 0
    case .text(let text): text.uppercased() == "TRUE"
    case .empty, .error: false
    }
  }

  var isError: Bool { if case .error = value { true } else { false } }

  static func text(of number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e15 { return String(Int(number)) }
    return "\(number)"
  }
}

/// A rectangle of cells on one sheet.
struct MacroArea: Hashable {
  var sheet: Int
  var row: Int
  var column: Int
  var lastRow: Int
  var lastColumn: Int

  var first: MacroWorkbook.Place { MacroWorkbook.Place(sheet: sheet, row: row, column: column) }

  init(_ place: MacroWorkbook.Place) {
    sheet = place.sheet
    row = place.row
    column = place.column
    lastRow = place.row
    lastColumn = place.column
  }

  init(sheet: Int, _ first: (row: Int, column: Int), _ last: (row: Int, column: Int)) {
    self.sheet = sheet
    row = min(first.row, last.row)
    column = min(first.column, last.column)
    lastRow = max(first.row, last.row)
    lastColumn = max(first.column, last.column)
  }

  /// Its cells, row by row, at most `limit`.
  func places(limit: Int) -> [MacroWorkbook.Place] {
    var places: [MacroWorkbook.Place] = []
    for row in row...max(row, lastRow) {
      for column in column...max(column, lastColumn) {
        guard places.count < limit else { return places }
        places.append(MacroWorkbook.Place(sheet: sheet, row: row, column: column))
      }
    }
    return places
  }
}
