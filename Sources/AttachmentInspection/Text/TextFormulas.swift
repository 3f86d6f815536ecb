import ByteReading

extension Inspection {
  /// A cell of comma-separated values that starts a program by DDE: `=cmd|'/c calc'!A0`.
  mutating func inspectTextFormula(_ text: [UInt8]) {
    var from = 0
    var count = 0
    while count < 200, let bar = text.firstIndex(ofByte: 0x7C, from: from) {
      from = bar + 1
      count += 1
      var start = bar
      while start > 0, bar - start < 64, ![0x0A, 0x0D, 0x09, 0x2C, 0x3B, 0x22].contains(text[start - 1]) {
        start -= 1
      }
      let end = min(text.count, bar + 200)
      var cell = text.bytes(at: start, count: end - start)
      // A quoted cell, or the value of an attribute, ends with its quote; a doubled one is a part of it.
      if text.byte(at: start - 1) == 0x22,
        let quote = cell.indices.first(where: {
          cell[$0] == 0x22 && cell.byte(at: $0 + 1) != 0x22 && cell.byte(at: $0 - 1) != 0x22
        })
      {
        cell.removeLast(cell.count - quote)
      }
      let lead = cell.first { $0 != 0x22 && $0 != 0x20 }
      guard let lead, [0x3D, 0x2B, 0x2D, 0x40].contains(lead), cell.contains(0x21) else { continue }
      let formula = Array(cell.prefix { $0 != 0x0A }).lenientText
      if CommandWords.startsProgram(formula) { found(.ddeCommand, formula) }
    }
  }
}
