/// How a version of Excel writes the tokens of a formula.
enum FormulaDialect {
  /// BIFF2–4.
  case biff4
  /// Excel 5 and 95.
  case biff5
  /// Excel 97 ([MS-XLS]).
  case biff8
  /// Binary workbooks ([MS-XLSB]).
  case biff12

  /// Bytes of a cell reference.
  var referenceSize: Int {
    switch self {
    case .biff4, .biff5: 3
    case .biff8: 4
    case .biff12: 6
    }
  }

  /// Bytes of an area reference.
  var areaSize: Int { self == .biff4 || self == .biff5 ? 6 : referenceSize * 2 }
}
