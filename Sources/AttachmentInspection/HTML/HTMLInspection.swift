import MailModel

extension Inspection {
  /// Judges a page: whether it builds a file and saves it, holds one as text, or asks for a password.
  mutating func inspectHTML(_ bytes: [UInt8]) {
    let text = TextSniffer.wholeText(of: bytes)
    let lower = text.lowercasedASCII()
    foundURLs(in: text)
    let hasScript = lower.contains("<script")
    if hasScript { found(.htmlScript, "<script") }
    let signs = SmugglingSigns.signs(in: lower)
    if signs.savesFile { found(.htmlSmuggling, signs.evidence) }
    inspectLiterals(text, isSmuggling: signs.savesFile)
    inspectEncodedDocuments(text)
    if lower.contains("type=\"password\"") || lower.contains("type='password'") || lower.contains("type=password") {
      found(.credentialForm, "a password field")
    }
  }

  /// Judges an SVG image: a picture needs no script.
  mutating func inspectSVG(_ bytes: [UInt8]) {
    let text = TextSniffer.wholeText(of: bytes)
    let lower = text.lowercasedASCII()
    foundURLs(in: text)
    if lower.contains("<script") { found(.svgScript, "<script") }
    let signs = SmugglingSigns.signs(in: lower)
    if signs.savesFile { found(.htmlSmuggling, signs.evidence) }
    inspectLiterals(text, isSmuggling: signs.savesFile || lower.contains("<script"))
  }

  /// Long base64 literals that decode to an archive, image or program.
  private mutating func inspectLiterals(_ text: [UInt8], isSmuggling: Bool) {
    var count = 0
    for range in Base64Literals(text) {
      count += 1
      guard count <= 64, takeEntry() else { return }
      let head = Base64Literals.decode(text, range.lowerBound..<min(range.upperBound, range.lowerBound + 64))
      guard Base64Literals.isPayload(head) else { continue }
      let content = Base64Literals.decode(text, range)
      spend(inflated: content.count)
      let type = inspectChild("literal-\(count)", content)
      if type.runs || type.isArchive || type == .pdf && isSmuggling { found(.htmlSmuggledPayload, type.rawValue) }
    }
  }
}

/// The ways in which a page makes a file of its own text.
struct SmugglingSigns {
  let savesFile: Bool
  let evidence: String

  static func signs(in lower: [UInt8]) -> SmugglingSigns {
    let makesBlob = lower.contains("new blob") || lower.contains("new file(")
    let decodes = lower.contains("atob(") || lower.contains("uint8array") || lower.contains("fromcharcode")
    let saves = ["mssaveoropenblob", "mssaveblob", "createobjecturl"].first {
      lower.firstIndex(of: Array($0.utf8)) != nil
    }
    let downloads = lower.contains(".download") || lower.contains(" download=")
    if let saves, makesBlob, decodes { return SmugglingSigns(savesFile: true, evidence: "Blob and \(saves)") }
    if downloads, lower.contains("base64,"), lower.contains(".click(") || lower.contains("data:application") {
      return SmugglingSigns(savesFile: true, evidence: "a download of a data URL")
    }
    return SmugglingSigns(savesFile: false, evidence: "")
  }
}
