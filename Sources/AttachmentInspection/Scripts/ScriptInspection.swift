import ByteReading

extension Inspection {
  /// Judges a script by what it does, behind its encodings too.
  mutating func inspectScript(_ bytes: [UInt8]) {
    let whole = TextSniffer.wholeText(of: bytes)
    let opened = ScriptEncoding.decoded(whole)
    let text = opened ?? whole
    let lower = text.lowercasedASCII()
    // The encoder says nothing of the language: the script does.
    let language = ScriptLanguage.of(lower)
    foundURLs(in: text)
    guard language != .shell else { return }
    inspectEncodedCommand(in: text)
    found(.script, language?.rawValue ?? (opened == nil ? "script" : "an encoded script"))
    if opened != nil { found(.scriptEncoded, "#@~^") }
    var unfolded = UnfoldedScript()
    unfold(text, lower, language, into: &unfolded)
    judge(lower, unfolded, language)
    note(text, unfolded, language)
  }

  /// Text that shows what it is only when its constants are put together.
  private mutating func inspectHiddenScript(_ text: [UInt8]) {
    let lower = text.lowercasedASCII()
    guard let language = HiddenScript.language(of: lower) else { return }
    var unfolded = UnfoldedScript()
    unfolded.add(ScriptUnfolding(text, language: language))
    let written = ScriptActs.acts(in: lower)
    guard ScriptActs.acts(in: unfolded.lowercased).filter({ !written.contains($0) }).count >= 2 else { return }
    found(.script, language.rawValue)
    judge(lower, unfolded, language)
    note(text, unfolded, language)
  }

  /// Unfolds a script, or the scripts that a file with several of them holds.
  private mutating func unfold(
    _ text: [UInt8], _ lower: [UInt8], _ language: ScriptLanguage?, into unfolded: inout UnfoldedScript
  ) {
    if lower.contains("<script") {
      for block in ScriptBlocks(text, lower: lower) {
        unfolded.add(ScriptUnfolding(block.code, language: block.language))
        if block.language == .vbscript { followVBScript(block.code, &unfolded) }
      }
    } else {
      unfolded.add(ScriptUnfolding(text, language: language))
      if language == .vbscript { followVBScript(text, &unfolded) }
    }
  }

  /// VBScript is a part of VBA: its statements are followed in the same way.
  private mutating func followVBScript(_ code: [UInt8], _ unfolded: inout UnfoldedScript) {
    var lexicon = VBALexicon()
    let procedures = VBAProcedure.procedures(in: code.bytes(at: 0, count: 1 << 20), module: "script", &lexicon)
    var interpreter = VBAInterpreter(procedures, lexicon, steps: limits.vbaSteps)
    interpreter.run(Array(procedures.indices.filter { !procedures[$0].name.isEmpty }), isAutomatic: true)
    note(interpreter.texts, of: procedures)
    for texts in interpreter.texts {
      for text in texts.prefix(500) { unfolded.texts.append(Array(text.utf8)) }
    }
  }

  private mutating func judge(_ lower: [UInt8], _ unfolded: UnfoldedScript, _ language: ScriptLanguage?) {
    let written = ScriptActs.acts(in: lower)
    let inside = unfolded.lowercased
    let acts = written + ScriptActs.acts(in: inside).filter { !written.contains($0) }
    if acts.count >= 2 || (language == .hta && !acts.isEmpty) {
      found(.scriptDownloadRun, acts.prefix(4).joined(separator: ", "))
    }
    if acts.count > written.count {
      found(.scriptObfuscated, "\(acts[written.count]) is written in pieces or encoded")
    }
    for text in unfolded.texts { foundURLs(in: text) }
    for (index, payload) in unfolded.payloads.enumerated() {
      guard takeEntry() else { return }
      spend(inflated: payload.count)
      inspectChild("base64-\(index + 1)", payload)
    }
  }

  /// Writes down a script and what is behind it.
  private mutating func note(_ text: [UInt8], _ unfolded: UnfoldedScript, _ language: ScriptLanguage?) {
    for layer in unfolded.shown { note(layer.kind, layer.text) }
    guard let limit = notes?.lineAllowance, limit > 0 else { return }
    let source = MacroSource(
      name: "", path: place, language: .script(language?.words ?? "script"),
      lines: ScriptSourceMarks.lines(of: text, language: language, limit: limit))
    notes?.add(source)
  }

  /// Text that is no script by its form may still be a command or a workbook as text.
  mutating func inspectText(_ bytes: [UInt8]) {
    let head = TextSniffer.wholeText(of: bytes.bytes(at: 0, count: 1 << 20))
    if head.matches(Array("ID;P".utf8), at: 0) { inspectSymbolicLink(head) }
    inspectLauncher(head)
    foundURLs(in: head)
    inspectTextFormula(head)
    inspectHiddenScript(head)
    inspectEncodedDocuments(TextSniffer.wholeText(of: bytes))
  }
}

/// What is behind the encodings of a script, over all of its blocks.
struct UnfoldedScript {
  /// Everything that was put together or decoded.
  var texts: [[UInt8]] = []
  /// Of that, what stands encoded in the script: an analyst wants to read it.
  private(set) var shown: [ScriptUnfolding.Layer] = []
  private(set) var payloads: [[UInt8]] = []

  mutating func add(_ unfolding: ScriptUnfolding) {
    for layer in unfolding.layers {
      texts.append(layer.text)
      shown.append(layer)
    }
    payloads += unfolding.payloads
  }

  /// All of it, in lower case.
  var lowercased: [UInt8] { Array(texts.joined(separator: [0x0A])).lowercasedASCII() }
}

extension TextSniffer {
  /// Bytes of a text that are looked at.
  private static let longestText = 16 << 20

  /// All of a text as bytes of ASCII or UTF-8, UTF-16 unfolded.
  static func wholeText(of whole: [UInt8]) -> [UInt8] {
    let bytes = whole.count > longestText ? whole.bytes(at: 0, count: longestText) : whole
    if bytes.matches([0xFF, 0xFE], at: 0) { return Array(bytes.utf16Text(at: 2, units: bytes.count / 2).utf8) }
    if bytes.count >= 4, bytes[1] == 0, bytes[3] == 0, bytes[0] != 0 {
      return Array(bytes.utf16Text(units: bytes.count / 2).utf8)
    }
    return bytes
  }
}
