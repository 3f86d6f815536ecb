import ByteReading

/// Cuts the source of a module into procedures.
struct VBAProcedureReader {
  /// Most words of a statement, and most statements and words of a procedure, that are kept.
  private static let most = 20_000

  let module: String
  private(set) var procedures: [VBAProcedure] = []
  private var current: VBAProcedure
  private var line: [VBAToken] = []
  /// Whether the line at hand has an `Open` so far.
  private var opensFile = false
  /// For each word of the lexicon the number of the procedure that used it last, counted from one.
  private var usedIn: [Int] = []

  init(module: String) {
    self.module = module
    current = VBAProcedure(name: "", word: nil, module: module)
  }

  mutating func read(_ source: [UInt8], _ lexicon: inout VBALexicon) {
    var tokens = VBATokens(source)
    while let token = tokens.next(&lexicon) {
      if token == .endOfLine {
        endLine(lexicon)
      } else if line.count < Self.most {
        line.append(token)
      }
    }
    endLine(lexicon)
    procedures.append(current)
  }

  private mutating func endLine(_ lexicon: borrowing VBALexicon) {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else { return }
    opensFile = false
    if let word = definedName() {
      procedures.append(current)
      current = VBAProcedure(name: lexicon.text(of: word), word: word, module: module)
      current.parameters = parameters()
      return
    }
    if current.lines.count < Self.most {
      let start = current.tokens.count
      current.tokens += line
      current.lines.append(start..<current.tokens.count)
    }
    var holdsText = false
    for index in line.indices {
      switch line[index] {
      case .word(let word):
        use(word)
        guard let keyword = word.keyword else { continue }
        if keyword == .chr || keyword == .chrw || keyword == .chrb { holdsText = true }
        take(keyword, at: index, lexicon)
      case .string: holdsText = true
      case .symbol(let byte): if byte == 0x26 || byte == 0x2B { current.joins += 1 }
      case .number, .endOfLine: break
      }
    }
    if holdsText { foldStrings(lexicon) }
  }

  /// Keeps a word that the procedure uses, once.
  private mutating func use(_ word: VBAWord) {
    let number = Int(word.number)
    while usedIn.count <= number { usedIn.append(0) }
    guard usedIn[number] != procedures.count + 1, current.words.count < Self.most else { return }
    usedIn[number] = procedures.count + 1
    current.words.append(word)
    if let keyword = word.keyword { current.keywords.insert(keyword) }
  }

  // [Public|Private|Friend|Static] Sub|Function|Property Get|Let|Set NAME
  private func definedName() -> VBAWord? {
    var index = 0
    while index < line.count, let keyword = line[index].keyword {
      index += 1
      switch keyword {
      case .public, .private, .friend, .static, .global: continue
      case .sub, .function:
        if index < line.count, case .word(let name) = line[index] { return name }
        return nil
      case .property:
        if index + 1 < line.count, case .word(let name) = line[index + 1] { return name }
        return nil
      default: return nil
      }
    }
    return nil
  }

  // (ByVal NAME As TYPE, Optional NAME = value)
  private func parameters() -> [VBAWord] {
    guard let open = line.firstIndex(of: .symbol(0x28)) else { return [] }
    var names: [VBAWord] = []
    for piece in line[(open + 1)...].split(separator: .symbol(0x2C)).prefix(32) {
      for token in piece {
        guard case .word(let word) = token else { break }
        if [.byval, .byref, .optional, .paramarray].contains(word.keyword) { continue }
        names.append(word)
        break
      }
    }
    return names
  }

  private mutating func take(_ keyword: VBAKeyword, at index: Int, _ lexicon: borrowing VBALexicon) {
    let next = index + 1 < line.count ? line[index + 1] : .endOfLine
    switch keyword {
    case .declare where index < 2:
      for token in line {
        switch token {
        case .word(let declared): current.declarations.insert(lexicon.text(of: declared))
        case .string(let number): current.declarations.insert(lexicon.literal(number).lowercasedASCII)
        default: break
        }
      }
    case .shell:
      // A call has an argument after it; a member (`x.Shell`), a variable (`shell = `) or a type has not.
      if index > 0, line[index - 1] == .symbol(0x2E) {
        if index < 2 || line[index - 2].keyword != .vba { return }
      }
      switch next {
      case .symbol(0x28), .string, .word: current.callsShell = !isDimension(index)
      default: break
      }
    case .createobject, .getobject:
      var at = index + 1
      if at < line.count, line[at] == .symbol(0x28) { at += 1 }
      guard at < line.count else { return }
      let after = at + 1 < line.count ? line[at + 1] : .endOfLine
      switch line[at] {
      case .string: if isJoin(after) { current.createsByComputedName = true }
      case .word:
        current.createsByVariableName = true
        // A call, a member of a form, a sum of pieces.
        if isJoin(after) || after == .symbol(0x28) || after == .symbol(0x2E) { current.createsByComputedName = true }
      default: break
      }
    case .chr, .chrw, .chrb:
      guard index + 2 < line.count, next == .symbol(0x28) else { return }
      if case .number(let code) = line[index + 2], index + 3 < line.count, line[index + 3] == .symbol(0x29) {
        if (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x7A) { current.characterCalls += 1 }
      } else {
        current.characterCalls += 2
      }
    case .strreverse: current.characterCalls += 6
    case .xor: current.characterCalls += 3
    case .open: opensFile = true
    case .binary: if opensFile { current.writesBinaryFile = true }
    default: break
    }
  }

  private func isDimension(_ index: Int) -> Bool {
    switch line[0].keyword {
    case .dim, .private, .public, .set, .static: index == 1
    default: false
    }
  }

  private func isJoin(_ token: VBAToken) -> Bool { token == .symbol(0x26) || token == .symbol(0x2B) }

  /// Joins `"a" & Chr(66) & "c"` to one text, and undoes `StrReverse("…")`.
  private mutating func foldStrings(_ lexicon: borrowing VBALexicon) {
    var text = ""
    var index = 0
    var reverses = false
    while index < line.count {
      guard let (more, length) = piece(at: index, lexicon) else {
        index += 1
        continue
      }
      if index >= 2, line[index - 1] == .symbol(0x28), line[index - 2].keyword == .strreverse { reverses = true }
      text += more
      index += length
      if index + 1 < line.count, isJoin(line[index]), piece(at: index + 1, lexicon) != nil {
        index += 1
        continue
      }
      current.add(reverses ? String(text.reversed()) : text)
      text = ""
      reverses = false
    }
  }

  private func piece(at index: Int, _ lexicon: borrowing VBALexicon) -> (text: String, length: Int)? {
    switch line[index] {
    case .string(let number): return (lexicon.literal(number), 1)
    case .word(let word) where index + 3 < line.count:
      guard word.keyword == .chr || word.keyword == .chrw || word.keyword == .chrb,
        line[index + 1] == .symbol(0x28), case .number(let code) = line[index + 2],
        line[index + 3] == .symbol(0x29), let scalar = Unicode.Scalar(UInt32(clamping: code))
      else { return nil }
      return (String(Character(scalar)), 4)
    default: return nil
    }
  }
}
