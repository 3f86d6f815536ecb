import ByteReading

extension Inspection {
  /// A workbook in the SYLK format: a name that begins with `auto_` in an `NN;N` record runs the macro cells (`C;…;E…`).
  mutating func inspectSymbolicLink(_ bytes: [UInt8]) {
    var names: [String] = []
    var formulas: [String] = []
    var isMacrosheet = false
    for line in bytes.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }).prefix(100_000) {
      let text = Array(line)
      if text.matches(Array("NN;".utf8), at: 0) {
        for field in text.lenientText.split(separator: ";") where field.hasPrefix("N") && field != "NN" {
          names.append(String(field.dropFirst()))
        }
      } else if text.matches(Array("O;".utf8), at: 0) {
        if text.lenientText.split(separator: ";").contains("E") { isMacrosheet = true }
      } else if text.matches(Array("C;".utf8), at: 0), formulas.count < limits.formulas,
        let field = text.firstIndex(of: ";E")
      {
        formulas.append("=" + text.bytes(at: field + 2, count: text.count).lenientText)
      }
    }
    let auto = names.filter(MacroAutoName.runsByItself)
    guard isMacrosheet || !auto.isEmpty else { return }
    inspectXLM(
      XLMFacts(
        sheets: [XLMFacts.Sheet(name: "SYLK", visibility: "visible")], formulas: formulas, autoOpen: !auto.isEmpty),
      autoNames: auto)
  }
}
