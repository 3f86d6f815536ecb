import MailTestSupport

/// Builds BIFF8 workbook streams ([MS-XLS]) with one sheet.
struct BIFFBuilder {
  var sheetName = "Macro1"
  /// `dt`: 0 worksheet, 1 macrosheet.
  var kind = 1
  /// `hsState`: 0 visible, 1 hidden, 2 very hidden.
  var state = 0
  /// The code of a built-in defined name; nil for none.
  var builtInName: UInt8?
  /// A defined name as text; nil for none.
  var definedName: String?
  /// Formulas as tokens.
  var formulas: [[UInt8]] = []
  /// Whether FILEPASS stands at the start.
  var isEncrypted = false

  func build() -> [UInt8] {
    var globals = Self.record(0x0809, [0x00, 0x06, 0x05, 0x00] + [UInt8](repeating: 0, count: 12))
    if isEncrypted { globals += Self.record(0x002F, [1, 0, 1, 0, 1, 0] + [UInt8](repeating: 7, count: 48)) }
    let offsetAt = globals.count + 4
    globals += Self.record(
      0x0085, [0, 0, 0, 0, UInt8(state), UInt8(kind), UInt8(sheetName.utf8.count), 0] + Array(sheetName.utf8))
    if let builtInName { globals += Self.name([builtInName], flags: 0x20) }
    if let definedName { globals += Self.name(Array(definedName.utf8), flags: 0) }
    globals += Self.record(0x000A, [])
    globals.put(u32: globals.count, at: offsetAt)
    globals += Self.record(0x0809, [0x00, 0x06, kind == 1 ? 0x40 : 0x10, 0x00] + [UInt8](repeating: 0, count: 12))
    for (row, tokens) in formulas.enumerated() {
      var data: [UInt8] = [UInt8(row), 0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 14)
      data.append(u16: tokens.count)
      globals += Self.record(0x0006, data + tokens)
    }
    return globals + Self.record(0x000A, [])
  }

  static func record(_ type: Int, _ data: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(u16: type)
    bytes.append(u16: data.count)
    return bytes + data
  }

  private static func name(_ text: [UInt8], flags: UInt8) -> [UInt8] {
    record(0x0018, [flags, 0, 0, UInt8(text.count)] + [UInt8](repeating: 0, count: 10) + [0] + text)
  }

  /// The token of a text.
  static func text(_ text: String) -> [UInt8] { [0x17, UInt8(text.utf8.count), 0] + Array(text.utf8) }

  /// The token of a whole number.
  static func number(_ value: Int) -> [UInt8] { [0x1E, UInt8(value & 0xFF), UInt8(value >> 8)] }

  /// The token of a call with so many arguments.
  static func call(_ function: Int, _ count: Int) -> [UInt8] {
    [0x42, UInt8(count), UInt8(function & 0xFF), UInt8(function >> 8)]
  }

  /// The workbook in a compound file.
  func workbook() -> [UInt8] {
    var stream = build()
    // Padding as Excel has it, so that the stream lies in sectors of its own.
    while stream.count < 4_096 { stream += Self.record(0x00EF, [0, 0, 0, 0]) }
    return CompoundFileBuilder([("Workbook", stream)]).build()
  }
}
