import ByteReading

/// The text of a formula from its tokens ([MS-XLS] §2.5.198, [MS-XLSB] §2.5.97).
///
/// What is not known becomes a placeholder, and a token that cannot be read ends the text with `…`: a formula that is
/// damaged still shows what it calls.
struct FormulaText {
  private let bytes: [UInt8]
  private let dialect: FormulaDialect
  private let names: [String]
  private let sheets: [String]
  private let externalNames: [[String]]
  private var at: Int
  private let end: Int
  private var stack: [String] = []
  private static let longest = 4_096

  /// The text, with `=` before it.
  static func text(
    of bytes: [UInt8], from start: Int, count: Int, dialect: FormulaDialect, names: [String] = [],
    sheets: [String] = [],
    externalNames: [[String]] = []
  ) -> String {
    let end = min(bytes.count, start.addingReportingOverflow(count).partialValue)
    var reader = FormulaText(
      bytes: bytes, dialect: dialect, names: names, sheets: sheets, externalNames: externalNames, at: start,
      end: max(start, end))
    return "=" + reader.read()
  }

  private init(
    bytes: [UInt8], dialect: FormulaDialect, names: [String], sheets: [String], externalNames: [[String]], at: Int,
    end: Int
  ) {
    self.bytes = bytes
    self.dialect = dialect
    self.names = names
    self.sheets = sheets
    self.externalNames = externalNames
    self.at = at
    self.end = end
  }

  private mutating func read() -> String {
    var tokens = 0
    while at < end, tokens < 8_192 {
      tokens += 1
      guard let token = bytes.byte(at: at) else { break }
      at += 1
      guard take(Int(token)) else {
        push("…")
        break
      }
    }
    return stack.count <= 1 ? stack.first ?? "" : stack.joined(separator: ",")
  }

  private mutating func push(_ text: String) {
    if stack.count < 1_024 { stack.append(text.utf8.count > Self.longest ? String(text.prefix(Self.longest)) : text) }
  }

  private mutating func pop() -> String { stack.popLast() ?? "?" }

  private mutating func take(_ token: Int) -> Bool {
    // Tokens of operands come in three classes, 0x20, 0x40 and 0x60.
    let base = token >= 0x60 ? token - 0x40 : token >= 0x40 ? token - 0x20 : token
    switch base {
    case 0x01, 0x02: at += dialect == .biff12 ? 4 : dialect == .biff4 ? 3 : 4
    case 0x03...0x11: operate(base)
    case 0x12: push("+" + pop())
    case 0x13: push("-" + pop())
    case 0x14: push(pop() + "%")
    case 0x15: push("(" + pop() + ")")
    case 0x16: push("")
    case 0x17: return string()
    case 0x18: at += dialect == .biff12 || dialect == .biff8 ? 5 : 5
    case 0x19: return attribute()
    case 0x1C: push(Self.errors[bytes.byte(at: at) ?? 0] ?? "#ERR!"); at += 1
    case 0x1D: push(bytes.byte(at: at) == 0 ? "FALSE" : "TRUE"); at += 1
    case 0x1E: push(String(bytes.u16(at: at) ?? 0)); at += 2
    case 0x1F: push(number(bytes.u64(at: at) ?? 0)); at += 8
    case 0x20: push("{…}"); at += dialect == .biff12 ? 14 : dialect == .biff4 ? 6 : 7
    case 0x21: return function(fixed: bytes.u16(at: at), size: dialect == .biff4 ? 1 : 2)
    case 0x22: return variableFunction()
    case 0x23: push(name(at: at)); at += nameSize
    case 0x24, 0x2C: push(reference(at: at)); at += dialect.referenceSize
    case 0x25, 0x2D: push(area(at: at)); at += dialect.areaSize
    case 0x26, 0x27, 0x28: at += dialect == .biff12 ? 6 : 6
    case 0x29, 0x2E, 0x2F: at += dialect == .biff4 ? 1 : 2
    case 0x2A: push("#REF!"); at += dialect.referenceSize
    case 0x2B: push("#REF!"); at += dialect.areaSize
    case 0x39: push(externalName()); at += dialect == .biff5 ? 24 : 6
    case 0x3A, 0x3C: push(sheetReference(isArea: false))
    case 0x3B, 0x3D: push(sheetReference(isArea: true))
    default: return false
    }
    return at <= end
  }

