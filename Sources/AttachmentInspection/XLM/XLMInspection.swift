extension Inspection {
  /// Judges a workbook's Excel 4.0 macros and keeps them as the attachment's own where they are.
  mutating func inspectXLM(_ read: XLMFacts, autoNames: [String], macros: MacroWorkbook) {
    guard !read.sheets.isEmpty else { return }
    var facts = read
    var emulator = MacroEmulator(macros, steps: limits.macroSteps)
    emulator.runAll(autoNames: autoNames)
    if emulator.stepsLeft <= 0 { hit(.macroSteps) }
    let effects = emulator.effects
    note(macros, autoNames: autoNames, effects: effects)
    // What the macros resolve to stands behind what is written in the cells.
    let written = Set(facts.formulas)
    for effect in effects where effect.kind.acts && !written.contains(effect.text) {
      guard facts.formulas.count < limits.formulas else { break }
      facts.formulas.append(effect.text)
    }
    if isMatching { match(Array(facts.formulas.joined(separator: "\n").utf8), inside: "formulas") }
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
    judge(effects)
    judge(formulas: facts.formulas, startsByItself: facts.autoOpen)
  }

  /// What the macros did when they were run.
  private mutating func judge(_ effects: [MacroEffect]) {
    var changes = 0
    for effect in effects {
      if effect.kind == .selfChange { changes += 1 }
      if effect.kind == .environmentCheck { found(.xlmEnvironmentCheck, effect.text) }
      guard effect.kind == .execute || effect.kind == .libraryCall else { continue }
      found(.xlmExecute, effect.text)
      foundURLs(in: Array(effect.text.utf8))
      if effect.runsByItself { found(.xlmAutoExecute, effect.text) }
      let folded = effect.text.lowercasedASCII
      if folded.holds("urldownloadtofile") || folded.holds("http://") || folded.holds("https://") {
        found(.xlmDownload, effect.text)
      }
    }
    if changes >= 3 { found(.xlmObfuscation, "\(changes) cells that macros write") }
  }

  /// What the formulas say as they are written: an emulation may not reach them.
  private mutating func judge(formulas: [String], startsByItself: Bool) {
    var builders = 0
    for formula in formulas {
      let calls = MacroCalls.called(in: formula)
      if let call = calls.first(where: MacroCalls.runsPrograms.contains) {
        if !has(.xlmExecute) { found(.xlmExecute, formula) }
        if startsByItself, !has(.xlmAutoExecute) { found(.xlmAutoExecute, "\(call) from a macro that runs by itself") }
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
