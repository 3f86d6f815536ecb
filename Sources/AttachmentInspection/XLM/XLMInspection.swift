extension Inspection {
  /// Judges a workbook's Excel 4.0 macros and keeps them as the attachment's own where they are.
  mutating func inspectXLM(_ facts: XLMFacts, autoNames: [String]) {
    guard !facts.sheets.isEmpty else { return }
    if isAtAttachment, xlm == nil { xlm = facts }
    for sheet in facts.sheets {
      found(.xlmMacrosheet, sheet.name)
      if sheet.visibility != "visible" { found(.xlmHiddenMacrosheet, "\(sheet.name) is \(sheet.visibility)") }
    }
    if facts.autoOpen {
      found(.xlmAutoOpen, autoNames.first ?? "Auto_Open")
      if facts.sheets.contains(where: { $0.visibility != "visible" }) {
        found(.xlmHiddenAutoOpen, "\(autoNames.first ?? "Auto_Open") with a hidden macrosheet")
      }
    }
    var builders = 0
    for formula in facts.formulas {
      let calls = MacroCalls.called(in: formula)
      if let call = calls.first(where: MacroCalls.runsPrograms.contains) {
        found(.xlmExecute, formula)
        if facts.autoOpen { found(.xlmAutoExecute, "\(call) from a macro that runs by itself") }
      }
      if calls.contains(where: MacroCalls.buildsFormulas.contains) { builders += 1 }
      foundURLs(in: Array(formula.utf8))
      let characters = calls.filter { $0 == "CHAR" || $0 == "MID" }.count
      if characters >= 6 { builders += 1 }
    }
    if builders >= 3 { found(.xlmObfuscation, "\(builders) formulas build text or other formulas") }
  }

  static func visibility(ofState state: Int) -> String {
    switch state {
    case 1: "hidden"
    case 2: "very-hidden"
    default: "visible"
    }
  }
}

/// The functions that a macro formula calls.
enum MacroCalls {
  static let runsPrograms: Set<String> = ["EXEC", "CALL", "REGISTER", "REGISTER.ID", "EXECUTE", "INITIATE", "FWRITE"]
  static let buildsFormulas: Set<String> = [
    "FORMULA", "FORMULA.FILL", "FORMULA.ARRAY", "SET.VALUE", "SET.NAME", "EVALUATE",
  ]

  /// Names before an opening parenthesis, outside of string literals.
  static func called(in formula: String) -> [String] {
    var names: [String] = []
    var name: [UInt8] = []
    var isText = false
    for byte in formula.utf8 {
      if byte == 0x22 { isText.toggle() }
      if isText {
        name = []
      } else if byte == 0x28 {
        if !name.isEmpty { names.append(String(decoding: name, as: UTF8.self).uppercased()) }
        name = []
      } else if byte == 0x2E || byte == 0x5F || (byte >= 0x30 && byte <= 0x39)
        || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
      {
        name.append(byte)
      } else {
        name = []
      }
    }
    return names
  }
}
