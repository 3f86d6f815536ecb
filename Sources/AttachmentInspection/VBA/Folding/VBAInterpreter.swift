import ByteReading

/// Follows the statements of procedures far enough to see the texts that they put together.
///
/// Assignments, joins, functions of text, loops that count, functions of the document's own that decode: what is known is
/// computed, all else is unknown. Both ways of a choice that is not known are taken, one after the other.
struct VBAInterpreter {
  /// Where nothing runs by itself, a glance must do.
  private static let mostStepsOfOthers = 3_000
  private static let mostCharacters = 8 << 20
  private static let mostTexts = 4_000
  private static let deepestCall = 12

  let procedures: [VBAProcedure]
  private let numbers: [String: Int]
  /// Texts that came out of more than one piece, by the procedure in which they did.
  private(set) var texts: [Int: [String]] = [:]
  private var textsLeft = mostTexts
  /// Statements that are followed where something runs by itself.
  private let steps: Int
  private var stepsLeft: Int
  var charactersLeft = mostCharacters
  /// Variables of modules and constants.
  private var globals: [String: VBAValue] = [:]
  var locals: [String: VBAValue] = [:]
  /// Procedures that were followed without knowing what they are given: once is enough.
  private var blind: Set<Int> = []
  /// Grows with every text that is kept or assigned: a loop in which it stands still shows nothing new.
  private var progress = 0
  private var depth = 0
  private var current = 0
  var nesting = 0

  init(_ procedures: [VBAProcedure], steps: Int = InspectionLimits().vbaSteps) {
    self.steps = steps
    stepsLeft = steps
    self.procedures = procedures
    var numbers: [String: Int] = [:]
    for (index, procedure) in procedures.enumerated() where !procedure.name.isEmpty && numbers[procedure.name] == nil {
      numbers[procedure.name] = index
    }
    self.numbers = numbers
  }

  /// Follows declarations first, then what `order` names.
  ///
  /// `isAutomatic` is whether any of it runs by itself.
  mutating func run(_ order: [Int], isAutomatic: Bool) {
    stepsLeft = isAutomatic ? steps : min(steps, Self.mostStepsOfOthers)
    for (index, procedure) in procedures.enumerated() where procedure.name.isEmpty { follow(index, isGlobal: true) }
    let joining = Set(procedures.filter { $0.putsTextTogether && !$0.name.isEmpty }.map(\.name))
    // Where nothing is joined and no characters are made, nothing is put together but by what is called.
    for index in order where stepsLeft > 0 && !blind.contains(index) {
      guard procedures[index].putsTextTogether || !procedures[index].words.isDisjoint(with: joining) else { continue }
      blind.insert(index)
      locals = [:]
      follow(index, isGlobal: false)
    }
  }

  func value(of name: String) -> VBAValue { locals[name] ?? globals[name] ?? .unknown }

  /// Calls a procedure of the document; nil where there is none by that name.
  mutating func call(_ name: String, _ arguments: [VBAValue]) -> VBAValue? {
    guard let index = numbers[name], depth < Self.deepestCall, stepsLeft > 0 else { return nil }
    let isBlind = !arguments.contains { if case .unknown = $0 { false } else { true } }
    if isBlind, !blind.insert(index).inserted { return .unknown }
    let (outer, before) = (locals, current)
    depth += 1
    locals = [:]
    for (place, parameter) in procedures[index].parameters.enumerated() where place < arguments.count {
      locals[parameter] = arguments[place]
    }
    follow(index, isGlobal: false)
    let result = locals[name] ?? .unknown
    depth -= 1
    (locals, current) = (outer, before)
    return result
  }

  /// Keeps a text that was put together.
  mutating func keep(_ text: String) {
    guard textsLeft > 0, text.utf8.count >= 4, texts[current]?.last != text else { return }
    textsLeft -= 1
    progress += 1
    texts[current, default: []].append(text)
  }

  /// Keeps a text that grew: what it grew from is dropped.
  mutating func keepJoined(_ text: String, extending start: String) {
    if let last = texts[current]?.last, last == start { _ = texts[current]?.popLast(); textsLeft += 1 }
    keep(text)
  }

  private mutating func follow(_ index: Int, isGlobal: Bool) {
    current = index
    let lines = procedures[index].lines
    var loops: [Loop] = []
    var at = 0
    while at < lines.count, stepsLeft > 0 {
      stepsLeft -= 1
      let line = lines[at]
      var next = at + 1
      guard case .word(let first)? = line.first else {
        at = next
        continue
      }
      switch first {
      case "if": next = choose(lines, at)
      case "else", "elseif":
        // Behind a branch that was taken for sure the others are left out; where nothing was sure they are followed.
        if let skip = takenBranches.last, skip { next = endOfIf(lines, at) }
      case "end": if line.count > 1, line[1] == .word("if") { _ = takenBranches.popLast() }
      case "for": next = openFor(lines, at, &loops)
      case "next": next = closeLoop(at, &loops)
      case "do", "while": next = openWhile(lines, at, &loops)
      case "loop", "wend":
        if let goesOn = condition(line, from: 1), !goesOn {
          _ = loops.popLast()
        } else {
          next = closeLoop(at, &loops)
        }
      case "exit":
        if line.count > 1, line[1] == .word("for") || line[1] == .word("do"), let loop = loops.popLast() {
          next = loop.end + 1
        } else {
          // Leaving a procedure early may depend on anything: go on, unless nothing is unknown.
          if loops.isEmpty, takenBranches.last == true { at = lines.count }
        }
      case "const", "public", "private", "global", "dim", "static": assignConstants(line, isGlobal: isGlobal)
      case "declare", "option", "type", "on", "redim", "goto", "case", "select", "with", "erase", "attribute": break
      default: perform(line, isGlobal: isGlobal)
      }
      at = next
    }
    takenBranches = []
  }

