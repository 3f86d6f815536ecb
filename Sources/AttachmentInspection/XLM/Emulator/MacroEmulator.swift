/// Runs the macros of a workbook far enough to see what they do, under budgets of steps, text and memory.
///
/// Nothing is executed: functions that would act are recorded with their arguments. Choices that depend on the machine
/// are taken both ways.
struct MacroEmulator {
  /// Nodes of expressions that are evaluated.
  private static let mostNodes = 400_000
  /// Characters that functions of text may make.
  private static let mostCharacters = 32 << 20
  private static let mostEffects = 400
  private static let mostBranches = 48
  private static let deepestCall = 64
  static let longestText = 65_536

  var workbook: MacroWorkbook
  private(set) var effects: [MacroEffect] = []
  private var seenEffects: Set<MacroEffect> = []
  /// Cells that may still be run.
  private(set) var stepsLeft: Int
  var nodesLeft = mostNodes
  var charactersLeft = mostCharacters
  /// What names were given while macros ran.
  var variables: [String: MacroOperand] = [:]
  /// Names under which library functions were registered.
  var registered: [String: String] = [:]
  var parsed: [String: MacroExpression?] = [:]
  /// Cells that wait to be run: the other ways of choices.
  private var waiting: [MacroWorkbook.Place] = []
  private var taken: Set<MacroWorkbook.Place> = []
  private var branches = 0
  var runsByItself = false
  /// Whether functions that act are only folded, not recorded.
  var isFolding = false
  var activeCell: MacroWorkbook.Place?
  /// Where the next step goes; set by functions that jump.
  var jump: Jump?
  var callDepth = 0
  /// Evaluations that are open.
  var nesting = 0
  /// How often the head of a loop was met.
  var loopState: [MacroWorkbook.Place: Int] = [:]
  private var run: Set<MacroWorkbook.Place> = []

  enum Jump {
    case to(MacroWorkbook.Place)
    case finish
    case stop
  }

  init(_ workbook: MacroWorkbook, steps: Int = InspectionLimits().macroSteps) {
    self.workbook = workbook
    stepsLeft = steps
  }

  /// Runs from every name that starts by itself, then from every other name and column of formulas.
  mutating func runAll(autoNames: [String]) {
    let auto = Set(autoNames.map { $0.lowercased() })
    for name in workbook.names where auto.contains(name.name.lowercased()) {
      guard let place = place(of: name) else { continue }
      runsByItself = true
      start(at: place)
    }
    runsByItself = false
    for name in workbook.names where !auto.contains(name.name.lowercased()) {
      guard let place = place(of: name), isFormula(place) else { continue }
      start(at: place)
    }
    // Once for columns, once for what stands behind an end.
    for _ in 0..<2 { for place in heads() where !run.contains(place) { start(at: place) } }
  }

  /// Formulas that were not run and have none above them but what was run, in order.
  private func heads() -> [MacroWorkbook.Place] {
    let formulas = workbook.cells.filter { cell in
      cell.value.formula != nil && !run.contains(cell.key) && workbook.sheets.indices.contains(cell.key.sheet)
        && workbook.sheets[cell.key.sheet].isMacrosheet
    }
    .keys
    return formulas.filter { place in
      var above = place
      above.row -= 1
      return !isFormula(above) || run.contains(above)
    }
    .sorted { ($0.sheet, $0.column, $0.row) < ($1.sheet, $1.column, $1.row) }.prefix(256).map { $0 }
  }

  private func isFormula(_ place: MacroWorkbook.Place) -> Bool { workbook.cells[place]?.formula != nil }

  private mutating func place(of name: MacroWorkbook.Name) -> MacroWorkbook.Place? {
    guard let expression = expression(name.formula) else { return nil }
    let home = MacroWorkbook.Place(
      sheet: workbook.sheets.firstIndex { $0.isMacrosheet } ?? 0, row: 0, column: 0)
    if case .area(let sheet, let first, let last) = expression {
      return area(sheet: sheet, first, last, at: home)?.first
    }
    return nil
  }

  mutating func expression(_ text: String) -> MacroExpression? {
    if let known = parsed[text] { return known }
    let fresh = MacroParser.expression(of: text)
    if parsed.count < 20_000 { parsed[text] = fresh }
    return fresh
  }

