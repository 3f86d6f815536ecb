/// How the cells of a workbook look, as far as macros can ask: droppers keep keys in row heights and fonts.
struct MacroFormats {
  /// The look of a cell.
  struct Style: Equatable {
    /// In points.
    var fontSize = 11.0
    var fontName = "Calibri"
    /// An index of the palette, 0 for the automatic colour.
    var fontColour = 0
    var isBold = false
    var isItalic = false
    var isUnderlined = false
    var isStruck = false
    var numberFormat = "General"
    /// 1 general, 2 left, 3 centre, 4 right, 5 filled, 6 justified, 7 centred across cells.
    var horizontal = 1
    /// 1 top, 2 centre, 3 bottom, 4 justified.
    var vertical = 3
    /// The fill's pattern, 0 for none.
    var pattern = 0
    var fillColour = 0
    var fillBackground = 0
    var isLocked = true
    var isHidden = false
  }

  /// A row or a column of a sheet.
  struct Line: Hashable {
    var sheet: Int
    var index: Int
  }

  private static let most = 200_000

  /// The styles that cells refer to.
  var styles: [Style] = []
  private(set) var cells: [MacroWorkbook.Place: Int] = [:]
  /// In points.
  private(set) var rowHeights: [Line: Double] = [:]
  /// In characters.
  private(set) var columnWidths: [Line: Double] = [:]

  mutating func set(style: Int, of place: MacroWorkbook.Place) {
    if cells.count < Self.most { cells[place] = style }
  }

  mutating func set(height: Double, ofRow row: Int, sheet: Int) {
    if rowHeights.count < Self.most { rowHeights[Line(sheet: sheet, index: row)] = height }
  }

  mutating func set(width: Double, ofColumn column: Int, sheet: Int) {
    if columnWidths.count < Self.most { columnWidths[Line(sheet: sheet, index: column)] = width }
  }

  /// The style that a cell refers to; nil where it has none of its own.
  func style(of place: MacroWorkbook.Place) -> Style? {
    guard let index = cells[place], styles.indices.contains(index) else { return nil }
    return styles[index]
  }

  /// A row's height in points; nil where it is not written down.
  func height(ofRow row: Int, sheet: Int) -> Double? { rowHeights[Line(sheet: sheet, index: row)] }

  /// A column's width in characters; nil where it is not written down.
  func width(ofColumn column: Int, sheet: Int) -> Double? { columnWidths[Line(sheet: sheet, index: column)] }
}

/// The number formats that every workbook has ([MS-XLS] §2.4.126, ECMA-376 part 1 §18.8.30).
enum BuiltInNumberFormats {
  static func text(_ index: Int) -> String {
    formats[index] ?? "General"
  }

  private static let formats: [Int: String] = [
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0",
    49: "@",
  ]
}
