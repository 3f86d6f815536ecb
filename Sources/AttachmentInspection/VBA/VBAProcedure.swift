import ByteReading

/// A procedure of a VBA module, reduced to what can be judged.
struct VBAProcedure {
  /// The name as written; empty for the declarations before the first procedure.
  var name: String
  /// The module that defines it.
  var module: String
  /// The names of what it takes, in lower case.
  var parameters: [String] = []
  /// Its statements, for what follows them.
  var lines: [[VBAToken]] = []
  /// Words that it uses, in lower case.
  var words: Set<String> = []
  /// String literals, joined where they are joined in the source, in lower case.
  var strings: [String] = []
  /// The literals once more, as bytes with a line end behind each: what is searched.
  var text: [UInt8] = []
  /// Words of system functions that it declares.
  var declarations: Set<String> = []
  /// How often characters are made from numbers that stand for letters, or from computed numbers.
  var characterCalls = 0
  /// How often pieces of text are joined.
  var joins = 0
  /// Whether an object is created by a name that is no literal.
  var createsByVariableName = false
  /// Whether an object is created by a name that is put together or looked up on the spot.
  var createsByComputedName = false
  /// Whether `Shell` is called as a function or statement.
  var callsShell = false
  /// Whether a file is opened in binary mode or written by `Put`.
  var writesBinaryFile = false

  /// Whether it joins text, makes characters from numbers, or cuts text to pieces.
  var putsTextTogether: Bool { joins > 0 || characterCalls > 0 || !words.isDisjoint(with: Self.cutters) }

  /// Whether it uses anything through which a text could act: objects, programs, libraries, files, other macros.
  var mayAct: Bool { callsShell || !declarations.isEmpty || !words.isDisjoint(with: Self.actors) }

  private static let actors: Set<String> = [
    "createobject", "getobject", "callbyname", "shell", "declare", "executeexcel4macro", "wscript", "wshshell", "run",
    "exec", "ontime", "followhyperlink", "put", "open", "savetofile", "vbcomponents", "evaluate", "ddeinitiate", "send",
    "navigate", "documentelement", "ishellapplication", "iwshshell", "wshexec", "sendkeys", "environ",
  ]

  private static let cutters: Set<String> = ["replace", "mid", "left", "right", "join", "split", "strreverse"]

  /// Adds a text that it holds or puts together.
  mutating func add(_ text: String) {
    guard !text.isEmpty, strings.count < 20_000 else { return }
    let folded = text.lowercasedASCII
    strings.append(folded)
    self.text += Array(folded.utf8)
    self.text.append(0x0A)
  }

  /// Reads the procedures of a module.
  static func procedures(in source: [UInt8], module: String) -> [VBAProcedure] {
    var reader = Reader(module: module)
    reader.read(VBATokens(source), names: source)
    return reader.procedures
  }
}

extension VBAProcedure {
  private struct Reader {
    let module: String
    var procedures: [VBAProcedure] = []
    private var current: VBAProcedure
    private var line: [VBAToken] = []
    /// Whether the line at hand has an `Open` so far.
    private var opensFile = false

    init(module: String) {
      self.module = module
      current = VBAProcedure(name: "", module: module)
    }

    mutating func read(_ tokens: VBATokens, names source: [UInt8]) {
      for token in tokens {
        if token == .endOfLine {
          endLine()
        } else if line.count < 20_000 {
          line.append(token)
        }
      }
      endLine()
      procedures.append(current)
    }

    private mutating func endLine() {
      defer { line.removeAll(keepingCapacity: true) }
      guard !line.isEmpty else { return }
      opensFile = false
      if let name = definedName() {
        procedures.append(current)
        current = VBAProcedure(name: name, module: module)
        current.parameters = parameters()
        return
      }
      if current.lines.count < 20_000 { current.lines.append(line) }
      var index = 0
      while index < line.count {
        switch line[index] {
        case .word(let word): take(word, at: index)
        case .string, .number: break
        case .symbol(let byte): if byte == 0x26 || byte == 0x2B { current.joins += 1 }
        case .endOfLine: break
        }
        index += 1
      }
      foldStrings()
    }