  private mutating func operate(_ base: Int) {
    let symbols = ["+", "-", "*", "/", "^", "&", "<", "<=", "=", ">=", ">", "<>", " ", ",", ":"]
    let right = pop()
    let left = pop()
    push(left + symbols[base - 3] + right)
  }

  private mutating func string() -> Bool {
    let text: String
    switch dialect {
    case .biff12:
      guard let units = bytes.u16(at: at) else { return false }
      text = bytes.utf16Text(at: at + 2, units: units)
      at += 2 + units * 2
    case .biff8:
      guard let count = bytes.byte(at: at), let flags = bytes.byte(at: at + 1) else { return false }
      if flags & 1 == 0 {
        text = bytes.latin1Text(at: at + 2, count: Int(count))
        at += 2 + Int(count)
      } else {
        text = bytes.utf16Text(at: at + 2, units: Int(count))
        at += 2 + Int(count) * 2
      }
    case .biff4, .biff5:
      guard let count = bytes.byte(at: at) else { return false }
      text = bytes.latin1Text(at: at + 1, count: Int(count))
      at += 1 + Int(count)
    }
    push("\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\"")
    return at <= end
  }

  /// tAttr (§2.5.198.3 ff.): blanks, jumps of IF and CHOOSE, and the SUM of one argument.
  private mutating func attribute() -> Bool {
    guard let kind = bytes.byte(at: at) else { return false }
    let size = dialect == .biff4 ? 2 : 3
    if kind & 0x10 != 0 { push("SUM(" + pop() + ")") }
    if kind & 0x04 != 0 {
      let choices = bytes.u16(at: at + 1) ?? 0
      at += size + (choices + 1) * 2
    } else {
      at += size
    }
    return at <= end
  }

  private mutating func function(fixed number: Int?, size: Int) -> Bool {
    guard let number = size == 1 ? bytes.byte(at: at).map(Int.init) : number else { return false }
    at += size
    call(
      FunctionTable.name(ofFunction: number) ?? "FUNCTION.\(number)",
      arguments: FunctionTable.arity(ofFunction: number) ?? min(1, stack.count))
    return at <= end
  }

  private mutating func variableFunction() -> Bool {
    guard let count = bytes.byte(at: at).map({ Int($0 & 0x7F) }) else { return false }
    let raw: Int
    if dialect == .biff4 {
      raw = Int(bytes.byte(at: at + 1) ?? 0)
      at += 2
    } else {
      raw = bytes.u16(at: at + 1) ?? 0
      at += 3
    }
    let number = raw & 0x7FFF
    if raw & 0x8000 != 0 {
      call(FunctionTable.name(ofCommand: number) ?? "COMMAND.\(number)", arguments: count)
    } else if number == 255 {
      // A user's function: its name is the first argument.
      let arguments = take(arguments: count)
      push((arguments.first ?? "?") + "(" + arguments.dropFirst().joined(separator: ",") + ")")
    } else {
      call(FunctionTable.name(ofFunction: number) ?? "FUNCTION.\(number)", arguments: count)
    }
    return at <= end
  }

  private mutating func take(arguments count: Int) -> [String] {
    var arguments: [String] = []
    for _ in 0..<min(count, stack.count) { arguments.append(pop()) }
    return arguments.reversed()
  }

  private mutating func call(_ name: String, arguments count: Int) {
    push(name + "(" + take(arguments: count).joined(separator: ",") + ")")
  }

  private var nameSize: Int {
    switch dialect {
    case .biff4: 7
    case .biff5: 14
    case .biff8, .biff12: 4
    }
  }

