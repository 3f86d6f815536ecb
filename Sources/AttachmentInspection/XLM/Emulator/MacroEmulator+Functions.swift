extension MacroEmulator {
  /// Calls a function, a command, or a macro by its name or place.
  mutating func call(
    _ name: String, _ arguments: [MacroExpression], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    let bare = name.hasPrefix("_XLFN.") ? String(name.dropFirst(6)) : name
    switch bare {
    case "IF": return choose(arguments, at: place)
    case "ELSE", "ELSE.IF": return skipToEnd(at: place)
    case "END.IF": return MacroOperand(.bool(true))
    case "GOTO":
      if let target = arguments.first.flatMap({ evaluate($0, at: place).area?.first }) { jump = .to(target) }
      return MacroOperand(.bool(true))
    case "HALT", "QUIT", "CLOSE", "FILE.CLOSE":
      jump = .stop
      return MacroOperand(.bool(true))
    case "RETURN":
      let result = arguments.first.map { evaluate($0, at: place) } ?? MacroOperand(.empty)
      jump = .finish
      return result
    case "WHILE": return loop(arguments, at: place)
    case "FOR": return countedLoop(arguments, at: place)
    case "FOR.CELL": return cellLoop(arguments, at: place)
    case "NEXT": return endOfLoop(at: place)
    case "ARGUMENT", "RESULT", "ECHO", "VOLATILE", "STEP", "BREAK", "WAIT", "ERROR", "CANCEL.KEY":
      return MacroOperand(.bool(true))
    default: break
    }
    var operands: [MacroOperand] = []
    for argument in arguments { operands.append(evaluate(argument, at: place)) }
    if let result = act(bare, operands, at: place) { return result }
    if let result = fold(bare, operands, at: place) { return result }
    return callMacro(name, operands, at: place)
  }

  /// IF with two or three arguments chooses a value; with one it opens a block.
  private mutating func choose(
    _ arguments: [MacroExpression], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    guard let first = arguments.first else { return MacroOperand(.bool(false)) }
    let condition = evaluate(first, at: place)
    if arguments.count == 1 {
      if condition.isTrue || condition.isEnvironment { return condition }
      return skipToEnd(at: place)
    }
    let yes = arguments[1]
    let no = arguments.count > 2 ? arguments[2] : .value(.bool(false))
    // On the machine's state both ways are gone: the one that acts is looked at, whichever it is.
    if condition.isEnvironment {
      let before = jump
      let other = condition.isTrue ? no : yes
      let result = evaluate(condition.isTrue ? yes : no, at: place)
      let chosen = jump
      jump = nil
      _ = evaluate(other, at: place)
      let alternative = jump
      jump = before
      switch (chosen, alternative) {
      case (.to(let target), .to(let elsewhere)):
        alsoTake(elsewhere)
        jump = .to(target)
      case (.to(let target), .stop), (.to(let target), .finish), (.stop, .to(let target)), (.finish, .to(let target)):
        jump = .to(target)
      case (.to(let target), nil):
        // Go on below, and take the jump later.
        alsoTake(target)
      case (nil, .to(let target)): alsoTake(target)
      // An end on one way only: the macro goes on.
      default: break
      }
      return result
    }
    return evaluate(condition.isTrue ? yes : no, at: place)
  }

  /// Goes on behind the next ELSE, or END.IF, of the block in which a cell stands.
  private mutating func skipToEnd(at place: MacroWorkbook.Place) -> MacroOperand {
    var depth = 0
    var cursor = place
    for _ in 0..<2_000 {
      cursor.row += 1
      guard let formula = workbook.cells[cursor]?.formula else { continue }
      let text = formula.uppercased()
      if text.hasPrefix("=IF("), case .call(_, let arguments)? = expression(formula), arguments.count == 1 {
        depth += 1
      }
      if text.hasPrefix("=END.IF(") || (depth == 0 && text.hasPrefix("=ELSE(")) {
        if depth == 0 {
          cursor.row += 1
          jump = .to(cursor)
          return MacroOperand(.bool(true))
        }
        depth -= 1
      }
    }
    return MacroOperand(.bool(false))
  }

  /// Loops go back by looking for their head from the NEXT.
  private mutating func loop(
    _ arguments: [MacroExpression], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    let condition = arguments.first.map { evaluate($0, at: place) } ?? MacroOperand(.bool(false))
    if !condition.isTrue || condition.isEnvironment && visitsOfLoop(place) > 1 { leaveLoop(at: place) }
    return condition
  }

  private mutating func countedLoop(
    _ arguments: [MacroExpression], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    guard arguments.count >= 3 else { return MacroOperand(.bool(false)) }
    let name = evaluate(arguments[0], at: place).text.lowercased()
    let first = evaluate(arguments[1], at: place).number ?? 1
    let last = evaluate(arguments[2], at: place).number ?? 1
    let step = arguments.count > 3 ? evaluate(arguments[3], at: place).number ?? 1 : 1
    let isOpen = loopState[place] != nil
    let value = isOpen ? (variables[name]?.number ?? first) + step : first
    loopState[place] = (loopState[place] ?? 0) + 1
    variables[name] = MacroOperand(.number(value))
    if step >= 0 ? value > last : value < last {
      loopState[place] = nil
      leaveLoop(at: place)
    }
    return MacroOperand(.bool(true))
  }

  private mutating func cellLoop(
    _ arguments: [MacroExpression], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    guard arguments.count >= 2 else { return MacroOperand(.bool(false)) }
    let name = evaluate(arguments[0], at: place).text.lowercased()
    guard let area = evaluate(arguments[1], at: place).area else {
      leaveLoop(at: place)
      return MacroOperand(.bool(false))
    }
    let skipsBlank = arguments.count > 2 && evaluate(arguments[2], at: place).isTrue
    var places = area.places(limit: 4_096)
    if skipsBlank { places = places.filter { !(workbook.cells[$0]?.value.isEmpty ?? true) } }
    let index = loopState[place] ?? 0
    guard index < places.count else {
      loopState[place] = nil
      leaveLoop(at: place)
      return MacroOperand(.bool(false))
    }
    loopState[place] = index + 1
    let cell = places[index]
    variables[name] = MacroOperand(area: MacroArea(cell), value: value(of: cell).value)
    return MacroOperand(.bool(true))
  }

  private mutating func visitsOfLoop(_ place: MacroWorkbook.Place) -> Int {
    loopState[place] = (loopState[place] ?? 0) + 1
    return loopState[place] ?? 0
  }

  private static func isLoopHead(_ text: String) -> Bool {
    text.hasPrefix("=WHILE(") || text.hasPrefix("=FOR(") || text.hasPrefix("=FOR.CELL(")
  }

  private mutating func leaveLoop(at place: MacroWorkbook.Place) {
    var depth = 0
    var cursor = place
    for _ in 0..<2_000 {
      cursor.row += 1
      guard let text = workbook.cells[cursor]?.formula?.uppercased() else { continue }
      if Self.isLoopHead(text) { depth += 1 }
      guard text.hasPrefix("=NEXT(") else { continue }
      if depth == 0 {
        cursor.row += 1
        jump = .to(cursor)
        return
      }
      depth -= 1
    }
  }

  private mutating func endOfLoop(at place: MacroWorkbook.Place) -> MacroOperand {
    var depth = 0
    var cursor = place
    for _ in 0..<2_000 where cursor.row > 0 {
      cursor.row -= 1
      guard let text = workbook.cells[cursor]?.formula?.uppercased() else { continue }
      if text.hasPrefix("=NEXT(") { depth += 1 }
      guard Self.isLoopHead(text) else { continue }
      if depth == 0 {
        jump = .to(cursor)
        break
      }
      depth -= 1
    }
    return MacroOperand(.bool(true))
  }

  /// A macro called as a function: by a name that stands for a place, a reference, or a registered library function.
  private mutating func callMacro(
    _ name: String, _ operands: [MacroOperand], at place: MacroWorkbook.Place
  ) -> MacroOperand {
    if let function = registered[name.lowercased()] {
      record(.libraryCall, function, operands)
      return MacroOperand(.number(0), isEnvironment: true)
    }
    guard !isFolding else { return MacroOperand(.error("#NAME?")) }
    let pieces = name.split(separator: "!", omittingEmptySubsequences: false).map(String.init)
    let local = pieces.last ?? name
    var target: MacroArea?
    if let address = MacroAddress(local) {
      target = area(sheet: pieces.count > 1 ? pieces.first : nil, address, address, at: place)
    } else {
      target = evaluate(.name(local), at: place).area
    }
    guard let target else { return MacroOperand(.error("#NAME?")) }
    return call(target.first)
  }
}