  private struct Loop {
    let start: Int
    let end: Int
    var variable = ""
    var value = 0
    var last = 0
    var step = 1
    var items: [VBAValue]?
    var turns = 0
    var progress = 0
  }

  /// For each open IF whether one of its branches was taken for sure.
  private var takenBranches: [Bool] = []

  /// `If … Then` with a block, or with its statement on the line.
  private mutating func choose(_ lines: [[VBAToken]], _ at: Int) -> Int {
    let line = lines[at]
    guard let then = line.lastIndex(of: .word("then")) else { return at + 1 }
    let known = evaluateRange(line, 1, then).isTrue
    if then + 1 < line.count {
      let alternative = line[(then + 1)...].firstIndex(of: .word("else")) ?? line.count
      if known != false { perform(Array(line[(then + 1)..<alternative]), isGlobal: false) }
      if known != true, alternative + 1 < line.count { perform(Array(line[(alternative + 1)...]), isGlobal: false) }
      return at + 1
    }
    switch known {
    case true?:
      takenBranches.append(true)
      return at + 1
    case false?:
      let other = branchBehind(lines, at)
      if other < lines.count, lines[other].first == .word("else") || lines[other].first == .word("elseif") {
        takenBranches.append(false)
        return other + 1
      }
      return other + 1
    case nil:
      takenBranches.append(false)
      return at + 1
    }
  }

  /// The ELSE or END IF that belongs to the IF at a line.
  private func branchBehind(_ lines: [[VBAToken]], _ start: Int) -> Int {
    scan(lines, start) { $0 == .word("else") || $0 == .word("elseif") }
  }

  private func endOfIf(_ lines: [[VBAToken]], _ start: Int) -> Int { scan(lines, start) { _ in false } }

  private func scan(_ lines: [[VBAToken]], _ start: Int, orAt stops: (VBAToken) -> Bool) -> Int {
    var open = 0
    var at = start + 1
    while at < lines.count, at - start < 4_000 {
      let line = lines[at]
      if line.first == .word("if"), line.last == .word("then") { open += 1 }
      if line.first == .word("end"), line.count > 1, line[1] == .word("if") {
        if open == 0 { return at }
        open -= 1
      }
      if open == 0, let first = line.first, stops(first) { return at }
      at += 1
    }
    return lines.count
  }

  private func endOfLoop(_ lines: [[VBAToken]], _ start: Int, _ heads: [String], _ ends: [String]) -> Int {
    var open = 0
    var at = start + 1
    while at < lines.count, at - start < 4_000 {
      if case .word(let word)? = lines[at].first {
        if heads.contains(word) { open += 1 }
        if ends.contains(word) {
          if open == 0 { return at }
          open -= 1
        }
      }
      at += 1
    }
    return lines.count
  }

  private mutating func openFor(_ lines: [[VBAToken]], _ at: Int, _ loops: inout [Loop]) -> Int {
    let line = lines[at]
    let end = endOfLoop(lines, at, ["for"], ["next"])
    guard loops.count < 16 else { return at + 1 }
    var loop = Loop(start: at, end: end)
    if line.count > 4, line[1] == .word("each"), case .word(let name) = line[2], line[3] == .word("in") {
      guard case .array(let items) = evaluateRange(line, 4, line.count), let first = items.first else { return at + 1 }
      loop.variable = name
      loop.items = items
      loops.append(loop)
      locals[name] = first
      return at + 1
    }
    guard line.count > 4, case .word(let name) = line[1], line[2] == .symbol(0x3D),
      let to = line.firstIndex(of: .word("to"))
    else { return at + 1 }
    let step = line.firstIndex(of: .word("step"))
    guard let first = evaluateRange(line, 3, to).number,
      let last = evaluateRange(line, to + 1, step ?? line.count).number
    else {
      locals[name] = .unknown
      return at + 1
    }
    loop.variable = name
    loop.value = first
    loop.last = last
    loop.step = step.flatMap { evaluateRange(line, $0 + 1, line.count).number } ?? 1
    guard loop.step != 0, loop.step > 0 ? first <= last : first >= last else { return end + 1 }
    locals[name] = .number(first)
    loops.append(loop)
    return at + 1
  }

