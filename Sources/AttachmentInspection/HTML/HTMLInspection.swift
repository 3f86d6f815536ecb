import ByteReading
import MailModel

extension Inspection {
  /// Judges a page: whether it builds a file and saves it, holds one as text, or asks for a password.
  mutating func inspectHTML(_ bytes: [UInt8]) {
    let whole = TextSniffer.wholeText(of: bytes)
    let opened = ScriptEncoding.decoded(whole)
    if opened != nil { found(.scriptEncoded, "#@~^") }
    let text = opened ?? whole
    let lower = text.lowercasedASCII()
    foundURLs(in: text)
    let hasScript = lower.contains("<script")
    if hasScript { found(.htmlScript, "<script") }
    let signs = SmugglingSigns.signs(in: lower)
    if signs.savesFile { found(.htmlSmuggling, signs.evidence) }
    if signs.savesFile, let name = SmugglingSigns.savedName(in: lower) { found(.htmlSmuggledPayload, name) }
    inspectLiterals(text, isSmuggling: signs.savesFile)
    inspectEncodedDocuments(text)
    if hasScript { inspectPageScripts(text, lower, savesFile: signs.savesFile) }
    if lower.contains("type=\"password\"") || lower.contains("type='password'") || lower.contains("type=password") {
      found(.credentialForm, "a password field")
      if let target = CredentialForm.externalTarget(in: text, lower) { found(.credentialFormExternal, target) }
    }
  }

  /// Judges an SVG image: a picture needs no script.
  mutating func inspectSVG(_ bytes: [UInt8]) {
    let text = TextSniffer.wholeText(of: bytes)
    let lower = text.lowercasedASCII()
    foundURLs(in: text)
    if lower.contains("<script") { found(.svgScript, "<script") }
    if SVGSigns.runsOnLoad(lower) { found(.svgScript, "an event that loading raises") }
    if lower.contains("<foreignobject"),
      lower.contains("<iframe") || lower.contains("<form") || lower.contains("<embed")
    {
      found(.svgForeignPage, "a page inside of the image")
    }
    let signs = SmugglingSigns.signs(in: lower)
    if signs.savesFile { found(.htmlSmuggling, signs.evidence) }
    inspectLiterals(text, isSmuggling: signs.savesFile || lower.contains("<script"))
  }

  /// Long base64 literals that decode to an archive, image or program.
  private mutating func inspectLiterals(_ text: [UInt8], isSmuggling: Bool) {
    if isSmuggling {
      for (index, payload) in NumberLiterals.payloads(in: text).enumerated() {
        guard takeEntry() else { return }
        spend(inflated: payload.count)
        let type = inspectChild("numbers-\(index + 1)", payload)
        if type.runs || type.isArchive { found(.htmlSmuggledPayload, type.rawValue) }
      }
    }
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

/// What makes an image run script without the element for it.
enum SVGSigns {
  /// An event attribute that loading raises, with something in it.
  static func runsOnLoad(_ lower: [UInt8]) -> Bool {
    for event in ["onload", "onbegin", "onerror"] {
      var from = 0
      var tries = 0
      while tries < 64, let at = lower.firstIndex(of: Array(event.utf8), from: from) {
        tries += 1
        from = at + event.utf8.count
        if let before = lower.byte(at: at - 1), TextSniffer.isBlank(before), lower.byte(at: from) == 0x3D {
          return true
        }
      }
    }
    return lower.contains("href=\"javascript:") || lower.contains("href='javascript:")
  }
}

/// The ways in which a page makes a file of its own text.
struct SmugglingSigns {
  let savesFile: Bool
  let evidence: String

  /// The name under which a page saves a file, where it is one of something that runs or holds what runs.
  static func savedName(in lower: [UInt8]) -> String? {
    for word in ["download", "mssaveoropenblob", "mssaveblob", "new file("] {
      var from = 0
      var tries = 0
      while tries < 64, let at = lower.firstIndex(of: Array(word.utf8), from: from) {
        tries += 1
        from = at + word.utf8.count
        for name in literals(in: lower.bytes(at: from, count: 160)) {
          switch DangerousExtensions.kind(of: name) {
          case .program, .script, .shortcut, .diskImage: return name
          default: if ["zip", "rar", "7z"].contains(DangerousExtensions.lastExtension(of: name)) { return name }
          }
        }
      }
    }
    return nil
  }

  /// Quoted texts.
  private static func literals(in text: [UInt8]) -> [String] {
    var names: [String] = []
    var at = 0
    while let start = text[at...].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      let end = text.firstIndex(ofByte: text[start], from: start + 1)
    {
      names.append(text.bytes(at: start + 1, count: end - start - 1).lenientText)
      at = end + 1
    }
    return names
  }

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

/// Forms of a page.
enum CredentialForm {
  /// The first address outside to which a form of the page sends what is typed.
  static func externalTarget(in text: [UInt8], _ lower: [UInt8]) -> String? {
    var from = 0
    for _ in 0..<64 {
      guard let form = lower.firstIndex(of: "<form", from: from) else { return nil }
      from = form + 5
      let end = lower.firstIndex(ofByte: 0x3E, from: form, to: form + 2_000) ?? form
      guard let action = lower.firstIndex(of: "action", from: form, to: end),
        let address = lower.firstIndex(of: "http", from: action, to: min(end, action + 16))
      else { continue }
      let target = text[address..<end].prefix { !TextSniffer.isBlank($0) && $0 != 0x22 && $0 != 0x27 }
      return Array(target).lenientText
    }
    return nil
  }
}
