import ByteReading

/// Reads the text of a formula into an expression; forgiving, bounded in depth and in length.
struct MacroParser {
  private let bytes: [UInt8]
  private var at = 0
  private var nodesLeft = 4_000
  private static let deepest = 64

  /// The expression of a formula with or without `=` before it; nil where nothing can be read.
  static func expression(of text: String) -> MacroExpression? {
    guard text.utf8.count <= 65_536 else { return nil }
    var parser = MacroParser(bytes: Array(text.utf8))
    if parser.bytes.first == 0x3D { parser.at = 1 }
    return parser.comparison(0)
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func comparison(_ depth: Int) -> MacroExpression? {
    guard var left = joined(depth) else { return nil }
    while let symbol = take(["<>", "<=", ">=", "<", ">", "="]), let kind = MacroExpression.Operator(rawValue: symbol) {
      guard let right = joined(depth) else { break }
      left = .operation(kind, left, right)
    }
    return left
  }

  private mutating func joined(_ depth: Int) -> MacroExpression? {
    guard var left = sum(depth) else { return nil }
    while take(["&"]) != nil {
      guard let right = sum(depth) else { break }
      left = .operation(.join, left, right)
    }
    return left
  }

  private mutating func sum(_ depth: Int) -> MacroExpression? {
    guard var left = product(depth) else { return nil }
    while let symbol = take(["+", "-"]) {
      guard let right = product(depth) else { break }
      left = .operation(symbol == "+" ? .add : .subtract, left, right)
    }
    return left
  }

  private mutating func product(_ depth: Int) -> MacroExpression? {
    guard var left = power(depth) else { return nil }
    while let symbol = take(["*", "/"]) {
      guard let right = power(depth) else { break }
      left = .operation(symbol == "*" ? .multiply : .divide, left, right)
    }
    return left
  }

  private mutating func power(_ depth: Int) -> MacroExpression? {
    guard var left = unary(depth) else { return nil }
    while take(["^"]) != nil {
      guard let right = unary(depth) else { break }
      left = .operation(.power, left, right)
    }
    return left
  }

  private mutating func unary(_ depth: Int) -> MacroExpression? {
    guard depth < Self.deepest, nodesLeft > 0 else { return nil }
    nodesLeft -= 1
    if take(["-"]) != nil { return unary(depth + 1).map(MacroExpression.negated) }
    if take(["+", "@"]) != nil { return unary(depth + 1) }
    guard var value = primary(depth + 1) else { return nil }
    while take(["%"]) != nil { value = .percent(value) }
    return value
  }

  private mutating func primary(_ depth: Int) -> MacroExpression? {
    skipBlanks()
    guard let byte = bytes.byte(at: at) else { return nil }
    switch byte {
    case 0x22: return .value(.text(quoted(by: 0x22)))
    case 0x28:
      at += 1
      let inner = comparison(depth)
      _ = take([")"])
      return inner
    case 0x30...0x39, 0x2E: return number()
    case 0x23: return .value(.error(word()))
    case 0x7B: return array(depth)
    case 0x27:
      let sheet = quoted(by: 0x27)
      guard bytes.byte(at: at) == 0x21 else { return nil }
      at += 1
      let rest = word()
      guard bytes.byte(at: at) == 0x28 else { return reference(sheet: sheet, rest) }
      at += 1
      return .call((sheet + "!" + rest).uppercased(), arguments(depth))
    default: return named(depth)
    }
  }

  /// A name, a function, a reference, `Sheet!reference`.
  private mutating func named(_ depth: Int) -> MacroExpression? {
    let text = word()
    guard !text.isEmpty else { return nil }
    switch bytes.byte(at: at) {
    case 0x28:
      at += 1
      return .call(text.uppercased(), arguments(depth))
    case 0x21:
      at += 1
      let rest = word()
      if bytes.byte(at: at) == 0x28 {
        at += 1
        return .call((text + "!" + rest).uppercased(), arguments(depth))
      }
      return reference(sheet: text, rest)
    default:
      switch text.uppercased() {
      case "TRUE": return .value(.bool(true))
      case "FALSE": return .value(.bool(false))
      default: return reference(sheet: nil, text)
      }
    }
  }

  private mutating func reference(sheet: String?, _ text: String) -> MacroExpression? {
    let own = sheet.map { $0.split(separator: "]").last.map(String.init) ?? $0 }
    guard let first = MacroAddress(text) else { return text.isEmpty ? nil : .name(text) }
    // `A1:B2`; the far end may repeat the sheet.
    if bytes.byte(at: at) == 0x3A {
      let before = at
      at += 1
      if let last = MacroAddress(word()) { return .area(sheet: own, first, last) }
      at = before
    }
    return .area(sheet: own, first, first)
  }

  private mutating func arguments(_ depth: Int) -> [MacroExpression] {
    var arguments: [MacroExpression] = []
    skipBlanks()
    if take([")"]) != nil { return [] }
    while at < bytes.count, arguments.count < 256 {
      skipBlanks()
      if let byte = bytes.byte(at: at), byte == 0x2C || byte == 0x29 || byte == 0x3B {
        arguments.append(.value(.empty))
      } else {
        guard let argument = comparison(depth + 1) else { break }
        arguments.append(argument)
      }
      if take([",", ";"]) != nil {
        skipBlanks()
        if bytes.byte(at: at) == 0x29 { arguments.append(.value(.empty)) }
        continue
      }
      break
    }
    _ = take([")"])
    return arguments
  }

  private mutating func array(_ depth: Int) -> MacroExpression? {
    at += 1
    let values = arguments(depth)
    _ = take(["}"])
    return values.first
  }

  private mutating func number() -> MacroExpression? {
    let start = at
    while let byte = bytes.byte(at: at), (byte >= 0x30 && byte <= 0x39) || byte == 0x2E { at += 1 }
    if let byte = bytes.byte(at: at), byte | 0x20 == 0x65 {
      let mark = at
      at += 1
      if let sign = bytes.byte(at: at), sign == 0x2B || sign == 0x2D { at += 1 }
      let digits = at
      while let byte = bytes.byte(at: at), byte >= 0x30, byte <= 0x39 { at += 1 }
      if at == digits { at = mark }
    }
    // `3:5` rows and names that begin with a digit are not known.
    return Double(String(decoding: bytes[start..<at], as: UTF8.self)).map { .value(.number($0)) }
  }

  private mutating func quoted(by quote: UInt8) -> String {
    at += 1
    var text: [UInt8] = []
    while let byte = bytes.byte(at: at) {
      at += 1
      if byte == quote {
        guard bytes.byte(at: at) == quote else { break }
        at += 1
      }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Letters, digits and what else stands in names and references.
  private mutating func word() -> String {
    let start = at
    while let byte = bytes.byte(at: at) {
      let isWord =
        byte >= 0x80 || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
        || [0x24, 0x2E, 0x5F, 0x5C, 0x3F, 0x5B, 0x5D, 0x23].contains(byte)
        // `R[-1]C`: a sign inside of brackets.
        || (byte == 0x2D && at > start && bytes[at - 1] == 0x5B)
      guard isWord else { break }
      at += 1
    }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private mutating func take(_ symbols: [String]) -> String? {
    skipBlanks()
    for symbol in symbols where bytes.matches(Array(symbol.utf8), at: at) {
      at += symbol.utf8.count
      return symbol
    }
    return nil
  }

  private mutating func skipBlanks() {
    while let byte = bytes.byte(at: at), byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { at += 1 }
  }
}

extension MacroAddress {
  /// `$A$1` or `R1C1`; nil for other text.
  init?(_ text: String) {
    let bytes = Array(text.utf8).filter { $0 != 0x24 }
    guard bytes.count >= 2, bytes.count <= 32 else { return nil }
    if let address = Self.rowColumn(bytes) {
      self = address
      return
    }
    var column = 0
    var at = 0
    while at < bytes.count, bytes[at] | 0x20 >= 0x61, bytes[at] | 0x20 <= 0x7A {
      guard at < 3 else { return nil }
      column = column * 26 + Int(bytes[at] | 0x20) - 0x60
      at += 1
    }
    guard at > 0, at < bytes.count, bytes[at...].allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), bytes.count - at <= 7,
      let row = Int(String(decoding: bytes[at...], as: UTF8.self)), row >= 1
    else { return nil }
    self.init(row: row - 1, column: column - 1)
  }

  private static func rowColumn(_ bytes: [UInt8]) -> MacroAddress? {
    var at = 0
    // The number behind a letter: absolute, in brackets, or none.
    func part(_ letter: UInt8) -> (value: Int, isRelative: Bool)? {
      guard at < bytes.count, bytes[at] | 0x20 == letter else { return nil }
      at += 1
      let isRelative = at < bytes.count && bytes[at] == 0x5B
      if isRelative { at += 1 }
      var isNegative = false
      if isRelative, at < bytes.count, bytes[at] == 0x2D {
        isNegative = true
        at += 1
      }
      let start = at
      while at < bytes.count, bytes[at] >= 0x30, bytes[at] <= 0x39, at - start < 7 { at += 1 }
      let value = Int(String(decoding: bytes[start..<at], as: UTF8.self))
      if isRelative {
        guard at < bytes.count, bytes[at] == 0x5D, let value else { return nil }
        at += 1
        return (isNegative ? -value : value, true)
      }
      return value.map { ($0 - 1, false) } ?? (0, true)
    }
    guard let row = part(0x72), let column = part(0x63), at == bytes.count,
      row.isRelative || row.value >= 0, column.isRelative || column.value >= 0
    else { return nil }
    return MacroAddress(
      row: row.value, column: column.value, isRowRelative: row.isRelative, isColumnRelative: column.isRelative)
  }
}
