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
  let lexicon: VBALexicon
  /// The procedure that each word of the lexicon names; -1 for those that name none.
  private let numbers: [Int]
  /// For each procedure the texts that came out of more than one piece in it.
  private(set) var texts: [[String]]
  private var textsLeft = mostTexts
  /// Statements that are followed where something runs by itself.
  private let steps: Int
  private var stepsLeft: Int
  var charactersLeft = mostCharacters
  /// Variables of modules and constants.
  private var globals = VBAScope()
  private var locals = VBAScope()
  /// Procedures that were followed without knowing what they are given: once is enough.
  private var blind: Set<Int> = []
  /// Grows with every text that is kept or assigned: a loop in which it stands still shows nothing new.
  private var progress = 0
  private var depth = 0
  private var current = 0
  var nesting = 0

  init(_ procedures: [VBAProcedure], _ lexicon: VBALexicon, steps: Int = InspectionLimits().vbaSteps) {
    self.steps = steps
    stepsLeft = steps
    self.procedures = procedures
    self.lexicon = lexicon
    texts = [[String]](repeating: [], count: procedures.count)
    var numbers = [Int](repeating: -1, count: lexicon.count)
    for (index, procedure) in procedures.enumerated() {
      guard let word = procedure.word, Int(word.number) < numbers.count, numbers[Int(word.number)] < 0 else { continue }
      numbers[Int(word.number)] = index
    }
    self.numbers = numbers
  }

  /// The procedure that a word names.
  private func procedure(_ name: VBAWord) -> Int? {
    guard Int(name.number) < numbers.count, numbers[Int(name.number)] >= 0 else { return nil }
    return numbers[Int(name.number)]
  }

  /// Follows declarations first, then what `order` names.
  ///
  /// `isAutomatic` is whether any of it runs by itself.
  mutating func run(_ order: [Int], isAutomatic: Bool) {
    stepsLeft = isAutomatic ? steps : min(steps, Self.mostStepsOfOthers)
    for (index, procedure) in procedures.enumerated() where procedure.name.isEmpty { follow(index, isGlobal: true) }
    let joining = Set(procedures.filter(\.putsTextTogether).compactMap(\.word))
    // Where nothing is joined and no characters are made, nothing is put together but by what is called.
    for index in order where stepsLeft > 0 && !blind.contains(index) {
      guard procedures[index].putsTextTogether || procedures[index].words.contains(where: joining.contains) else {
        continue
      }
      blind.insert(index)
      locals = VBAScope()
      follow(index, isGlobal: false)
    }
  }

  func value(of name: VBAWord) -> VBAValue { locals[name] ?? globals[name] ?? .unknown }

  /// Calls a procedure of the document; nil where there is none by that name.
  mutating func call(_ name: VBAWord, _ arguments: [VBAValue]) -> VBAValue? {
    guard let index = procedure(name), depth < Self.deepestCall, stepsLeft > 0 else { return nil }
    let isBlind = !arguments.contains { if case .unknown = $0 { false } else { true } }
    if isBlind, !blind.insert(index).inserted { return .unknown }
    let (outer, before) = (locals, current)
    depth += 1
    locals = VBAScope()
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
    guard textsLeft > 0, text.utf8.count >= 4, texts[current].last != text else { return }
    textsLeft -= 1
    progress += 1
    texts[current].append(text)
  }

  /// Keeps a text that grew: what it grew from is dropped.
  mutating func keepJoined(_ text: String, extending start: String) {
    if let last = texts[current].last, last == start {
      texts[current].removeLast()
      textsLeft += 1
    }
    keep(text)
  }

  private mutating func follow(_ index: Int, isGlobal: Bool) {
    current = index
    let tokens = procedures[index].tokens
    let lines = Statements(tokens: tokens, places: procedures[index].lines)
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
      switch first.keyword {
      case .if: next = choose(lines, at)
      case .else, .elseif:
        // Behind a branch that was taken for sure the others are left out; where nothing was sure they are followed.
        if let skip = takenBranches.last, skip { next = endOfIf(lines, at) }
      case .end: if lines.keyword(at, 1) == .if { _ = takenBranches.popLast() }
      case .for: next = openFor(lines, at, &loops)
      case .next: next = closeLoop(at, &loops)
      case .do, .while: next = openWhile(lines, at, &loops)
      case .loop, .wend:
        if let goesOn = condition(line.dropFirst()), !goesOn {
          _ = loops.popLast()
        } else {
          next = closeLoop(at, &loops)
        }
      case .exit:
        let left = lines.keyword(at, 1)
        if left == .for || left == .do, let loop = loops.popLast() {
          next = loop.end + 1
        } else {
          // Leaving a procedure early may depend on anything: go on, unless nothing is unknown.
          if loops.isEmpty, takenBranches.last == true { at = lines.count }
        }
      case .const, .public, .private, .global, .dim, .static: assignConstants(line, isGlobal: isGlobal)
      case .declare, .option, .type, .on, .redim, .goto, .case, .select, .with, .erase, .attribute: break
      default: perform(line, isGlobal: isGlobal)
      }
      at = next
    }
    takenBranches = []
  }

  /// The statements of a procedure.
  private struct Statements {
    let tokens: [VBAToken]
    let places: [Range<Int>]

    var count: Int { places.count }

    subscript(_ number: Int) -> ArraySlice<VBAToken> { tokens[places[number]] }

    /// What the word at a place of a statement means.
    func keyword(_ number: Int, _ place: Int) -> VBAKeyword? {
      let range = places[number]
      return place < range.count ? tokens[range.lowerBound + place].keyword : nil
    }

    /// What the last word of a statement means.
    func lastKeyword(_ number: Int) -> VBAKeyword? { tokens[places[number]].last?.keyword }
  }

  private struct Loop {
    let start: Int
    let end: Int
    /// What counts or goes through the items; nil where neither does.
    var variable: VBAWord?
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
  private mutating func choose(_ lines: Statements, _ at: Int) -> Int {
    let line = lines[at]
    guard let then = line.lastIndex(where: { $0.keyword == .then }) else { return at + 1 }
    let known = evaluate(line[..<then].dropFirst()).isTrue
    let body = line[(then + 1)...]
    if !body.isEmpty {
      let alternative = body.firstIndex { $0.keyword == .else } ?? body.endIndex
      if known != false { perform(body[..<alternative], isGlobal: false) }
      if known != true, alternative + 1 < body.endIndex { perform(body[(alternative + 1)...], isGlobal: false) }
      return at + 1
    }
    switch known {
    case true?:
      takenBranches.append(true)
      return at + 1
    case false?:
      let other = branchBehind(lines, at)
      if other < lines.count, lines.keyword(other, 0) == .else || lines.keyword(other, 0) == .elseif {
        takenBranches.append(false)
      }
      return other + 1
    case nil:
      takenBranches.append(false)
      return at + 1
    }
  }

  /// The ELSE or END IF that belongs to the IF at a line.
  private func branchBehind(_ lines: Statements, _ start: Int) -> Int {
    scan(lines, start) { $0 == .else || $0 == .elseif }
  }

  private func endOfIf(_ lines: Statements, _ start: Int) -> Int { scan(lines, start) { _ in false } }

  private func scan(_ lines: Statements, _ start: Int, orAt stops: (VBAKeyword) -> Bool) -> Int {
    var open = 0
    var at = start + 1
    while at < lines.count, at - start < 4_000 {
      let first = lines.keyword(at, 0)
      if first == .if, lines.lastKeyword(at) == .then { open += 1 }
      if first == .end, lines.keyword(at, 1) == .if {
        if open == 0 { return at }
        open -= 1
      }
      if open == 0, let first, stops(first) { return at }
      at += 1
    }
    return lines.count
  }

  private func endOfLoop(_ lines: Statements, _ start: Int, _ head: VBAKeyword, _ end: VBAKeyword) -> Int {
    var open = 0
    var at = start + 1
    while at < lines.count, at - start < 4_000 {
      let first = lines.keyword(at, 0)
      if first == head { open += 1 }
      if first == end {
        if open == 0 { return at }
        open -= 1
      }
      at += 1
    }
    return lines.count
  }

  private mutating func openFor(_ lines: Statements, _ at: Int, _ loops: inout [Loop]) -> Int {
    let line = lines[at]
    let start = line.startIndex
    let end = endOfLoop(lines, at, .for, .next)
    guard loops.count < 16, line.count > 4 else { return at + 1 }
    var loop = Loop(start: at, end: end)
    if lines.keyword(at, 1) == .each, case .word(let name) = line[start + 2], lines.keyword(at, 3) == .in {
      guard case .array(let items) = evaluate(line[(start + 4)...]), let first = items.first else { return at + 1 }
      loop.variable = name
      loop.items = items
      loops.append(loop)
      locals[name] = first
      return at + 1
    }
    guard case .word(let name) = line[start + 1], line[start + 2] == .symbol(0x3D),
      let to = line.firstIndex(where: { $0.keyword == .to }), to >= start + 3
    else { return at + 1 }
    let step = line[(to + 1)...].firstIndex { $0.keyword == .step }
    guard let first = evaluate(line[(start + 3)..<to]).number,
      let last = evaluate(line[(to + 1)..<(step ?? line.endIndex)]).number
    else {
      locals[name] = .unknown
      return at + 1
    }
    loop.variable = name
    loop.value = first
    loop.last = last
    loop.step = step.flatMap { evaluate(line[($0 + 1)...]).number } ?? 1
    guard loop.step != 0, loop.step > 0 ? first <= last : first >= last else { return end + 1 }
    locals[name] = .number(first)
    loops.append(loop)
    return at + 1
  }

  private mutating func openWhile(_ lines: Statements, _ at: Int, _ loops: inout [Loop]) -> Int {
    let isDo = lines.keyword(at, 0) == .do
    let end = isDo ? endOfLoop(lines, at, .do, .loop) : endOfLoop(lines, at, .while, .wend)
    let goesOn = condition(lines[at].dropFirst(isDo ? 1 : 0))
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

  /// The condition of `While …` and `Until …`; nil where there is none or its value is not known.
  private mutating func condition(_ line: ArraySlice<VBAToken>) -> Bool? {
    guard line.count > 1, let keyword = line.first?.keyword, keyword == .while || keyword == .until else { return nil }
    let value = evaluate(line.dropFirst()).isTrue
    return keyword == .while ? value : value.map { !$0 }
  }

  private mutating func closeLoop(_ at: Int, _ loops: inout [Loop]) -> Int {
    guard var loop = loops.popLast() else { return at + 1 }
    loop.turns += 1
    if loop.turns % 64 == 0 {
      guard loop.progress != progress, loop.turns < 20_000 else { return at + 1 }
      loop.progress = progress
    }
    if let items = loop.items, let variable = loop.variable {
      guard loop.turns < items.count else { return at + 1 }
      locals[variable] = items[loop.turns]
      loops.append(loop)
      return loop.start + 1
    }
    guard let variable = loop.variable else {
      loops.append(loop)
      return loop.start
    }
    loop.value += loop.step
    guard loop.step > 0 ? loop.value <= loop.last : loop.value >= loop.last else { return at + 1 }
    locals[variable] = .number(loop.value)
    loops.append(loop)
    return loop.start + 1
  }

  /// Keeps the value of `Const NAME [As TYPE] = value`.
  private mutating func assignConstants(_ line: ArraySlice<VBAToken>, isGlobal: Bool) {
    guard let start = line.firstIndex(where: { $0.keyword == .const }),
      let equals = line.firstIndex(of: .symbol(0x3D)), start + 1 < equals, case .word(let name) = line[start + 1]
    else { return }
    assign(name, evaluate(line[(equals + 1)...]), isGlobal: isGlobal)
  }

  private mutating func assign(_ name: VBAWord, _ value: VBAValue, isGlobal: Bool) {
    if isGlobal || (locals[name] == nil && globals[name] != nil) {
      if globals.count < 10_000 { globals[name] = value }
    } else if locals.count < 10_000 {
      locals[name] = value
    }
  }

  /// An assignment, or a call as a statement.
  private mutating func perform(_ tokens: ArraySlice<VBAToken>, isGlobal: Bool) {
    var line = tokens
    if let keyword = line.first?.keyword, keyword == .set || keyword == .let || keyword == .call {
      line = line.dropFirst()
    }
    let start = line.startIndex
    if line.count > 2, case .word(let name) = line[start], line[start + 1] == .symbol(0x3D) {
      let value = evaluate(line[(start + 2)...])
      if isGlobal == false, procedure(name) == nil, locals[name] == nil, globals[name] == nil,
        procedures[current].word != name
      {
        locals[name] = value
      } else if procedures[current].word == name {
        locals[name] = value
      } else {
        assign(name, value, isGlobal: isGlobal)
      }
      return
    }
    if let equals = assignment(in: line) {
      _ = evaluate(line[(equals + 1)...])
      assignElement(line, equals)
      return
    }
    evaluateAll(line)
  }

  /// The `=` of an assignment to a member or an element, outside of parentheses.
  private func assignment(in line: ArraySlice<VBAToken>) -> Int? {
    var open = 0
    for (index, token) in zip(line.indices, line).prefix(64) {
      switch token {
      case .symbol(0x28): open += 1
      case .symbol(0x29): open -= 1
      case .symbol(0x3D): if open == 0 { return index > line.startIndex + 1 ? index : nil }
      case .string: if open == 0 { return nil }
      default: break
      }
    }
    return nil
  }

  /// Keeps the value of `name(index) = value`.
  private mutating func assignElement(_ line: ArraySlice<VBAToken>, _ equals: Int) {
    let start = line.startIndex
    guard case .word(let name) = line[start], line[start + 1] == .symbol(0x28), equals >= start + 4,
      let index = evaluate(line[(start + 2)..<(equals - 1)]).number, index >= 0, index < 8_192
    else { return }
    let value = evaluate(line[(equals + 1)...])
    var items: [VBAValue] = []
    if case .array(let known)? = locals[name] { items = known }
    while items.count <= index { items.append(.unknown) }
    items[index] = value
    if locals.count < 10_000 { locals[name] = .array(items) }
  }
}
