import ByteReading

/// The sheets, names and macro formulas of a BIFF workbook stream ([MS-XLS], and its predecessors).
struct BIFFWorkbook {
  struct Sheet {
    let name: String
    /// `hsState` (§2.4.28): 0 visible, 1 hidden, 2 very hidden.
    let state: Int
    /// `dt`: 0 worksheet or dialog, 1 macrosheet, 2 chart, 6 VBA module.
    let kind: Int
    let offset: Int
  }

  private(set) var sheets: [Sheet] = []
  /// Defined names, in order; built-in ones by their English name.
  private(set) var names: [String] = []
  /// Formulas of macrosheets as text.
  private(set) var formulas: [String] = []
  /// Whether the records behind FILEPASS (§2.4.117) are encrypted.
  private(set) var isEncrypted = false
  /// Commands of DDE links (§2.4.271 SupBook).
  private(set) var ddeLinks: [String] = []
  /// The cells and names as macros see them; empty where there is no macrosheet.
  private(set) var macros = MacroWorkbook()
  private var links = BIFFLinks()
  private var sheetNames: [String] = []
  private var externalNames: [[String]] = []
  /// Where the definitions of names lie, by the order of the names.
  private var definitions: [(start: Int, count: Int)] = []
  private var dialect: FormulaDialect = .biff8
  private let formulaLimit: Int
  /// Bytes of tokens and records that may still be read: many sheets may share one place.
  private var tokenBytesLeft = 1 << 20
  private var recordsLeft = 1_000_000

  init(_ bytes: [UInt8], formulaLimit: Int) {
    self.formulaLimit = formulaLimit
    readGlobals(bytes)
    guard !isEncrypted else { return }
    guard sheets.contains(where: { $0.kind == 1 }) else { return }
    sheetNames = links.sheetNames(sheets)
    externalNames = links.externalNames
    for sheet in sheets where sheet.kind == 1 { readMacrosheet(bytes, at: sheet.offset) }
    readCells(bytes)
  }

  /// All cells, for the macros that read and write them.
  private mutating func readCells(_ bytes: [UInt8]) {
    var macros = MacroWorkbook()
    for sheet in sheets { macros.add(sheet: sheet.name, isMacrosheet: sheet.kind == 1) }
    for (index, name) in names.enumerated() where index < definitions.count && definitions[index].count > 0 {
      macros.add(
        name: name,
        formula: FormulaText.text(
          of: bytes, from: definitions[index].start, count: definitions[index].count, dialect: dialect, names: names,
          sheets: sheetNames, externalNames: externalNames))
    }
    if dialect == .biff8 { macros.formats.styles = BIFFFormats.styles(in: bytes) }
    var cells = BIFFCells(bytes, dialect: dialect)
    tokenBytesLeft = 1 << 20
    for (index, sheet) in sheets.enumerated().prefix(256) where sheet.offset > 0 || dialect == .biff4 {
      let isMacrosheet = sheet.kind == 1
      cells.read(sheet: index, at: sheet.offset, into: &macros) { record in
        isMacrosheet ? formulaText(bytes, record) : nil
      }
    }
    self.macros = macros
  }

  var macrosheets: [Sheet] { sheets.filter { $0.kind == 1 } }

  /// The names that make a macrosheet run by itself.
  var autoNames: [String] { names.filter(MacroAutoName.runsByItself) }

  private mutating func readGlobals(_ bytes: [UInt8]) {
    var records = BIFFRecords(bytes)
    var count = 0
    while let record = records.next(), count < 500_000 {
      count += 1
      switch record.type {
      case 0x0809:
        // BOF: another one in the globals is the first sheet, the globals are over.
        if count > 1, bytes.u16(at: record.start + 2) != 0x0005 { return }
        if let version = bytes.u16(at: record.start), version < 0x0600 { dialect = .biff5 }
      case 0x0009, 0x0209, 0x0409:
        dialect = .biff4
        // A macrosheet of its own, or a workspace of sheets (0x0100).
        if bytes.u16(at: record.start + 2) == 0x0040 {
          sheets.append(Sheet(name: "Macro", state: 0, kind: 1, offset: record.start - 4))
        }
      case 0x002F: isEncrypted = true
      case 0x0085: if sheets.count < 10_000 { readSheet(bytes, record) }
      case 0x0018, 0x0218: if names.count < 50_000, !isEncrypted { readName(bytes, record) }
      case 0x01AE, 0x0017, 0x0023:
        guard !isEncrypted else { continue }
        links.read(bytes, record)
        if record.type == 0x01AE { readLink(bytes, record) }
      case 0x000A: if dialect != .biff4 { return }
      default: break
      }
    }
  }

  /// BoundSheet8 (§2.4.28).
  private mutating func readSheet(_ bytes: [UInt8], _ record: BIFFRecords.Record) {
    guard record.length >= 7, let offset = bytes.u32(at: record.start) else { return }
    let state = Int((bytes.byte(at: record.start + 4) ?? 0) & 3)
    // Behind FILEPASS only the offset is in the clear (§2.2.10); the rest says nothing.
    let kind = isEncrypted ? 0 : Int(bytes.byte(at: record.start + 5) ?? 0)
    let name =
      isEncrypted
      ? "" : shortText(bytes, countAt: record.start + 6, textAt: record.start + 7, end: record.start + record.length)
    sheets.append(Sheet(name: name, state: state, kind: kind, offset: offset))
  }

