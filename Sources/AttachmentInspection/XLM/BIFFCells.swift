import ByteReading

/// The cells of a BIFF workbook, read only where it has macrosheets ([MS-XLS] §2.5.198, §2.4).
struct BIFFCells {
  private let bytes: [UInt8]
  private let dialect: FormulaDialect
  private var strings: [String] = []
  private var pending: MacroWorkbook.Place?
  private var recordsLeft = 1_000_000

  /// Reads shared texts; `dialect` is that of the workbook.
  init(_ bytes: [UInt8], dialect: FormulaDialect) {
    self.bytes = bytes
    self.dialect = dialect
    strings = dialect == .biff8 ? SharedStrings.read(bytes) : []
  }

  /// Puts the cells of the sheet that begins at `offset` into the workbook; `formula` gives the text of a formula's
  /// record.
  mutating func read(
    sheet: Int, at offset: Int, into workbook: inout MacroWorkbook, formula: (BIFFRecords.Record) -> String?
  ) {
    var records = BIFFRecords(bytes, from: offset)
    var depth = 0
    while let record = records.next(), recordsLeft > 0 {
      recordsLeft -= 1
      let start = record.start
      noteFormat(sheet, record, &workbook)
      switch record.type {
      case 0x0809, 0x0009, 0x0209, 0x0409: depth += 1
      case 0x000A:
        depth -= 1
        if depth <= 0 { return }
      case 0x00FD:
        guard let index = bytes.u32(at: start + 6), index < strings.count else { continue }
        put(sheet, record, .text(strings[index]), &workbook)
      case 0x0204, 0x0004: put(sheet, record, .text(label(record)), &workbook)
      case 0x0203, 0x0003:
        let at = record.type == 0x0003 ? 7 : 6
        put(sheet, record, .number(Double(bitPattern: bytes.u64(at: start + at) ?? 0)), &workbook)
      case 0x027E: put(sheet, record, .number(Self.packed(bytes.u32(at: start + 6) ?? 0)), &workbook)
      case 0x00BD:
        guard let row = bytes.u16(at: start), let column = bytes.u16(at: start + 2) else { continue }
        for index in 0..<max(0, (record.length - 6) / 6) {
          workbook.set(
            MacroWorkbook.Place(sheet: sheet, row: row, column: column + index),
            value: .number(Self.packed(bytes.u32(at: start + 6 + index * 6) ?? 0)))
        }
      case 0x0006, 0x0206, 0x0406: putFormula(sheet, record, formula(record), &workbook)
      case 0x0207, 0x0007:
        if let place = pending {
          workbook.setValue(.text(text(at: start, in: record)), at: place)
          pending = nil
        }
      default: if depth == 0 { return }
      }
    }
  }

  /// What a record says of the look of cells and rows ([MS-XLS] §2.4.221 Row, §2.4.53 ColInfo, §2.5.13 Cell).
  private func noteFormat(_ sheet: Int, _ record: BIFFRecords.Record, _ workbook: inout MacroWorkbook) {
    guard dialect == .biff8 else { return }
    let start = record.start
    switch record.type {
    case 0x0208:
      guard let row = bytes.u16(at: start), let height = bytes.u16(at: start + 6), height & 0x8000 == 0 else { return }
      workbook.formats.set(height: Double(height) / 20, ofRow: row, sheet: sheet)
    case 0x007D:
      guard let first = bytes.u16(at: start), let last = bytes.u16(at: start + 2), first <= last,
        let width = bytes.u16(at: start + 4)
      else { return }
      for column in first..<max(first, min(last, 255) + 1) {
        workbook.formats.set(width: Double(width) / 256, ofColumn: column, sheet: sheet)
      }
    case 0x0201, 0x00FD, 0x0203, 0x027E, 0x0006, 0x0204:
      guard let place = place(sheet, record), let style = bytes.u16(at: start + 4) else { return }
      workbook.formats.set(style: style, of: place)
    case 0x00BE:
      guard let row = bytes.u16(at: start), let column = bytes.u16(at: start + 2) else { return }
      for index in 0..<max(0, min(256, (record.length - 6) / 2)) {
        guard let style = bytes.u16(at: start + 4 + index * 2) else { return }
        workbook.formats.set(
          style: style, of: MacroWorkbook.Place(sheet: sheet, row: row, column: column + index))
      }
    default: break
    }
  }

  private func place(_ sheet: Int, _ record: BIFFRecords.Record) -> MacroWorkbook.Place? {
    guard let row = bytes.u16(at: record.start), let column = bytes.u16(at: record.start + 2) else { return nil }
    return MacroWorkbook.Place(sheet: sheet, row: row, column: column)
  }

  private func put(
    _ sheet: Int, _ record: BIFFRecords.Record, _ value: MacroValue, _ workbook: inout MacroWorkbook
  ) {
    if let place = place(sheet, record) { workbook.set(place, value: value) }
  }

