import ByteReading

extension Inspection {
  /// Bytes of a page whose scripts are unfolded.
  private static let longestPage = 4 << 20

  /// What the scripts of a page build behind their encodings: pages, forms, files that they save.
  mutating func inspectPageScripts(_ text: [UInt8], _ lower: [UInt8], savesFile: Bool) {
    guard text.count <= Self.longestPage else { return }
    var unfolded = UnfoldedScript()
    for block in ScriptBlocks(text, lower: lower) {
      unfolded.add(ScriptUnfolding(block.code, language: block.language))
      note(block)
    }
    for layer in unfolded.shown { note(layer.kind, layer.text) }
    guard !unfolded.texts.isEmpty else { return }
    let inside = unfolded.lowercased
    for layer in unfolded.texts { foundURLs(in: layer) }
    let signs = SmugglingSigns.signs(in: inside)
    if signs.savesFile, !savesFile { found(.htmlSmuggling, signs.evidence + ", spelled in pieces or in code") }
    for (index, payload) in unfolded.payloads.enumerated() where signs.savesFile || savesFile {
      guard takeEntry() else { return }
      spend(inflated: payload.count)
      let type = inspectChild("base64-\(index + 1)", payload)
      if type.runs || type.isArchive { found(.htmlSmuggledPayload, type.rawValue) }
    }
    if inside.contains("type=\"password\"") || inside.contains("type='password'") || inside.contains("type=password") {
      found(.credentialForm, "a password field that script writes")
      for layer in unfolded.texts {
        if let target = CredentialForm.externalTarget(in: layer, layer.lowercasedASCII()) {
          found(.credentialFormExternal, target)
        }
      }
    }
  }

  private mutating func note(_ block: ScriptBlocks.Block) {
    guard let limit = notes?.lineAllowance, limit > 0 else { return }
    let source = MacroSource(
      name: "", path: place, language: .script(block.language.words),
      lines: ScriptSourceMarks.lines(of: block.code, language: block.language, limit: limit))
    notes?.add(source)
  }
}