  private mutating func openWhile(_ lines: [[VBAToken]], _ at: Int, _ loops: inout [Loop]) -> Int {
    let isDo = lines[at].first == .word("do")
    let end = isDo ? endOfLoop(lines, at, ["do"], ["loop"]) : endOfLoop(lines, at, ["while"], ["wend"])
    let goesOn = condition(lines[at], from: isDo ? 1 : 0)
    if loops.last?.start == at {
      if goesOn == false {
        loops.removeLast()
        return end + 1
      }
      return at + 1
    }
    if goesOn == false { return end + 1 }
    guard loops.count < 16 else { return at + 1 }
    // Without a condition that is known the body is followed once.
    var loop = Loop(start: at, end: end)
    loop.turns = goesOn == nil ? 1 << 20 : 0
    loops.append(loop)
    return at + 1
  }

  /// The condition of `While …` and `Until …` at a place of a line; nil where there is none or its value is not known.
  private mutating func condition(_ line: [VBAToken], from start: Int) -> Bool? {
    guard start + 1 < line.count, case .word(let word) = line[start] else { return nil }
    let value = evaluateRange(line, start + 1, line.count).isTrue
    switch word {
    case "while": return value
    case "until": return value.map { !$0 }
    default: return nil
    }
  }

  private mutating func closeLoop(_ at: Int, _ loops: inout [Loop]) -> Int {
    guard var loop = loops.popLast() else { return at + 1 }
    loop.turns += 1
    if loop.turns % 64 == 0 {
      guard loop.progress != progress, loop.turns < 20_000 else { return at + 1 }
      loop.progress = progress
    }
    if let items = loop.items {
      guard loop.turns < items.count else { return at + 1 }
      locals[loop.variable] = items[loop.turns]
      loops.append(loop)
      return loop.start + 1
    }
    if loop.variable.isEmpty {
      loops.append(loop)
      return loop.start
    }
    loop.value += loop.step
    guard loop.step > 0 ? loop.value <= loop.last : loop.value >= loop.last else { return at + 1 }
    locals[loop.variable] = .number(loop.value)
    loops.append(loop)
    return loop.start + 1
  }

  /// Keeps the value of `Const NAME [As TYPE] = value`.
  private mutating func assignConstants(_ line: [VBAToken], isGlobal: Bool) {
    guard line.contains(.word("const")), let equals = line.firstIndex(of: .symbol(0x3D)) else { return }
    guard let start = line.firstIndex(of: .word("const")), start + 1 < equals, case .word(let name) = line[start + 1]
    else { return }
    assign(name, evaluateRange(line, equals + 1, line.count), isGlobal: isGlobal)
  }

  private mutating func assign(_ name: String, _ value: VBAValue, isGlobal: Bool) {
    if isGlobal || (locals[name] == nil && globals[name] != nil) {
      if globals.count < 10_000 { globals[name] = value }
    } else if locals.count < 10_000 {
      locals[name] = value
    }
  }

  /// An assignment, or a call as a statement.
  private mutating func perform(_ tokens: [VBAToken], isGlobal: Bool) {
    var line = tokens[...]
    if line.first == .word("set") || line.first == .word("let") || line.first == .word("call") {
      line = line.dropFirst()
    }
    let statement = Array(line)
    if statement.count > 2, case .word(let name) = statement[0], statement[1] == .symbol(0x3D) {
      let value = evaluateRange(statement, 2, statement.count)
      if isGlobal == false, numbers[name] == nil, locals[name] == nil, globals[name] == nil,
        procedures[current].name != name
      {
        locals[name] = value
      } else if procedures[current].name == name {
        locals[name] = value
      } else {
        assign(name, value, isGlobal: isGlobal)
      }
      return
    }
    if let equals = assignment(in: statement) {
      _ = evaluateRange(statement, equals + 1, statement.count)
      assignElement(statement, equals)
      return
    }
    evaluateAll(statement)
  }

  /// The `=` of an assignment to a member or an element, outside of parentheses.
  private func assignment(in line: [VBAToken]) -> Int? {
    var open = 0
    for (index, token) in line.enumerated().prefix(64) {
      switch token {
      case .symbol(0x28): open += 1
      case .symbol(0x29): open -= 1
      case .symbol(0x3D): if open == 0 { return index > 1 ? index : nil }
      case .string: if open == 0 { return nil }
      default: break
      }
    }
    return nil
  }

  /// Keeps the value of `name(index) = value`.
  private mutating func assignElement(_ line: [VBAToken], _ equals: Int) {
    guard case .word(let name) = line[0], line.count > 1, line[1] == .symbol(0x28), equals >= 4,
      let index = evaluateRange(line, 2, equals - 1).number, index >= 0, index < 8_192
    else { return }
    let value = evaluateRange(line, equals + 1, line.count)
    var items: [VBAValue] = []
    if case .array(let known)? = locals[name] { items = known }
    while items.count <= index { items.append(.unknown) }
    items[index] = value
    if locals.count < 10_000 { locals[name] = .array(items) }
  }
}
