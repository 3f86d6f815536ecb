import ByteReading

/// Languages of scripts, told by content.
enum ScriptLanguage: String {
  case encoded, vbscript, jscript, powershell, batch, hta, windowsScript, shell

  /// What it is called.
  var words: String {
    switch self {
    case .encoded: "encoded script"
    case .vbscript: "VBScript"
    case .jscript: "JScript"
    case .powershell: "PowerShell"
    case .batch: "batch file"
    case .hta: "HTML application"
    case .windowsScript: "Windows Script file"
    case .shell: "shell script"
    }
  }

  /// The language of text in lower case; nil where it is not plainly a script.
  static func of(_ lower: [UInt8]) -> ScriptLanguage? {
    if lower.matches(Array("#!".utf8), at: 0), lower.firstIndex(ofByte: 0x2F, to: 8) != nil { return .shell }
    if let at = lower.firstIndex(of: "#@~^", to: 256), at < 200 { return .encoded }
    if lower.contains("<hta:application") { return .hta }
    if lower.contains("<job"), lower.contains("<script") { return .windowsScript }
    for (needles, language) in signs {
      var hits = 0
      for needle in needles where lower.firstIndex(of: needle) != nil { hits += 1 }
      if hits >= 2 { return language }
    }
    if startsAsBatch(lower) || cutsVariables(lower) { return .batch }
    return nil
  }

  /// Pieces of variables, `%name:~3,1%`, many times: a batch file that hides its words.
  private static func cutsVariables(_ lower: [UInt8]) -> Bool {
    var from = 0
    var count = 0
    while count < 8, let at = lower.firstIndex(of: ":~", from: from) {
      from = at + 2
      guard let close = lower.firstIndex(ofByte: 0x25, from: from, to: from + 10),
        lower[from..<close].allSatisfy({ ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2C || $0 == 0x2D })
      else { continue }
      count += 1
    }
    return count >= 8
  }

  private static func startsAsBatch(_ lower: [UInt8]) -> Bool {
    let start = lower.firstIndex { !TextSniffer.isBlank($0) } ?? 0
    return lower.matches(Array("@echo off".utf8), at: start) || lower.matches(Array("@echo  off".utf8), at: start)
  }

  /// Two of a language's signs make it one.
  private static let signs: [([[UInt8]], ScriptLanguage)] = [
    (
      [
        "createobject(", "wscript.", "on error resume next", "execute(", "executeglobal", "option explicit", "\ndim ",
        "end function", "end sub", "set ",
      ].map { Array($0.utf8) }, .vbscript
    ),
    (
      ["new activexobject(", "wscript.", "activexobject", "eval(", "string.fromcharcode", ".responsebody"].map {
        Array($0.utf8)
      }, .jscript
    ),
    (
      [
        "-executionpolicy", "invoke-expression", "iex(", "iex (", "new-object ", "downloadstring(", "[system.",
        "frombase64string", "$env:", "invoke-webrequest", "start-process", "param(", "write-host", "get-childitem",
      ].map { Array($0.utf8) }, .powershell
    ),
  ]
}
