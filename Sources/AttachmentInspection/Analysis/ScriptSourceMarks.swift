import ByteReading

/// Marks the lines of a script that act or decode.
enum ScriptSourceMarks {
  /// Bytes that are looked at closely.
  private static let mostBytes = 2 << 20

  static func lines(of text: [UInt8], language: ScriptLanguage?, limit: Int) -> [MacroSource.Line] {
    var lines: [MacroSource.Line] = []
    for (index, range) in SourceLines.ranges(of: text, limit: limit).enumerated() {
      let marks = range.upperBound < mostBytes ? marks(of: Array(text[range]), language) : []
      lines.append(MacroSource.Line(String(index + 1), SourceLines.text(text, range), marks: marks))
    }
    return lines
  }

  private static func marks(of line: [UInt8], _ language: ScriptLanguage?) -> [String] {
    let lower = line.lowercasedASCII()
    var marks = ScriptActs.acts(in: lower).prefix(3).map { "names \($0)" }
    for word in decoders where marks.count < 4 && lower.firstIndex(of: Array(word.utf8)) != nil {
      marks.append("decodes: \(word)")
    }
    guard let dialect = language?.dialect ?? (language == .batch ? nil : .jscript), line.count < 65_536 else {
      return marks
    }
    for text in LiteralFolding(line, dialect).texts.prefix(4) {
      marks.append("= \"\(text.bytes(at: 0, count: 600).lenientText.evidence(limit: 300))\"")
    }
    return marks
  }

  private static let decoders = [
    "eval(", "unescape(", "atob(", "fromcharcode", "executeglobal", "execute(", "strreverse", "expandenvironment",
    "new function(", "document.write(",
  ]
}
