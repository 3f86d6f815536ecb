import ByteReading

extension Inspection {
  /// A workbook in the SYLK format: a name that begins with `auto_` in an `NN;N` record runs the macro cells (`C;…;E…`).
  mutating func inspectSymbolicLink(_ bytes: [UInt8]) {
    var names: [String] = []
    var formulas: [String] = []
    var macros = MacroWorkbook()
    macros.add(sheet: "SYLK", isMacrosheet: true)
    var place = MacroWorkbook.Place(sheet: 0, row: 0, column: 0)
    var isMacrosheet = false
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(100_000) {
      let text = Array(line)
      if text.matches(Array("NN;".utf8), at: 0) {
        let fields = text.lenientText.split(separator: ";").dropFirst()
        let formula = fields.first { $0.hasPrefix("E") }.map { "=" + $0.dropFirst() } ?? ""
        for field in fields where field.hasPrefix("N") {
          names.append(String(field.dropFirst()))
          macros.add(name: String(field.dropFirst()), formula: formula)
        }
      } else if text.matches(Array("O;".utf8), at: 0) {
        if text.lenientText.split(separator: ";").contains("E") { isMacrosheet = true }
      } else if text.matches(Array("C;".utf8), at: 0), formulas.count < limits.formulas {
        // `C;Y2;X1;K0;E…`: row, column, value, formula; a place that is left out is that of the cell before.
        for field in text.lenientText.split(separator: ";").dropFirst().prefix(8) {
          if field.hasPrefix("Y"), let row = Int(field.dropFirst()) { place.row = max(0, min(row, 1_048_576) - 1) }
          if field.hasPrefix("X"), let column = Int(field.dropFirst()) {
            place.column = max(0, min(column, 16_384) - 1)
          }
        }
        guard let field = text.firstIndex(of: ";E") else {
          if let at = text.firstIndex(of: ";K") { macros.set(place, value: Self.linkValue(text, at: at + 2)) }
          continue
        }
        let formula = "=" + text.bytes(at: field + 2, count: text.count).lenientText
        formulas.append(formula)
        macros.set(place, formula: formula, value: .empty)
      }
    }
    let auto = names.filter(MacroAutoName.runsByItself)
    guard isMacrosheet || !auto.isEmpty else { return }
    inspectXLM(
      XLMFacts(
        sheets: [XLMFacts.Sheet(name: "SYLK", visibility: "visible")], formulas: formulas, autoOpen: !auto.isEmpty),
      autoNames: auto, macros: macros)
  }

  private static func linkValue(_ line: [UInt8], at start: Int) -> MacroValue {
    let text = line.bytes(at: start, count: line.count).lenientText
    if text.hasPrefix("\"") { return .text(String(text.dropFirst().prefix { $0 != "\"" })) }
    return Double(text.prefix { $0 != ";" }).map { .number($0) } ?? .empty
  }
}