  private func name(at offset: Int) -> String {
    let index = dialect == .biff12 ? bytes.u32(at: offset) : bytes.u16(at: offset)
    guard let index, index > 0, index <= names.count else { return "NAME" }
    return names[index - 1]
  }

  private func externalName() -> String {
    if dialect == .biff8 || dialect == .biff12, let index = bytes.u16(at: at + 2), index > 0 {
      let book = bytes.u16(at: at) ?? 0
      if book < externalNames.count, index <= externalNames[book].count { return externalNames[book][index - 1] }
      if index <= names.count { return names[index - 1] }
    }
    return "EXTERNAL.NAME"
  }

  private mutating func sheetReference(isArea: Bool) -> String {
    let prefix: Int
    switch dialect {
    case .biff5: prefix = 14
    default: prefix = 2
    }
    let sheet =
      dialect == .biff8 || dialect == .biff12
      ? bytes.u16(at: at).flatMap { sheets.indices.contains($0) ? sheets[$0] : nil } : nil
    let text = isArea ? area(at: at + prefix) : reference(at: at + prefix)
    at += prefix + (isArea ? dialect.areaSize : dialect.referenceSize)
    return (sheet.map { $0.isEmpty ? "" : Self.quoted($0) + "!" } ?? "") + text
  }

  /// The name of a sheet as a reference writes it.
  static func quoted(_ sheet: String) -> String {
    let isPlain = sheet.utf8.allSatisfy {
      $0 >= 0x80 || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x5F || $0 == 0x2E
    }
    return isPlain && MacroAddress(sheet) == nil ? sheet : "'" + sheet + "'"
  }

  private func reference(at offset: Int) -> String {
    let (row, column) = cell(at: offset)
    return Self.cellName(row: row, column: column)
  }

  private func area(at offset: Int) -> String {
    let first: (Int, Int)
    let last: (Int, Int)
    switch dialect {
    case .biff4, .biff5:
      first = ((bytes.u16(at: offset) ?? 0) & 0x3FFF, Int(bytes.byte(at: offset + 4) ?? 0))
      last = ((bytes.u16(at: offset + 2) ?? 0) & 0x3FFF, Int(bytes.byte(at: offset + 5) ?? 0))
    case .biff8:
      first = (bytes.u16(at: offset) ?? 0, (bytes.u16(at: offset + 4) ?? 0) & 0xFF)
      last = (bytes.u16(at: offset + 2) ?? 0, (bytes.u16(at: offset + 6) ?? 0) & 0xFF)
    case .biff12:
      first = (bytes.u32(at: offset) ?? 0, (bytes.u16(at: offset + 8) ?? 0) & 0x3FFF)
      last = (bytes.u32(at: offset + 4) ?? 0, (bytes.u16(at: offset + 10) ?? 0) & 0x3FFF)
    }
    return Self.cellName(row: first.0, column: first.1) + ":" + Self.cellName(row: last.0, column: last.1)
  }

  private func cell(at offset: Int) -> (row: Int, column: Int) {
    switch dialect {
    case .biff4, .biff5: ((bytes.u16(at: offset) ?? 0) & 0x3FFF, Int(bytes.byte(at: offset + 2) ?? 0))
    case .biff8: (bytes.u16(at: offset) ?? 0, (bytes.u16(at: offset + 2) ?? 0) & 0xFF)
    case .biff12: (bytes.u32(at: offset) ?? 0, (bytes.u16(at: offset + 4) ?? 0) & 0x3FFF)
    }
  }

  /// `A1` from a row and column that count from zero.
  static func cellName(row: Int, column: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      rest -= 1
      letters = String(Character(Unicode.Scalar(UInt8(0x41 + rest % 26)))) + letters
      rest /= 26
    }
    return letters + String(row + 1)
  }

  private func number(_ bits: UInt64) -> String {
    let value = Double(bitPattern: bits)
    if value == value.rounded(), abs(value) < 1e15 { return String(Int(value)) }
    return "\(value)"
  }

  private static let errors: [UInt8: String] = [
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
  ]
}
