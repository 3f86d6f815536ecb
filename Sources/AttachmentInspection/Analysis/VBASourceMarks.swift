import ByteReading

/// Marks the lines of VBA source that decide: what runs by itself, what acts, what puts text together.
enum VBASourceMarks {
  /// Lines of one module that are looked at closely.
  private static let mostLines = 20_000
  /// Bytes of one statement that are looked at.
  private static let longestStatement = 65_536

  /// The module's lines with their marks, at most `limit`.
  static func lines(of source: [UInt8], limit: Int) -> [MacroSource.Line] {
    let ranges = SourceLines.ranges(of: source, limit: limit)
    var lines: [MacroSource.Line] = []
    lines.reserveCapacity(ranges.count)
    var at = 0
    while at < ranges.count {
      var last = at
      while last + 1 < ranges.count, isContinued(source, ranges[last]), last - at < 256 { last += 1 }
      let statement = source.bytes(
        at: ranges[at].lowerBound, count: min(ranges[last].upperBound - ranges[at].lowerBound, longestStatement))
      let marks = at < mostLines ? marks(of: statement) : []
      for index in at...last {
        lines.append(
          MacroSource.Line(
            String(index + 1), SourceLines.text(source, ranges[index]),
            marks: index == at ? marks : marks.isEmpty ? [] : [""]))
      }
      at = last + 1
    }
    return lines
  }

  private static func isContinued(_ source: [UInt8], _ range: Range<Int>) -> Bool {
    guard range.count >= 2 else { return false }
    return source.byte(at: range.upperBound - 1) == 0x5F && source.byte(at: range.upperBound - 2) == 0x20
  }

  private static func marks(of statement: [UInt8]) -> [String] {
    var marks: [String] = []
    func mark(_ text: String) { if marks.count < 4, !marks.contains(text) { marks.append(text) } }
    let lower = statement.lowercasedASCII()
    var lexicon = VBALexicon()
    for procedure in VBAProcedure.procedures(in: statement, module: "", &lexicon) {
      if AutoExecution.isEvent(procedure.name) { mark("runs by itself") }
      for (capability, evidence) in VBACapability.capabilities(of: procedure).sorted(by: { $0.value < $1.value }) {
        mark("\(capability.words): \(evidence)")
      }
      if !procedure.declarations.isEmpty, lower.contains("declare") { mark("declares a function of the system") }
      for caller in callers {
        if let word = lexicon.known(caller[...]), procedure.words.contains(word) { mark("calls \(caller)") }
      }
      for text in procedure.strings where text.utf8.count >= 3 && lower.firstIndex(of: Array(text.utf8)) == nil {
        mark("= \"\(text.evidence(limit: 300))\"")
      }
    }
    return marks
  }

  /// Members through which code acts, whatever they are given.
  private static let callers = [
    "createobject", "getobject", "callbyname", "exec", "execquery", "executeexcel4macro", "savetofile", "responsebody",
    "environ", "followhyperlink", "ontime", "shellexecute",
  ]
}

extension VBACapability {
  /// What it is, in a few words.
  var words: String {
    switch self {
    case .processStart: "starts a process"
    case .downloadToFile: "fetches a file"
    case .httpRequest: "asks a server"
    case .fileDrop: "writes a file"
    case .shellcode: "runs code in memory"
    case .persistence: "arranges to run again"
    case .wmi: "uses WMI"
    case .dynamicObject, .computedObject: "makes an object by a computed name"
    case .obfuscation: "builds text from pieces"
    case .lolbin: "names a program that runs others"
    case .macroCopy: "writes macros"
    }
  }
}

extension Inspection {
  /// Writes down a module's source.
  mutating func note(_ module: VBAProject.Module) {
    guard let limit = notes?.lineAllowance, limit > 0 else { return }
    let source = MacroSource(
      name: module.name, path: place, language: .vba, lines: VBASourceMarks.lines(of: module.source, limit: limit))
    notes?.add(source)
  }

  /// Writes down the texts that procedures put together: the whole ones, not what they grew from.
  mutating func note(_ texts: [[String]], of procedures: [VBAProcedure]) {
    guard notes != nil else { return }
    for (procedure, own) in zip(procedures, texts) {
      let place = procedure.name.isEmpty ? procedure.module : "\(procedure.name) in \(procedure.module)"
      for (number, text) in own.enumerated() where text.utf8.count >= 4 {
        let next = number + 1 < own.count ? own[number + 1] : ""
        if next.hasPrefix(text) || next.hasSuffix(text) { continue }
        notes?.add(.folded, text, at: place)
      }
    }
  }
}
