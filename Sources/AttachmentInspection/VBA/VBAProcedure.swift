import ByteReading

/// A procedure of a VBA module, reduced to what can be judged.
struct VBAProcedure {
  /// The name in lower case; empty for the declarations before the first procedure.
  let name: String
  /// The name as its calls have it; nil for declarations.
  let word: VBAWord?
  /// The module that defines it.
  let module: String
  /// The names of what it takes.
  var parameters: [VBAWord] = []
  /// The words of its statements, one statement behind the other.
  var tokens: [VBAToken] = []
  /// Its statements, for what follows them.
  var lines: [Range<Int>] = []
  /// Words that it uses, each once, in the order of their first use.
  var words: [VBAWord] = []
  /// Those of them that mean something.
  var keywords: VBAKeywordSet = []
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

  init(name: String, word: VBAWord?, module: String) {
    self.name = name
    self.word = word
    self.module = module
  }

  /// Whether it joins text, makes characters from numbers, or cuts text to pieces.
  var putsTextTogether: Bool { joins > 0 || characterCalls > 0 || !keywords.isDisjoint(with: Self.cutters) }

  /// Whether it uses anything through which a text could act: objects, programs, libraries, files, other macros.
  var mayAct: Bool { callsShell || !declarations.isEmpty || !keywords.isDisjoint(with: Self.actors) }

  private static let actors: VBAKeywordSet = [
    .createobject, .getobject, .callbyname, .shell, .declare, .executeexcel4macro, .wscript, .wshshell, .run,
    .exec, .ontime, .followhyperlink, .put, .open, .savetofile, .vbcomponents, .evaluate, .ddeinitiate, .send,
    .navigate, .documentelement, .ishellapplication, .iwshshell, .wshexec, .sendkeys, .environ,
  ]

  private static let cutters: VBAKeywordSet = [.replace, .mid, .left, .right, .join, .split, .strreverse]

  /// Adds a text that it holds or puts together.
  mutating func add(_ text: String) {
    guard !text.isEmpty, strings.count < 20_000 else { return }
    let folded = text.lowercasedASCII
    strings.append(folded)
    self.text += folded.utf8
    self.text.append(0x0A)
  }

  /// Reads the procedures of a module; its words are kept in `lexicon`.
  static func procedures(in source: [UInt8], module: String, _ lexicon: inout VBALexicon) -> [VBAProcedure] {
    var reader = VBAProcedureReader(module: module)
    reader.read(source, &lexicon)
    return reader.procedures
  }
}
