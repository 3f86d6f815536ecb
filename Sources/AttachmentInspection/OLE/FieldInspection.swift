import ByteReading

extension Inspection {
  /// DDE fields in the text of a Word document: 0x13 begins a field, 0x14 its result, 0x15 ends it ([MS-DOC] §2.8.25),
  /// in text of one byte or two a character.
  mutating func inspectFields(inWordStream bytes: [UInt8]) {
    let narrow = bytes.contains("DDE") || bytes.contains("QUOTE")
    let isWide =
      bytes.firstIndex(of: [0x44, 0, 0x44, 0, 0x45, 0]) != nil || bytes.firstIndex(of: Self.wideQuote) != nil
    if narrow { readFields(bytes, width: 1) }
    if isWide { readFields(bytes, width: 2) }
  }

  private static let wideQuote: [UInt8] = [0x51, 0, 0x55, 0, 0x4F, 0, 0x54, 0, 0x45, 0]
  /// Characters between marks: what is longer is no code.
  private static let longestPiece = 4_096
  private static let mostMarks = 20_000

  private mutating func readFields(_ bytes: [UInt8], width: Int) {
    var fields = WordFieldCodes()
    var piece = 0
    var marks = 0
    var at = bytes.firstIndex(ofByte: 0x13) ?? bytes.count
    // Text of two bytes may begin at any even place of the stream.
    if width == 2 { at -= at & 1 }
    var start = at
    while at < bytes.count, marks < Self.mostMarks {
      let byte = bytes[at]
      let isMark = byte >= 0x13 && byte <= 0x15 && (width == 1 || bytes.byte(at: at + 1) == 0)
      guard isMark else {
        at += width
        piece += 1
        continue
      }
      if piece <= Self.longestPiece {
        fields.text(
          width == 1
            ? bytes.latin1Text(at: start, count: at - start) : bytes.utf16Text(at: start, units: (at - start) / 2))
      }
      switch byte {
      case 0x13: fields.begin()
      case 0x14: fields.separate()
      default: fields.end()
      }
      marks += 1
      piece = 0
      at += width
      start = at
    }
    for code in fields.codes { noteField(code) }
  }

  /// Judges a field code.
  mutating func noteField(_ code: String) {
    let words = code.split(maxSplits: 1, whereSeparator: { $0.isWhitespace || $0 == "\u{A0}" })
    guard let first = words.first?.uppercased(), first == "DDE" || first == "DDEAUTO", words.count == 2,
      CommandWords.startsProgram(String(words[1]))
    else { return }
    found(.ddeCommand, code)
    note(.decoded, Array(code.utf8))
  }
}
