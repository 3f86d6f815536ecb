import ByteReading

/// The sheets and names of a binary workbook's main part ([MS-XLSB] §2.1.7.61).
struct XLSBWorkbook {
  private(set) var sheets: [(name: String, state: Int, relationship: String)] = []
  private(set) var names: [String] = []

  init(_ bytes: [UInt8]) {
    for record in XLSBRecords(bytes) {
      switch record.type {
      case 156:  // BrtBundleSh (§2.4.311): state, id, relationship, name
        guard sheets.count < 10_000, let state = bytes.u32(at: record.start) else { continue }
        let (relationship, next) = Self.wideText(bytes, at: record.start + 8)
        sheets.append((Self.wideText(bytes, at: next).text, state & 3, relationship))
      case 39:  // BrtName (§2.4.712): flags, key, sheet, name
        guard names.count < 50_000 else { continue }
        names.append(Self.wideText(bytes, at: record.start + 9).text)
      default: break
      }
    }
  }

  /// XLWideString, or a nullable one, whose count of all ones means none (§2.5.168, §2.5.166).
  static func wideText(_ bytes: [UInt8], at offset: Int) -> (text: String, next: Int) {
    guard let units = bytes.u32(at: offset), units != 0xFFFF_FFFF, units < 1 << 16 else { return ("", offset + 4) }
    return (bytes.utf16Text(at: offset + 4, units: units), offset + 4 + units * 2)
  }

  /// The formulas of a sheet part as text.
  static func formulas(in bytes: [UInt8], names: [String], limit: Int) -> [String] {
    var formulas: [String] = []
    for record in XLSBRecords(bytes) {
      guard formulas.count < limit else { break }
      // BrtFmlaString, BrtFmlaNum, BrtFmlaBool, BrtFmlaError: cell (8 bytes), value, flags, tokens with their size.
      let value: Int
      switch record.type {
      case 8: value = 4 + min(bytes.u32(at: record.start + 8) ?? 0, 1 << 16) * 2
      case 9: value = 8
      case 10, 11: value = 1
      default: continue
      }
      let at = record.start + 8 + value + 2
      guard let size = bytes.u32(at: at), size <= record.length else { continue }
      formulas.append(FormulaText.text(of: bytes, from: at + 4, count: size, dialect: .biff12, names: names))
    }
    return formulas
  }
}
