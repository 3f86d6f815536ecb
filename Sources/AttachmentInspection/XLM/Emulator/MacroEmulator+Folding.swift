#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension MacroEmulator {
  /// Functions whose value follows from their arguments, or from an ordinary machine; nil for others.
  mutating func fold(_ name: String, _ operands: [MacroOperand], at place: MacroWorkbook.Place) -> MacroOperand? {
    let isEnvironment = operands.contains(where: \.isEnvironment)
    func give(_ value: MacroValue) -> MacroOperand { MacroOperand(value, isEnvironment: isEnvironment) }
    if let value = foldText(name, operands) { return give(value) }
    if let value = foldNumber(name, operands) { return give(value) }
    if let result = foldReference(name, operands, at: place) { return result }
    return foldEnvironment(name, operands)
  }

  private mutating func foldText(_ name: String, _ operands: [MacroOperand]) -> MacroValue? {
    func text(_ index: Int) -> String { index < operands.count ? operands[index].text : "" }
    func count(_ index: Int, default value: Int = 1) -> Int {
      index < operands.count && operands[index].value != .empty
        ? max(0, min(operands[index].integer ?? value, 1 << 20)) : value
    }
    func scalars(_ index: Int) -> [Unicode.Scalar] { Array(text(index).unicodeScalars) }
    func string(_ scalars: some Sequence<Unicode.Scalar>) -> MacroValue {
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars)
      return .text(String(view))
    }
    if let first = operands.first, first.isError, Self.textFunctions.contains(name) { return first.value }
    switch name {
    case "CHAR", "UNICHAR":
      guard let code = operands.first?.integer, code > 0, let scalar = Self.scalar(code, isUnicode: name == "UNICHAR")
      else { return .error("#VALUE!") }
      return .text(String(Character(scalar)))
    case "CODE", "UNICODE":
      return text(0).unicodeScalars.first.map { .number(Double($0.value)) } ?? .error("#VALUE!")
    case "CONCATENATE", "CONCAT":
      var pieces: [String] = []
      for operand in operands {
        if let area = operand.area {
          for place in area.places(limit: 2_048) { pieces.append(value(of: place).text) }
        } else {
          pieces.append(operand.text)
        }
      }
      return .text(joined(pieces))
    case "MID":
      charactersLeft -= text(0).utf8.count / 16
      return string(scalars(0).dropFirst(max(0, count(1) - 1)).prefix(count(2)))
    case "LEFT": return string(scalars(0).prefix(count(1)))
    case "RIGHT": return string(scalars(0).suffix(count(1)))
    case "LEN": return .number(Double(text(0).unicodeScalars.count))
    case "UPPER": return .text(text(0).uppercased())
    case "LOWER": return .text(text(0).lowercased())
    case "PROPER": return .text(text(0))
    case "TRIM": return .text(text(0).split(separator: " ").joined(separator: " "))
    case "CLEAN": return string(text(0).unicodeScalars.filter { $0.value >= 0x20 })
    case "REPT":
      let piece = text(0)
      let times = min(count(1), piece.isEmpty ? 0 : Self.longestText / max(1, piece.utf8.count))
      charactersLeft -= times * piece.utf8.count
      return .text(String(repeating: piece, count: times))
    case "SUBSTITUTE":
      charactersLeft -= text(0).utf8.count
      return .text(Self.substituted(text(0), text(1), text(2), occurrence: operands.count > 3 ? count(3) : nil))
    case "REPLACE":
      let all = scalars(0)
      let start = min(max(0, count(1) - 1), all.count)
      let end = min(all.count, start + count(2))
      return string(Array(all[..<start]) + scalars(3) + Array(all[end...]))
    case "EXACT": return .bool(text(0) == text(1))
    case "T": if case .text(let value)? = operands.first?.value { return .text(value) } else { return .text("") }
    case "TEXT": return .text(text(0))
    case "DOLLAR", "FIXED": return .text(text(0))
    case "VALUE": return operands.first?.number.map { .number($0) } ?? .error("#VALUE!")
    case "SEARCH", "FIND":
      let (needle, hay) = name == "SEARCH" ? (text(0).lowercased(), text(1).lowercased()) : (text(0), text(1))
      let all = Array(hay.unicodeScalars)
      let wanted = Array(needle.unicodeScalars)
      var at = max(0, count(2) - 1)
      charactersLeft -= all.count / 8
      while at + wanted.count <= all.count {
        if Array(all[at..<at + wanted.count]) == wanted { return .number(Double(at + 1)) }
        at += 1
      }
      return .error("#VALUE!")
    default: return nil
    }
  }

  private static let textFunctions: Set<String> = [
    "MID", "LEFT", "RIGHT", "LEN", "UPPER", "LOWER", "SUBSTITUTE", "REPLACE", "CODE", "VALUE",
  ]

  /// Codes above 127 are of Windows-1252 in CHAR; the first 32 of its upper half matter to nobody here.
  private static func scalar(_ code: Int, isUnicode: Bool) -> Unicode.Scalar? {
    guard isUnicode || code < 256 else { return nil }
    return Unicode.Scalar(UInt32(clamping: code))
  }

  private static func substituted(_ text: String, _ old: String, _ new: String, occurrence: Int?) -> String {
    let (all, wanted, fresh) = (Array(text.utf8), Array(old.utf8), Array(new.utf8))
    guard !wanted.isEmpty else { return text }
    var out: [UInt8] = []
    var at = 0
    var count = 0
    while at < all.count, out.count < longestText {
      if all[at] == wanted[0], all.matches(wanted, at: at) {
        count += 1
        if occurrence == nil || occurrence == count {
          out += fresh
          at += wanted.count
          continue
        }
      }
      out.append(all[at])
      at += 1
    }
    return String(decoding: out, as: UTF8.self)
  }

  private mutating func foldNumber(_ name: String, _ operands: [MacroOperand]) -> MacroValue? {
    func number(_ index: Int) -> Double { index < operands.count ? operands[index].number ?? 0 : 0 }
    func integer(_ index: Int) -> Int { index < operands.count ? operands[index].integer ?? 0 : 0 }
    func clamped(_ value: Double) -> MacroValue { .number(value.isFinite ? value : 0) }
    switch name {
    case "TRUE": return .bool(true)
    case "FALSE": return .bool(false)
    case "AND": return .bool(operands.allSatisfy(\.isTrue))
    case "OR": return .bool(operands.contains(where: \.isTrue))
    case "NOT": return .bool(!(operands.first?.isTrue ?? false))
    case "ISNUMBER": if case .number? = operands.first?.value { return .bool(true) } else { return .bool(false) }
    case "ISTEXT": if case .text? = operands.first?.value { return .bool(true) } else { return .bool(false) }
    case "ISERROR", "ISERR", "ISNA": return .bool(operands.first?.isError ?? false)
    case "ISBLANK": return .bool(operands.first?.value == .empty)
    case "ISLOGICAL": if case .bool? = operands.first?.value { return .bool(true) } else { return .bool(false) }
    case "ISREF": return .bool(operands.first?.area != nil)
    case "NA": return .error("#N/A")
    case "N": return .number(number(0))
    case "INT": return clamped(number(0).rounded(.down))
    case "TRUNC": return clamped(number(0).rounded(.towardZero))
    case "ABS": return clamped(abs(number(0)))
    case "SIGN": return .number(number(0) == 0 ? 0 : number(0) < 0 ? -1 : 1)
    case "ROUND", "ROUNDUP", "ROUNDDOWN", "FLOOR", "CEILING", "EVEN", "ODD":
      let factor = Self.power(10, Double(max(-12, min(12, name.hasPrefix("ROUND") ? integer(1) : 0))))
      let scaled = number(0) * factor
      let rounded =
        name == "ROUNDDOWN" || name == "FLOOR"
        ? scaled.rounded(.towardZero)
        : name == "ROUND" ? scaled.rounded(.toNearestOrAwayFromZero) : scaled.rounded(.awayFromZero)
      return clamped(rounded / factor)
    case "MOD":
      let divisor = number(1)
      return divisor == 0 ? .error("#DIV/0!") : clamped(number(0) - divisor * (number(0) / divisor).rounded(.down))
    case "QUOTIENT": return number(1) == 0 ? .error("#DIV/0!") : clamped((number(0) / number(1)).rounded(.towardZero))
    case "POWER": return clamped(Self.power(number(0), number(1)))
    case "SQRT": return number(0) < 0 ? .error("#NUM!") : clamped(number(0).squareRoot())
    case "PI": return .number(3.141592653589793)
    case "EXP": return clamped(exp(number(0)))
    case "LN": return number(0) <= 0 ? .error("#NUM!") : clamped(log(number(0)))
    case "LOG10", "LOG": return number(0) <= 0 ? .error("#NUM!") : clamped(log10(number(0)))
    case "SIN": return clamped(sin(number(0)))
    case "COS": return clamped(cos(number(0)))
    case "TAN": return clamped(tan(number(0)))
    case "FACT": return clamped((1...max(1, min(170, integer(0)))).reduce(1.0) { $0 * Double($1) })
    case "BITXOR": return .number(Double(integer(0) ^ integer(1)))
    case "BITAND": return .number(Double(integer(0) & integer(1)))
    case "BITOR": return .number(Double(integer(0) | integer(1)))
    case "BITLSHIFT": return .number(Double(integer(0) << max(0, min(32, integer(1)))))
    case "BITRSHIFT": return .number(Double(integer(0) >> max(0, min(32, integer(1)))))
    case "HEX2DEC": return Int(operands.first?.text ?? "", radix: 16).map { .number(Double($0)) } ?? .error("#NUM!")
    case "DEC2HEX": return .text(String(max(0, integer(0)), radix: 16, uppercase: true))
    case "SUM", "PRODUCT", "MAX", "MIN", "AVERAGE", "COUNT", "COUNTA": return aggregate(name, operands)
    case "SUMXMY2": return clamped((number(0) - number(1)) * (number(0) - number(1)))
    case "SUMX2MY2": return clamped(number(0) * number(0) - number(1) * number(1))
    case "SUMX2PY2", "SUMSQ": return clamped(number(0) * number(0) + number(1) * number(1))
    case "CHOOSE":
      let index = integer(0)
      return index >= 1 && index < operands.count ? operands[index].value : .error("#VALUE!")
    default: return nil
    }
  }

  private mutating func aggregate(_ name: String, _ operands: [MacroOperand]) -> MacroValue {
    var numbers: [Double] = []
    var filled = 0
    for operand in operands {
      if let area = operand.area {
        for place in area.places(limit: 4_096) {
          let cell = value(of: place)
          if cell.value != .empty { filled += 1 }
          if case .number(let number) = cell.value { numbers.append(number) }
        }
      } else if let number = operand.number {
        numbers.append(number)
        filled += 1
      }
    }
    let result: Double
    switch name {
    case "SUM": result = numbers.reduce(0, +)
    case "PRODUCT": result = numbers.reduce(1, *)
    case "MAX": result = numbers.max() ?? 0
    case "MIN": result = numbers.min() ?? 0
    case "AVERAGE": result = numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
    case "COUNT": result = Double(numbers.count)
    default: result = Double(filled)
    }
    return .number(result.isFinite ? result : 0)
  }

  private mutating func foldReference(
    _ name: String, _ operands: [MacroOperand], at place: MacroWorkbook.Place
  ) -> MacroOperand? {
    func integer(_ index: Int, _ other: Int) -> Int {
      index < operands.count && operands[index].value != .empty ? operands[index].integer ?? other : other
    }
    func cell(_ sheet: Int, _ row: Int, _ column: Int) -> MacroOperand {
      guard row >= 0, row <= 1_048_575, column >= 0, column <= 16_383 else { return MacroOperand(.error("#REF!")) }
      let place = MacroWorkbook.Place(sheet: sheet, row: row, column: column)
      return MacroOperand(area: MacroArea(place), value: value(of: place).value)
    }
    switch name {
    case "INDEX":
      guard let area = operands.first?.area else { return operands.first }
      let isRow = area.row == area.lastRow && operands.count < 3
      return cell(
        area.sheet, area.row + (isRow ? 0 : max(0, integer(1, 1) - 1)),
        area.column + (isRow ? max(0, integer(1, 1) - 1) : max(0, integer(2, 1) - 1)))
    case "OFFSET":
      guard let area = operands.first?.area else { return MacroOperand(.error("#REF!")) }
      return cell(area.sheet, area.row + integer(1, 0), area.column + integer(2, 0))
    case "INDIRECT", "TEXTREF", "ABSREF", "RELREF", "EVALUATE":
      let base = operands.count > 1 ? operands[1].area?.first ?? place : place
      guard let text = operands.first?.text, let expression = expression(text) else {
        return MacroOperand(.error("#REF!"))
      }
      return evaluate(expression, at: base)
    case "DEREF": return operands.first.map { MacroOperand($0.value, isEnvironment: $0.isEnvironment) }
    case "REFTEXT", "GET.FORMULA", "FORMULA.CONVERT":
      guard let area = operands.first?.area else { return operands.first }
      if name == "GET.FORMULA" {
        let text = workbook.cells[area.first]?.formula ?? value(of: area.first).text
        return MacroOperand(.text(text))
      }
      return MacroOperand(.text(FormulaText.cellName(row: area.row, column: area.column)))
    case "ADDRESS":
      return MacroOperand(
        .text(FormulaText.cellName(row: max(0, integer(0, 1) - 1), column: max(0, min(16_383, integer(1, 1) - 1)))))
    case "ROW", "COLUMN", "ROWS", "COLUMNS":
      let area = operands.first?.area ?? MacroArea(place)
      let number =
        name == "ROW"
        ? area.row + 1
        : name == "COLUMN"
          ? area.column + 1
          : name == "ROWS" ? area.lastRow - area.row + 1 : area.lastColumn - area.column + 1
      return MacroOperand(.number(Double(number)))
    case "MATCH", "VLOOKUP", "HLOOKUP", "LOOKUP":
      guard operands.count > 1, let area = operands[1].area else { return MacroOperand(.error("#N/A")) }
      for (index, place) in area.places(limit: 4_096).enumerated()
      where value(of: place).text.lowercased() == operands[0].text.lowercased() {
        if name == "MATCH" { return MacroOperand(.number(Double(index + 1))) }
        return cell(place.sheet, place.row, area.column + max(0, integer(2, 1) - 1))
      }
      return MacroOperand(.error("#N/A"))
    default: return nil
    }
  }

  /// What an ordinary machine says: a big window, a mouse, sound, and no debugger.
  private mutating func foldEnvironment(_ name: String, _ operands: [MacroOperand]) -> MacroOperand? {
    let value: MacroValue
    let kind = operands.first?.integer ?? 0
    switch name {
    case "GET.WORKSPACE":
      switch kind {
      case 1: value = .text("Windows (64-bit) NT 10.00")
      case 2: value = .text("16.0")
      case 13: value = .number(1_000)
      case 14: value = .number(600)
      case 19, 42: value = .bool(true)
      case 26: value = .text("User")
      case 31: value = .bool(false)
      default: value = .bool(true)
      }
    case "GET.WINDOW": value = kind == 7 ? .bool(false) : kind == 23 ? .number(3) : .bool(true)
    case "GET.DOCUMENT": value = kind == 76 || kind == 88 ? .text("Book1.xls") : .number(1)
    case "GET.WORKBOOK", "GET.NAME", "GET.DEF", "GET.NOTE", "GET.OBJECT", "GET.LINK.INFO": value = .text("")
    case "GET.CELL":
      guard let area = operands.count > 1 ? operands[1].area : activeCell.map({ MacroArea($0) }) else {
        return environment(.number(11), name, operands)
      }
      let fact = cellFact(kind, of: area)
      if fact.isEnvironment { record(.environmentCheck, name, operands) }
      return fact
    case "NOW", "TODAY": value = .number(44_562)
    case "DAY", "HOUR", "MINUTE", "SECOND", "MONTH", "WEEKDAY": value = .number(3)
    case "YEAR": value = .number(2_022)
    case "TIME", "DATE", "TIMEVALUE", "DATEVALUE": value = .number(0)
    case "RAND": value = .number(0.5)
    case "RANDBETWEEN": value = operands.first.map { .number($0.number ?? 0) } ?? .number(0)
    case "APP.TITLE", "INFO", "CELL", "DOCUMENTS", "WINDOWS", "LAST.ERROR", "GET.BAR", "GET.TOOLBAR": value = .text("")
    default: return nil
    }
    return environment(value, name, operands)
  }

  private mutating func environment(
    _ value: MacroValue, _ name: String, _ operands: [MacroOperand]
  ) -> MacroOperand {
    if name.hasPrefix("GET.") { record(.environmentCheck, name, operands) }
    return MacroOperand(value, isEnvironment: true)
  }
}