  /// A formula with the value that was stored with it (§2.4.127 FormulaValue).
  private mutating func putFormula(
    _ sheet: Int, _ record: BIFFRecords.Record, _ text: String?, _ workbook: inout MacroWorkbook
  ) {
    guard let place = place(sheet, record) else { return }
    var value = MacroValue.empty
    let at = record.start + (record.type == 0x0006 && dialect == .biff4 ? 7 : 6)
    if bytes.u16(at: at + 6) == 0xFFFF {
      if bytes.byte(at: at) == 0 { pending = place }
      if bytes.byte(at: at) == 1 { value = .bool(bytes.byte(at: at + 2) == 1) }
    } else if let bits = bytes.u64(at: at) {
      let number = Double(bitPattern: bits)
      // Zero is what formulas hold that were never calculated.
      if number.isFinite, number != 0 { value = .number(number) }
    }
    workbook.set(place, formula: text, value: value)
  }

  /// A number in 30 bits (§2.5.217 RkNumber).
  static func packed(_ raw: Int) -> Double {
    let value =
      raw & 2 != 0
      ? Double(Int32(truncatingIfNeeded: raw) >> 2) : Double(bitPattern: UInt64(raw & 0xFFFF_FFFC) << 32)
    return raw & 1 != 0 ? value / 100 : value
  }

  private func label(_ record: BIFFRecords.Record) -> String {
    if record.type == 0x0004 {
      let count = Int(bytes.byte(at: record.start + 7) ?? 0)
      return bytes.latin1Text(at: record.start + 8, count: min(count, max(0, record.length - 8)))
    }
    return text(at: record.start + 6, in: record)
  }

  /// A counted text at a place in a record.
  private func text(at start: Int, in record: BIFFRecords.Record) -> String {
    let room = max(0, record.start + record.length - start)
    guard let count = bytes.u16(at: start) else { return "" }
    guard dialect == .biff8 else { return bytes.latin1Text(at: start + 2, count: min(count, max(0, room - 2))) }
    let isWide = (bytes.byte(at: start + 2) ?? 0) & 1 != 0
    return isWide
      ? bytes.utf16Text(at: start + 3, units: min(count, max(0, room - 3) / 2))
      : bytes.latin1Text(at: start + 3, count: min(count, max(0, room - 3)))
  }
}

/// The shared texts of a workbook ([MS-XLS] §2.4.265 SST), which go on in CONTINUE records.
enum SharedStrings {
  private static let most = 100_000
  private static let mostBytes = 8 << 20

  static func read(_ bytes: [UInt8]) -> [String] {
    var records = BIFFRecords(bytes)
    var count = 0
    while let record = records.next(), count < 500_000 {
      count += 1
      if record.type == 0x00FC { return texts(bytes, from: record, records) }
      if record.type == 0x000A { return [] }
    }
    return []
  }

  private static func texts(
    _ bytes: [UInt8], from first: BIFFRecords.Record, _ rest: BIFFRecords
  ) -> [String] {
    // All data in one piece, and where the pieces begin: text that crosses one begins with its width anew.
    var data = bytes.bytes(at: first.start, count: first.length)
    var seams: [Int] = []
    var records = rest
    while let record = records.next(), record.type == 0x003C, data.count < mostBytes {
      seams.append(data.count)
      data += bytes.bytes(at: record.start, count: record.length)
    }
    guard let unique = data.u32(at: 4) else { return [] }
    var texts: [String] = []
    var at = 8
    var seam = 0
    while texts.count < min(unique, most), let units = data.u16(at: at), let flags = data.byte(at: at + 2) {
      at += 3
      var isWide = flags & 1 != 0
      let runs = flags & 8 != 0 ? data.u16(at: at) ?? 0 : 0
      if flags & 8 != 0 { at += 2 }
      let extended = flags & 4 != 0 ? data.u32(at: at) ?? 0 : 0
      if flags & 4 != 0 { at += 4 }
      var text = ""
      var left = units
      while left > 0, at < data.count {
        while seam < seams.count, seams[seam] <= at { seam += 1 }
        let end = seam < seams.count ? seams[seam] : data.count
        let fit = min(left, (end - at) / (isWide ? 2 : 1))
        text += isWide ? data.utf16Text(at: at, units: fit) : data.latin1Text(at: at, count: fit)
        at += fit * (isWide ? 2 : 1)
        left -= fit
        guard left > 0 else { break }
        at = end
        guard let width = data.byte(at: at) else { break }
        isWide = width & 1 != 0
        at += 1
        seam += 1
      }
      texts.append(text)
      let (next, overflow) = (at + runs * 4).addingReportingOverflow(extended)
      guard !overflow else { break }
      at = next
    }
    return texts
  }
}
