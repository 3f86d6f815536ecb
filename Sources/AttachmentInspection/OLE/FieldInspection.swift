import ByteReading

extension Inspection {
  /// DDE fields in the text of a Word document: field codes stand in the clear between 0x13 and 0x14 or 0x15.
  mutating func inspectFields(inWordStream bytes: [UInt8]) {
    var from = 0
    var count = 0
    while count < 64, let at = bytes.firstIndex(of: "DDE", from: from) {
      count += 1
      from = at + 3
      let end = bytes[at..<min(bytes.count, at + 400)].firstIndex { $0 == 0x14 || $0 == 0x15 } ?? at
      noteField(bytes.bytes(at: at, count: end - at).latin1Text())
    }
    from = 0
    while count < 128, let at = bytes.firstIndex(of: [0x44, 0, 0x44, 0, 0x45, 0], from: from) {
      count += 1
      from = at + 6
      let text = bytes.utf16Text(at: at, units: 400)
      let code = text.prefix { $0 != "\u{14}" && $0 != "\u{15}" }
      noteField(String(code))
    }
  }

  /// Judges a field code.
  mutating func noteField(_ code: String) {
    let words = code.split(maxSplits: 1, whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\u{A0}" })
    guard let first = words.first?.uppercased(), first == "DDE" || first == "DDEAUTO", words.count == 2,
      CommandWords.startsProgram(String(words[1]))
    else { return }
    found(.ddeCommand, code)
  }
}
