import ByteReading

/// Text that may be a script all of whose telling words are spelled in code.
enum HiddenScript {
  /// The language in which it would be read; nil where nothing in it decodes.
  static func language(of lower: [UInt8]) -> ScriptLanguage? {
    if lower.contains("[char]") || lower.contains("frombase64string") || lower.contains("-join") { return .powershell }
    if lower.contains("executeglobal") || (lower.contains("chr(") && lower.contains("execute")) { return .vbscript }
    if lower.contains("fromcharcode") || lower.contains("unescape(") || lower.contains("atob(") { return .jscript }
    return lower.contains("eval(") || count(of: "\\x", in: lower, enough: 16) ? .jscript : nil
  }

  private static func count(of pattern: StaticString, in text: [UInt8], enough: Int) -> Bool {
    var from = 0
    for _ in 0..<enough {
      guard let at = text.firstIndex(of: pattern, from: from) else { return false }
      from = at + 2
    }
    return true
  }
}