  private mutating func start(at place: MacroWorkbook.Place) {
    waiting = [place]
    taken = []
    branches = 0
    while let next = waiting.popLast() { runDown(from: next) }
  }

  /// Runs cell after cell down a column until something ends it.
  ///
  /// Returns what `RETURN` gave.
  @discardableResult
  mutating func runDown(from start: MacroWorkbook.Place) -> MacroOperand {
    var place = start
    var blanks = 0
    var visits: [MacroWorkbook.Place: Int] = [:]
    while stepsLeft > 0, nodesLeft > 0 {
      stepsLeft -= 1
      run.insert(place)
      // A loop that runs this often shows nothing new.
      visits[place, default: 0] += 1
      if visits[place, default: 0] > 600 { break }
      var next = place
      next.row += 1
      if let formula = workbook.cells[place]?.formula {
        blanks = 0
        jump = nil
        let result = evaluate(formula, at: place)
        workbook.setValue(result.value, at: place)
        switch jump {
        case .to(let target): next = target
        case .finish:
          jump = nil
          return result
        case .stop:
          return result
        case nil: break
        }
        jump = nil
      } else {
        blanks += 1
        if blanks > 64 || next.row > 1_048_575 { break }
      }
      place = next
    }
    return MacroOperand(.empty)
  }

  mutating func evaluate(_ formula: String, at place: MacroWorkbook.Place) -> MacroOperand {
    guard let expression = expression(formula) else { return MacroOperand(.error("#VALUE!")) }
    return evaluate(expression, at: place)
  }

  /// Runs a macro as a function and gives what it returns.
  mutating func call(_ place: MacroWorkbook.Place) -> MacroOperand {
    guard callDepth < Self.deepestCall else { return MacroOperand(.error("#VALUE!")) }
    callDepth += 1
    let result = runDown(from: place)
    callDepth -= 1
    if case .stop = jump { return result }
    jump = nil
    return result
  }

  /// Remembers a place that the other way of a choice leads to.
  mutating func alsoTake(_ place: MacroWorkbook.Place) {
    guard branches < Self.mostBranches, !isFolding, taken.insert(place).inserted else { return }
    branches += 1
    waiting.append(place)
  }

  mutating func record(_ kind: MacroEffect.Kind, _ name: String, _ arguments: [MacroOperand]) {
    guard effects.count < Self.mostEffects, !isFolding else { return }
    let texts = arguments.map { argument -> String in
      if case .text(let text) = argument.value { return "\"\(text)\"" }
      return argument.text
    }
    let effect = MacroEffect(
      kind: kind, text: String("=\(name)(\(texts.joined(separator: ",")))".prefix(4_096)), runsByItself: runsByItself)
    if seenEffects.insert(effect).inserted { effects.append(effect) }
  }

  /// The area that a reference names from a place; nil where the sheet is not there.
  func area(
    sheet name: String?, _ first: MacroAddress, _ last: MacroAddress, at place: MacroWorkbook.Place
  ) -> MacroArea? {
    guard let sheet = name.map({ $0.isEmpty ? place.sheet : workbook.sheet(named: $0) }) ?? place.sheet else {
      return nil
    }
    func resolved(_ address: MacroAddress) -> (row: Int, column: Int) {
      (
        max(0, min(1_048_575, address.row + (address.isRowRelative ? place.row : 0))),
        max(0, min(16_383, address.column + (address.isColumnRelative ? place.column : 0)))
      )
    }
    return MacroArea(sheet: sheet, resolved(first), resolved(last))
  }

  /// The value of a cell: what was stored or computed, else its formula folded.
  mutating func value(of place: MacroWorkbook.Place) -> MacroOperand {
    guard let cell = workbook.cells[place] else { return MacroOperand(.empty) }
    guard cell.value.isEmpty, let formula = cell.formula, !run.contains(place) else {
      return MacroOperand(cell.value)
    }
    let wasFolding = isFolding
    let before = jump
    isFolding = true
    let result = expression(formula).map { evaluate($0, at: place) } ?? MacroOperand(.empty)
    isFolding = wasFolding
    jump = before
    workbook.setValue(result.value, at: place)
    return result
  }
}