  /// Lbl (§2.4.150): flags, key, name length, formula size; the name after 14 bytes.
  private mutating func readName(_ bytes: [UInt8], _ record: BIFFRecords.Record) {
    guard record.length >= 14, let flags = bytes.u16(at: record.start) else {
      definitions.append((0, 0))
      return names.append("")
    }
    let nameAt = dialect == .biff4 ? record.start + 6 : record.start + 14
    var name = shortText(bytes, countAt: record.start + 3, textAt: nameAt, end: record.start + record.length)
    if flags & 0x20 != 0, let code = name.unicodeScalars.first?.value, name.unicodeScalars.count >= 1 {
      name = (MacroAutoName.builtIn[Int(code)] ?? "Built-in-\(code)") + String(name.unicodeScalars.dropFirst())
    }
    names.append(name)
    let isWide = dialect == .biff8 && (bytes.byte(at: nameAt) ?? 0) & 1 != 0
    let count = Int(bytes.byte(at: record.start + 3) ?? 0)
    let start = nameAt + (dialect == .biff8 ? 1 : 0) + count * (isWide ? 2 : 1)
    let size = dialect == .biff4 ? Int(bytes.byte(at: record.start + 5) ?? 0) : bytes.u16(at: record.start + 4) ?? 0
    definitions.append((start, max(0, min(size, record.start + record.length - start))))
  }

  private func shortText(_ bytes: [UInt8], countAt: Int, textAt: Int, end: Int) -> String {
    let count = Int(bytes.byte(at: countAt) ?? 0)
    guard dialect == .biff8 else { return bytes.latin1Text(at: textAt, count: min(count, max(0, end - textAt))) }
    let isWide = (bytes.byte(at: textAt) ?? 0) & 1 != 0
    let room = max(0, end - textAt - 1)
    return isWide
      ? bytes.utf16Text(at: textAt + 1, units: min(count, room / 2))
      : bytes.latin1Text(at: textAt + 1, count: min(count, room))
  }

  /// SupBook (§2.4.271): `virtPath` of a DDE link is `server U+0003 topic`.
  private mutating func readLink(_ bytes: [UInt8], _ record: BIFFRecords.Record) {
    guard record.length > 6, let count = bytes.u16(at: record.start + 2), count != 0x0401, count != 0x3A01,
      ddeLinks.count < 64
    else { return }
    let isWide = (bytes.byte(at: record.start + 4) ?? 0) & 1 != 0
    let text =
      isWide
      ? bytes.utf16Text(at: record.start + 5, units: min(count, (record.length - 5) / 2))
      : bytes.latin1Text(at: record.start + 5, count: min(count, record.length - 5))
    guard !text.unicodeScalars.contains(where: { $0.value == 1 || $0.value == 2 }) else { return }
    let parts = text.unicodeScalars.split(separator: Unicode.Scalar(3), maxSplits: 1).map { String($0) }
    if parts.count == 2 { ddeLinks.append("\(parts[0])|\(parts[1])") }
  }

  private mutating func readMacrosheet(_ bytes: [UInt8], at offset: Int) {
    guard offset > 0 || dialect == .biff4 else { return }
    var records = BIFFRecords(bytes, from: offset)
    var depth = 0
    while let record = records.next(), formulas.count < formulaLimit, recordsLeft > 0 {
      recordsLeft -= 1
      switch record.type {
      case 0x0809, 0x0009, 0x0209, 0x0409: depth += 1
      case 0x000A:
        depth -= 1
        if depth <= 0 { return }
      case 0x0006, 0x0206, 0x0406: readFormula(bytes, record)
      default: if depth == 0 { return }
      }
    }
  }

  private mutating func readFormula(_ bytes: [UInt8], _ record: BIFFRecords.Record) {
    guard let text = formulaText(bytes, record), tokenBytesLeft > 0 else { return }
    tokenBytesLeft -= record.length
    formulas.append(text)
  }

  /// Formula (§2.4.127): cell, value, flags, chain, then the tokens with their size.
  private func formulaText(_ bytes: [UInt8], _ record: BIFFRecords.Record) -> String? {
    let header: Int
    let size: Int
    switch dialect {
    case .biff4 where record.type == 0x0006:
      header = record.start + 17
      size = Int(bytes.byte(at: record.start + 16) ?? 0)
    case .biff4:
      header = record.start + 18
      size = bytes.u16(at: record.start + 16) ?? 0
    default:
      header = record.start + 22
      size = bytes.u16(at: record.start + 20) ?? 0
    }
    guard size > 0, header <= record.start + record.length else { return nil }
    return FormulaText.text(
      of: bytes, from: header, count: min(size, record.start + record.length - header), dialect: dialect, names: names,
      sheets: sheetNames, externalNames: externalNames)
  }
}
