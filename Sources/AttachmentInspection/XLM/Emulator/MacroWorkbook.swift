/// A workbook as its macros see it: cells by sheet, row and column, and defined names.
struct MacroWorkbook {
  struct Sheet {
    var name: String
    var isMacrosheet: Bool
  }

  struct Cell {
    /// The formula as text, with `=` before it; nil where the cell holds a value only.
    var formula: String?
    /// The value that was stored with the cell.
    var value: MacroValue
  }

  /// The place of a cell; rows and columns count from zero.
  struct Place: Hashable {
    var sheet: Int
    var row: Int
    var column: Int
  }

  /// A defined name and what it stands for, as a formula.
  struct Name {
    var name: String
    var formula: String
  }

  /// Cells that are kept; what a macro needs is far less.
  static let mostCells = 200_000
  /// Bytes of text that are kept.
  static let mostText = 16 << 20

  private(set) var sheets: [Sheet] = []
  private(set) var cells: [Place: Cell] = [:]
  private(set) var names: [Name] = []
  /// How the cells look.
  var formats = MacroFormats()
  private var textLeft = mostText

  mutating func add(sheet name: String, isMacrosheet: Bool) {
    sheets.append(Sheet(name: name, isMacrosheet: isMacrosheet))
  }

  mutating func add(name: String, formula: String) {
    if names.count < 10_000 { names.append(Name(name: name, formula: formula)) }
  }

  mutating func set(_ place: Place, formula: String? = nil, value: MacroValue) {
    guard cells.count < Self.mostCells, textLeft > 0 else { return }
    if case .text(let text) = value { textLeft -= text.utf8.count }
    textLeft -= formula?.utf8.count ?? 0
    cells[place] = Cell(formula: formula, value: value)
  }

  /// Gives the formula just stored its value, where that comes in a record of its own.
  mutating func setValue(_ value: MacroValue, at place: Place) {
    if case .text(let text) = value { textLeft -= text.utf8.count }
    if textLeft > 0 { cells[place]?.value = value }
  }

  /// The number of the sheet by that name, without regard to case.
  func sheet(named name: String) -> Int? {
    let wanted = name.lowercased()
    return sheets.firstIndex { $0.name.lowercased() == wanted }
  }
}

/// What a cell or an expression holds.
enum MacroValue: Equatable {
  case empty
  case number(Double)
  case text(String)
  case bool(Bool)
  case error(String)

  var isEmpty: Bool { self == .empty }
}