    // [Public|Private|Friend|Static] Sub|Function|Property Get|Let|Set NAME
    private func definedName() -> String? {
      var index = 0
      while index < line.count, case .word(let word) = line[index] {
        index += 1
        switch word {
        case "public", "private", "friend", "static", "global": continue
        case "sub", "function":
          if index < line.count, case .word(let name) = line[index] { return name }
          return nil
        case "property":
          if index + 1 < line.count, case .word(let name) = line[index + 1] { return name }
          return nil
        default: return nil
        }
      }
      return nil
    }

    // (ByVal NAME As TYPE, Optional NAME = value)
    private func parameters() -> [String] {
      guard let open = line.firstIndex(of: .symbol(0x28)) else { return [] }
      var names: [String] = []
      for piece in line[(open + 1)...].split(separator: .symbol(0x2C)).prefix(32) {
        for token in piece {
          guard case .word(let word) = token else { break }
          if ["byval", "byref", "optional", "paramarray"].contains(word) { continue }
          names.append(word)
          break
        }
      }
      return names
    }

    private mutating func take(_ word: String, at index: Int) {
      if current.words.count < 20_000 { current.words.insert(word) }
      let next = index + 1 < line.count ? line[index + 1] : .endOfLine
      switch word {
      case "declare" where index < 2:
        for case .word(let declared) in line { current.declarations.insert(declared) }
        for case .string(let text) in line { current.declarations.insert(text.lowercasedASCII) }
      case "shell":
        // A call has an argument after it; a member (`x.Shell`), a variable (`shell = `) or a type has not.
        if index > 0, line[index - 1] == .symbol(0x2E) {
          if index < 2 || line[index - 2] != .word("vba") { return }
        }
        switch next {
        case .symbol(0x28), .string, .word: current.callsShell = !isDimension(index)
        default: break
        }
      case "createobject", "getobject":
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
      case "chr", "chrw", "chrb":
        guard index + 2 < line.count, next == .symbol(0x28) else { return }
        if case .number(let code) = line[index + 2], index + 3 < line.count, line[index + 3] == .symbol(0x29) {
          if (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x7A) { current.characterCalls += 1 }
        } else {
          current.characterCalls += 2
        }
      case "strreverse": current.characterCalls += 6
      case "xor": current.characterCalls += 3
      case "open": opensFile = true
      case "binary": if opensFile { current.writesBinaryFile = true }
      default: break
      }
    }

    private func isDimension(_ index: Int) -> Bool {
      guard case .word(let first) = line[0] else { return false }
      return ["dim", "private", "public", "set", "static"].contains(first) && index == 1
    }

    private func isJoin(_ token: VBAToken) -> Bool { token == .symbol(0x26) || token == .symbol(0x2B) }

    /// Joins `"a" & Chr(66) & "c"` to one text, and undoes `StrReverse("…")`.
    private mutating func foldStrings() {
      var text = ""
      var isOpen = false
      var index = 0
      var reverses = false
      func piece(at index: Int) -> (text: String, length: Int)? {
        switch line[index] {
        case .string(let literal): return (literal, 1)
        case .word(let word) where ["chr", "chrw", "chrb"].contains(word) && index + 3 < line.count:
          guard line[index + 1] == .symbol(0x28), case .number(let code) = line[index + 2],
            line[index + 3] == .symbol(0x29), let scalar = Unicode.Scalar(UInt32(clamping: code))
          else { return nil }
          return (String(Character(scalar)), 4)
        default: return nil
        }
      }
      while index < line.count {
        if let (more, length) = piece(at: index) {
          if index >= 2, line[index - 1] == .symbol(0x28), line[index - 2] == .word("strreverse") { reverses = true }
          text += more
          isOpen = true
          index += length
          if index < line.count, isJoin(line[index]), index + 1 < line.count, piece(at: index + 1) != nil {
            index += 1
            continue
          }
        } else {
          index += 1
        }
        if isOpen {
          add(reverses ? String(text.reversed()) : text)
          text = ""
          isOpen = false
          reverses = false
        }
      }
    }

    private mutating func add(_ text: String) { current.add(text) }
  }
}
