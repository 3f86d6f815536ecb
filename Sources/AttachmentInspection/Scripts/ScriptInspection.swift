import ByteReading

extension Inspection {
  /// Judges a script by what it does.
  mutating func inspectScript(_ bytes: [UInt8]) {
    let text = TextSniffer.wholeText(of: bytes)
    let lower = text.lowercasedASCII()
    let language = ScriptLanguage.of(lower)
    foundURLs(in: text)
    guard language != .shell else { return }
    inspectEncodedCommand(in: text)
    found(.script, language?.rawValue ?? "script")
    if language == .encoded || lower.firstIndex(of: "#@~^") != nil { found(.scriptEncoded, "#@~^") }
    let acts = ScriptActs.acts(in: lower)
    if acts.count >= 2 || (language == .hta && !acts.isEmpty) {
      found(.scriptDownloadRun, acts.prefix(4).joined(separator: ", "))
    }
  }

  /// Text that is no script by its form may still be a command or a workbook as text.
  mutating func inspectText(_ bytes: [UInt8]) {
    let head = TextSniffer.wholeText(of: bytes.bytes(at: 0, count: 1 << 20))
    if head.matches(Array("ID;P".utf8), at: 0) { inspectSymbolicLink(head) }
    inspectLauncher(head)
    foundURLs(in: head)
    inspectTextFormula(head)
    inspectEncodedDocuments(TextSniffer.wholeText(of: bytes))
  }

  /// A cell of comma-separated values that starts a program by DDE: `=cmd|'/c calc'!A0`.
  private mutating func inspectTextFormula(_ text: [UInt8]) {
    var from = 0
    var count = 0
    while count < 200, let bar = text.firstIndex(ofByte: 0x7C, from: from) {
      from = bar + 1
      count += 1
      var start = bar
      while start > 0, bar - start < 64, text[start - 1] != 0x0A, text[start - 1] != 0x2C, text[start - 1] != 0x3B {
        start -= 1
      }
      let end = min(text.count, bar + 200)
      let cell = text.bytes(at: start, count: end - start)
      let lead = cell.first { $0 != 0x22 && $0 != 0x20 }
      guard let lead, [0x3D, 0x2B, 0x2D, 0x40].contains(lead), cell.contains(0x21) else { continue }
      let formula = Array(cell.prefix { $0 != 0x0A }).lenientText
      if CommandWords.startsProgram(formula) { found(.ddeCommand, formula) }
    }
  }
}

/// What a script does that harms, as words of evidence.
enum ScriptActs {
  static func acts(in lower: [UInt8]) -> [String] {
    words.filter { lower.firstIndex(of: Array($0.utf8)) != nil }
  }

  private static let words = [
    "wscript.shell", "shell.application", "msxml2.", "winhttp.winhttprequest", "adodb.stream", "savetofile",
    "scripting.filesystemobject", "powershell", "cmd.exe", "cmd /c", "mshta", "regsvr32", "rundll32", "certutil",
    "bitsadmin", "downloadfile", "downloadstring", "invoke-webrequest", "invoke-expression", "frombase64string",
    "-encodedcommand", "-enc ", "start-process", "urldownloadtofile", "win32_process", "schtasks", "curl ",
    "currentversion\\run", "iex(", "iex (", "hidden",
  ]
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
