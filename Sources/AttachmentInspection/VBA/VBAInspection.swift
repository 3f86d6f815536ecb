import ByteReading
import MailModel

extension Inspection {
  /// Judges VBA projects: each module's facts for the verdict, and the conjunctions of what runs by itself with what it
  /// reaches.
  mutating func inspectVBA(_ projects: [VBAProject], isOwn: Bool) {
    guard !projects.isEmpty else { return }
    for project in projects where project.isCut { hit(.macroSource) }
    var facts = VBAFacts(modules: [])
    var procedures: [VBAProcedure] = []
    var lexicon = VBALexicon()
    for project in projects {
      for name in project.modulesWithoutSource { found(.vbaSourceRemoved, "\(name) has no source") }
      for module in project.modules {
        match(module.source, inside: module.name)
        let own = VBAProcedure.procedures(in: module.source, module: module.name, &lexicon)
        let eventNames = own.filter { AutoExecution.isEvent($0.name) }.map(\.name).prefix(64)
        let events = Self.spellings(of: Array(eventNames), in: module.source)
        facts.modules.append(
          VBAFacts.Module(name: module.name, digest: ContentDigest(of: module.source), autoexec: events))
        procedures += own
        if !module.isListed { found(.vbaOrphanModule, module.name) }
        noteReplacedSource(of: module)
        let compiledOnly = noteStomping(of: module)
        if !compiledOnly.isEmpty {
          // What was compiled is judged too, as far as its texts show it.
          var hidden = VBAProcedure(name: "", word: nil, module: module.name)
          for text in compiledOnly { hidden.add(text.lenientText) }
          procedures.append(hidden)
        }
        for event in events { found(.vbaAutoexec, "\(event) in \(module.name)") }
        foundURLs(in: module.source)
        note(module)
      }
    }
    if isOwn, isAtAttachment, !facts.modules.isEmpty { vba = VBAFacts(modules: (vba?.modules ?? []) + facts.modules) }
    // A project whose modules hold declarations only does nothing.
    guard procedures.contains(where: { !$0.name.isEmpty }) else { return }
    found(.vbaProject, "\(facts.modules.count) modules")
    let reachable = follow(&procedures, lexicon)
    judge(procedures, reachable)
  }

  /// Adds the texts that the procedures put together, what runs by itself first.
  ///
  /// Returns for each procedure whether one that runs by itself reaches it.
  private mutating func follow(_ procedures: inout [VBAProcedure], _ lexicon: VBALexicon) -> [Bool] {
    let reachable = VBACallGraph.reachable(in: procedures, lexicon)
    // Without joins and characters from numbers nothing is put together.
    guard procedures.contains(where: \.putsTextTogether), procedures.contains(where: \.mayAct) else { return reachable }
    let order = procedures.indices.filter { reachable[$0] } + procedures.indices.filter { !reachable[$0] }
    var interpreter = VBAInterpreter(procedures, lexicon, steps: limits.vbaSteps)
    interpreter.run(order.filter { !procedures[$0].name.isEmpty }, isAutomatic: reachable.contains(true))
    guard interpreter.texts.contains(where: { !$0.isEmpty }) else { return reachable }
    for (index, texts) in interpreter.texts.enumerated() where !texts.isEmpty {
      for text in texts { procedures[index].add(text) }
      foundURLs(in: texts.flatMap { Array($0.utf8) + [0x0A] })
    }
    note(interpreter.texts, of: procedures)
    // A text may be the name of a procedure that is to run.
    return VBACallGraph.reachable(in: procedures, lexicon)
  }

  /// Text of the compiled form that the source has not.
  private mutating func noteReplacedSource(of module: VBAProject.Module) {
    guard !module.compiledWords.isEmpty else { return }
    let lower = module.source.lowercasedASCII()
    for word in module.compiledWords.sorted() where lower.firstIndex(of: Array(word.utf8)) == nil {
      found(.vbaSourceRemoved, "\"\(word)\" in the compiled form of \(module.name) only")
    }
  }

  private mutating func judge(_ procedures: [VBAProcedure], _ reachable: [Bool]) {
    var all: [VBACapability: String] = [:]
    var reached: [VBACapability: String] = [:]
    for (index, procedure) in procedures.enumerated() {
      let place = procedure.name.isEmpty ? procedure.module : "\(procedure.name) in \(procedure.module)"
      for (capability, evidence) in VBACapability.capabilities(of: procedure) {
        let text = "\(evidence) in \(place)"
        if all[capability] == nil { all[capability] = text }
        if reachable[index], reached[capability] == nil { reached[capability] = text }
      }
    }
    let declared = procedures.reduce(into: Set<String>()) { $0.formUnion($1.declarations) }
    if let evidence = VBACapability.injectsCode(declared) {
      all[.shellcode] = evidence
      if reachable.contains(true) { reached[.shellcode] = evidence }
    }
    for capability in VBACapability.allCases {
      if let evidence = all[capability] { found(capability.technique, evidence) }
    }
    judgeConjunctions(all: all, reached: reached)
  }

  private mutating func judgeConjunctions(all: [VBACapability: String], reached: [VBACapability: String]) {
    let download = reached[.downloadToFile] ?? (reached[.fileDrop] == nil ? nil : reached[.httpRequest])
    if let evidence = reached[.processStart] { found(.vbaAutoexecProcess, evidence) }
    if let download { found(.vbaAutoexecDownload, download) }
    if let evidence = reached[.shellcode] { found(.vbaAutoexecShellcode, evidence) }
    if let evidence = reached[.persistence] { found(.vbaAutoexecPersistence, evidence) }
    if let evidence = reached[.computedObject] {
      found(.vbaAutoexecObfuscation, evidence)
    } else if reached[.obfuscation] != nil, let evidence = reached[.dynamicObject] ?? reached[.processStart] {
      found(.vbaAutoexecObfuscation, evidence)
    }
    let anyDownload = all[.downloadToFile] ?? (all[.fileDrop] == nil ? nil : all[.httpRequest])
    if let start = all[.processStart], let anyDownload { found(.vbaDropper, "\(anyDownload), \(start)") }
  }

  /// The names as written: procedures carry them in lower case.
  private static func spellings(of names: [String], in source: [UInt8]) -> [String] {
    guard !names.isEmpty else { return [] }
    let lower = source.lowercasedASCII()
    return names.map { name in
      let wanted = Array(name.utf8)
      var from = 0
      while let at = lower.firstIndex(of: wanted, from: from) {
        let before = lower.byte(at: at - 1)
        if before == 0x20 || before == 0x09 { return source.bytes(at: at, count: wanted.count).lenientText }
        from = at + 1
      }
      return name
    }
  }
}

extension VBACapability {
  fileprivate var technique: TechniqueID {
    switch self {
    case .processStart: .vbaProcessStart
    case .downloadToFile, .httpRequest: .vbaDownload
    case .fileDrop: .vbaFileDrop
    case .shellcode: .vbaShellcode
    case .persistence: .vbaPersistence
    case .wmi: .vbaWMI
    case .dynamicObject, .computedObject: .vbaDynamicObject
    case .obfuscation: .vbaObfuscation
    case .lolbin: .vbaLOLBin
    case .macroCopy: .vbaMacroCopy
    }
  }
}
