/// uuencode (POSIX `uuencode`, both algorithms), as a transfer encoding or inside text.
enum UUEncode {
  /// A `begin` line found in text, and the lines behind it.
  struct Block {
    /// The name on the `begin` line.
    var name: Range<Int>
    /// From the `begin` line to behind the `end` line.
    var range: Range<Int>
    /// The encoded lines.
    var lines: Range<Int>
    /// Whether an `end` line closes the block.
    var isClosed: Bool
    /// Whether the lines are base64 (`begin-base64`, closed by `====`).
    var isBase64 = false
  }

  /// The first block at or behind `start`; nil where there is none.
  static func block(in text: ByteView, from start: Int) -> Block? {
    var at = start
    while at < text.count {
      guard let found = text.firstIndex(of: "begin", from: at) else { return nil }
      at = found + 5
      guard found == 0 || text[found - 1] == ASCII.lineFeed || text[found - 1] == ASCII.carriageReturn else { continue }
      let isBase64 = text.matches(lowercase: "-base64", at: at)
      var cursor = skipBlanks(text, isBase64 ? at + 7 : at)
      guard ASCII.isBlank(text[cursor - 1]) else { continue }
      let mode = cursor
      while (0x30...0x37).contains(text[cursor]) { cursor += 1 }
      guard (2...6).contains(cursor - mode), ASCII.isBlank(text[cursor]) else { continue }
      let lineEnd = text.firstIndex(of: ASCII.lineFeed, from: cursor, to: text.count) ?? text.count
      let name = unquoted(text, text.trimmed(cursor..<lineEnd))
      guard !name.isEmpty, lineEnd < text.count else { continue }
      let (end, range, isClosed) =
        isBase64 ? base64Lines(in: text, from: lineEnd + 1) : encodedLines(in: text, from: lineEnd + 1)
      guard range.count > 1 else { continue }
      return Block(name: name, range: found..<end, lines: range, isClosed: isClosed, isBase64: isBase64)
    }
    return nil
  }

  private static func skipBlanks(_ text: ByteView, _ start: Int) -> Int {
    var at = start
    while ASCII.isBlank(text[at]) { at += 1 }
    return at
  }

  private static func unquoted(_ text: ByteView, _ name: Range<Int>) -> Range<Int> {
    guard name.count > 2, text[name.lowerBound] == 0x22, text[name.upperBound - 1] == 0x22 else { return name }
    return name.lowerBound + 1..<name.upperBound - 1
  }

  private static func base64Lines(in text: ByteView, from start: Int) -> (end: Int, lines: Range<Int>, Bool) {
    var at = start
    while at < text.count {
      let lineEnd = text.firstIndex(of: ASCII.lineFeed, from: at, to: text.count) ?? text.count
      let line = text[text.trimmed(at..<lineEnd)]
      if line.equals(lowercase: "====") { return (min(lineEnd + 1, text.count), start..<at, true) }
      guard line.firstIndex(where: { Base64.value($0) == nil && $0 != 0x3D }) == nil else { break }
      at = min(lineEnd + 1, text.count)
    }
    return (at, start..<at, false)
  }

  private static func encodedLines(in text: ByteView, from start: Int) -> (end: Int, lines: Range<Int>, Bool) {
    var at = start
    while at < text.count {
      let lineEnd = text.firstIndex(of: ASCII.lineFeed, from: at, to: text.count) ?? text.count
      let next = min(lineEnd + 1, text.count)
      let line = text.trimmed(at..<lineEnd)
      if text[line].equals(lowercase: "end") { return (next, start..<at, true) }
      let length = Int(text[at] &- 0x20) & 0x3F
      let isData = text[at] >= 0x20 && text[at] <= 0x60 && (lineEnd - at) + 4 >= (length + 2) / 3 * 4
      let isEmpty = line.isEmpty
      if !isData && !isEmpty { return (at, start..<at, false) }
      at = next
    }
    return (at, start..<at, false)
  }

  /// Appends the bytes that a block of `text` stands for; returns whether it is whole.
  static func decode(_ block: Block, of text: ByteView, into output: OutputBuffer) -> Bool {
    if block.isBase64 {
      return Base64.decode(text[block.lines], into: output, padding: .ends).isWell && block.isClosed
    }
    return decode(lines: text[block.lines], into: output) && block.isClosed
  }

  /// Appends the bytes that encoded lines stand for; returns whether each line had the length it states.
  static func decode(lines text: ByteView, into output: OutputBuffer) -> Bool {
    var isWell = true
    var at = 0
    while at < text.count {
      let lineEnd = text.firstIndex(of: ASCII.lineFeed, from: at, to: text.count) ?? text.count
      var contentEnd = lineEnd
      if contentEnd > at, text[contentEnd - 1] == ASCII.carriageReturn { contentEnd -= 1 }
      if contentEnd > at {
        var left = Int(text[at] &- 0x20) & 0x3F
        var cursor = at + 1
        while left > 0, cursor < contentEnd {
          let a = sextet(text, cursor, contentEnd), b = sextet(text, cursor + 1, contentEnd)
          let c = sextet(text, cursor + 2, contentEnd), d = sextet(text, cursor + 3, contentEnd)
          output.append(a << 2 | b >> 4)
          if left > 1 { output.append(b << 4 | c >> 2) }
          if left > 2 { output.append(c << 6 | d) }
          left -= 3
          cursor += 4
        }
        if left > 0 { isWell = false }
      }
      at = lineEnd + 1
    }
    return isWell
  }

  /// Appends what a whole uuencoded body stands for; without a `begin` line the lines are decoded as they are.
  static func decode(body: ByteView, into output: OutputBuffer) -> Bool {
    guard let block = block(in: body, from: 0) else { return decode(lines: body, into: output) }
    return decode(block, of: body, into: output)
  }

  private static func sextet(_ text: ByteView, _ index: Int, _ end: Int) -> UInt8 {
    index < end ? (text[index] &- 0x20) & 0x3F : 0
  }
}
