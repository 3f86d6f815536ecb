import ByteReading

/// The sheets and names of a binary workbook's main part ([MS-XLSB] §2.1.7.61).
struct XLSBWorkbook {
  private(set) var sheets: [(name: String, state: Int, relationship: String)] = []
  private(set) var names: [String] = []
  /// What the names stand for, as formulas.
  private(set) var definitions: [String] = []
  /// The sheets by the numbers that references use.
  private(set) var sheetNames: [String] = []

  init(_ bytes: [UInt8]) {
    var tokens: [(start: Int, count: Int)] = []
    var references: [Int] = []
    defer {
      sheetNames = references.map { $0 >= 0 && $0 < sheets.count ? sheets[$0].name : "" }
      definitions = tokens.map {
        FormulaText.text(
          of: bytes, from: $0.start, count: $0.count, dialect: .biff12, names: names, sheets: sheetNames)
      }
    }
    for record in XLSBRecords(bytes) {
      switch record.type {
      case 362:  // BrtExternSheet (§2.4.672): count, then book, first and last sheet
        for index in 0..<min(bytes.u32(at: record.start) ?? 0, record.length / 12, 16_384) {
          references.append(bytes.u32(at: record.start + 8 + index * 12) ?? 0)
        }
      case 156:  // BrtBundleSh (§2.4.311): state, id, relationship, name
        guard sheets.count < 10_000, let state = bytes.u32(at: record.start) else { continue }
        let (relationship, next) = Self.wideText(bytes, at: record.start + 8)
        sheets.append((Self.wideText(bytes, at: next).text, state & 3, relationship))
      case 39:  // BrtName (§2.4.712): flags, key, sheet, name
        guard names.count < 50_000 else { continue }
        let (name, next) = Self.wideText(bytes, at: record.start + 9)
        names.append(name)
        let size = min(bytes.u32(at: next) ?? 0, max(0, record.start + record.length - next - 4))
        tokens.append((next + 4, tokens.count < 2_000 ? size : 0))
      default: break
      }
    }
  }

  /// XLWideString, or a nullable one, whose count of all ones means none (§2.5.168, §2.5.166).
  static func wideText(_ bytes: [UInt8], at offset: Int) -> (text: String, next: Int) {
    guard let units = bytes.u32(at: offset), units != 0xFFFF_FFFF, units < 1 << 16 else { return ("", offset + 4) }
    return (bytes.utf16Text(at: offset + 4, units: units), offset + 4 + units * 2)
  }

  /// Puts the cells of a sheet part into a workbook, and gives the formulas as text.
  func read(
    sheet bytes: [UInt8], number: Int, strings: [String], isMacrosheet: Bool, limit: Int,
    into workbook: inout MacroWorkbook
  ) -> [String] {
    var formulas: [String] = []
    var row = 0
    var count = 0
    for record in XLSBRecords(bytes) {
      count += 1
      guard count < 1_000_000 else { break }
      if record.type == 0 {
        row = min(bytes.u32(at: record.start) ?? 0, 1_048_575)
        // BrtRowHdr (§2.4.739): the row, its format, its height in twentieths of a point.
        if let height = bytes.u16(at: record.start + 8) {
          workbook.formats.set(height: Double(height) / 20, ofRow: row, sheet: number)
        }
      }
      guard (2...11).contains(record.type), let column = bytes.u32(at: record.start), column < 16_384 else { continue }
      let place = MacroWorkbook.Place(sheet: number, row: row, column: column)
      let at = record.start + 8
      var value = MacroValue.empty
      var size = 0
      switch record.type {
      case 2: value = .number(BIFFCells.packed(bytes.u32(at: at) ?? 0))
      case 3, 11: size = 1
      case 4, 10:
        value = .bool(bytes.byte(at: at) == 1)
        size = 1
      case 5, 9:
        let number = Double(bitPattern: bytes.u64(at: at) ?? 0)
        if number.isFinite, record.type == 5 || number != 0 { value = .number(number) }
        size = 8
      case 6, 8:
        let (text, next) = Self.wideText(bytes, at: at)
        if record.type == 6 || !text.isEmpty { value = .text(text) }
        size = next - at
      default: if let index = bytes.u32(at: at), index < strings.count { value = .text(strings[index]) }
      }
      // Formulas: flags, then the tokens with their size (§2.5.97.8).
      var text: String?
      if record.type >= 8, isMacrosheet, let tokens = bytes.u32(at: at + size + 2), tokens <= record.length,
        formulas.count < limit
      {
        let formula = FormulaText.text(
          of: bytes, from: at + size + 6, count: tokens, dialect: .biff12, names: names, sheets: sheetNames)
        formulas.append(formula)
        text = formula
      }
      workbook.set(place, formula: text, value: value)
    }
    return formulas
  }

  /// The shared texts (§2.4.751 BrtSSTItem).
  static func strings(in bytes: [UInt8]) -> [String] {
    var strings: [String] = []
    for record in XLSBRecords(bytes) where record.type == 19 && strings.count < 100_000 {
      strings.append(wideText(bytes, at: record.start + 1).text)
    }
    return strings
  }
}
