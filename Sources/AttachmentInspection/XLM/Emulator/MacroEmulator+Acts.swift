extension MacroEmulator {
  /// Functions that act on the machine, the workbook or the flow; nil for others.
  mutating func act(_ name: String, _ operands: [MacroOperand], at place: MacroWorkbook.Place) -> MacroOperand? {
    func operand(_ index: Int) -> MacroOperand { index < operands.count ? operands[index] : MacroOperand(.empty) }
    let done = MacroOperand(.bool(true))
    switch name {
    case "EXEC":
      record(.execute, name, operands)
      return MacroOperand(.number(42), isEnvironment: true)
    case "CALL":
      record(.libraryCall, name, operands)
      return MacroOperand(.number(0), isEnvironment: true)
    case "REGISTER", "REGISTER.ID":
      record(.libraryCall, name, operands)
      let alias = operand(3).text
      let function = "\(operand(0).text).\(operand(1).text)"
      if !alias.isEmpty, registered.count < 256 { registered[alias.lowercased()] = function }
      return MacroOperand(.text(function))
    case "EXECUTE", "INITIATE", "POKE", "SEND.KEYS", "APP.ACTIVATE":
      record(.execute, name, operands)
      return MacroOperand(.number(1), isEnvironment: true)
    case "FOPEN", "FWRITE", "FWRITELN", "FILE.DELETE", "SAVE.AS", "SAVE.COPY.AS", "DELETE.DIRECTORY",
      "CREATE.DIRECTORY":
      record(.fileWrite, name, operands)
      return MacroOperand(.number(1), isEnvironment: true)
    case "FREAD", "FREADLN", "FSIZE", "FILES", "DIRECTORY", "FILE.EXISTS":
      record(.environmentCheck, name, operands)
      return MacroOperand(.text("1"), isEnvironment: true)
    case "ALERT", "MESSAGE":
      record(.message, name, operands)
      return MacroOperand(.bool(true), isEnvironment: true)
    case "INPUT", "DIALOG.BOX": return MacroOperand(.text(""), isEnvironment: true)
    case "FORMULA", "FORMULA.FILL", "FORMULA.ARRAY":
      write(operand(0), to: operands.count > 1 ? operand(1).area : activeArea(place), at: place, asFormula: true)
      return done
    case "SET.VALUE":
      write(operand(1), to: operand(0).area, at: place, asFormula: false)
      return done
    case "SET.NAME", "DEFINE.NAME":
      let key = operand(0).text.lowercased()
      if !key.isEmpty, variables.count < 4_096 { variables[key] = operand(1) }
      return done
    case "COPY", "CUT", "PASTE", "CLEAR", "INSERT", "EDIT.DELETE", "UNDO": return done
    case "RUN":
      guard !isFolding, let target = target(of: operand(0), at: place) else { return done }
      return call(target)
    case "ON.TIME", "ON.KEY", "ON.SHEET", "ON.WINDOW", "ON.ENTRY", "ON.DATA", "ON.DOUBLECLICK", "ON.RECALC":
      if !isFolding, let last = operands.last, let target = target(of: last, at: place) { alsoTake(target) }
      return done
    case "SELECT", "FORMULA.GOTO", "ACTIVATE":
      if let area = operand(operands.count > 1 ? 1 : 0).area ?? operand(0).area { activeCell = area.first }
      return done
    case "ACTIVE.CELL", "SELECTION", "CALLER":
      let area = activeArea(place)
      return area.map { MacroOperand(area: $0, value: value(of: $0.first).value) } ?? done
    case "ROW.HEIGHT", "COLUMN.WIDTH":
      _ = setCellFact(name, operands, active: activeCell)
      return done
    case "WORKBOOK.HIDE", "WORKBOOK.UNHIDE", "WORKBOOK.ACTIVATE", "WORKBOOK.DELETE", "WORKBOOK.INSERT", "HIDE",
      "UNHIDE", "APP.MINIMIZE", "APP.MAXIMIZE", "WINDOW.MINIMIZE", "WINDOW.MAXIMIZE", "WINDOW.SIZE", "PROTECT.DOCUMENT",
      "SAVE", "OPEN", "NEW", "BEEP", "CALCULATION", "CALCULATE.NOW", "FORMAT.NUMBER", "FORMAT.FONT", "PATTERNS",
      "UNREGISTER", "FCLOSE", "TERMINATE", "DELETE.NAME", "ENABLE.COMMAND", "PRINT":
      return done
    default: return nil
    }
  }

  private func activeArea(_ place: MacroWorkbook.Place) -> MacroArea? { MacroArea(activeCell ?? place) }

  /// The place that a reference, or a text that names one, stands for.
  private mutating func target(of operand: MacroOperand, at place: MacroWorkbook.Place) -> MacroWorkbook.Place? {
    if let area = operand.area { return area.first }
    guard case .text(let text) = operand.value, let expression = expression(text) else { return nil }
    return evaluate(expression, at: place).area?.first
  }

  /// Writes into cells: text that begins with `=` becomes a formula.
  private mutating func write(
    _ operand: MacroOperand, to area: MacroArea?, at place: MacroWorkbook.Place, asFormula: Bool
  ) {
    guard let area else { return }
    let text = operand.text
    let isFormula = asFormula && text.hasPrefix("=") && text.utf8.count > 1
    for target in area.places(limit: 512) {
      if isFormula {
        workbook.set(target, formula: text, value: .empty)
      } else {
        workbook.set(target, value: operand.value)
      }
    }
    let shown = MacroOperand(.text(text))
    if asFormula { record(.selfChange, "FORMULA", [shown]) }
  }
}
