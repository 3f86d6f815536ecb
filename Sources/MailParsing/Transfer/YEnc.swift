/// yEnc inside text (the yEnc draft 1.3 of Jürgen Helbing): `=ybegin`, encoded lines, `=yend`.
enum YEnc {
  /// A block found in text.
  struct Block {
    var name: Range<Int>
    var range: Range<Int>
    var lines: Range<Int>
    /// Where the block's bytes stand in the file, of which it may be a part; nil where it says nothing of that.
    var place: Range<Int>?
  }

  /// The first block at or behind `start`; nil where there is none.
  static func block(in text: ByteView, from start: Int) -> Block? {
    var at = start
    while at < text.count {
      guard let found = text.firstIndex(of: "=ybegin ", from: at) else { return nil }
      at = found + 8
      guard found == 0 || text[found - 1] == ASCII.lineFeed else { continue }
      guard let lineEnd = text.firstIndex(of: ASCII.lineFeed, from: at, to: text.count) else { return nil }
      let line = text[0..<lineEnd]
      // The name is the last item of the line, and may hold blanks.
      guard let name = line.firstIndex(of: "name=", from: at) else { continue }
      var linesStart = lineEnd + 1
      let place = partPlace(in: text, at: linesStart)
      if text.matches(lowercase: "=ypart ", at: linesStart) {
        linesStart = (text.firstIndex(of: ASCII.lineFeed, from: linesStart, to: text.count) ?? text.count - 1) + 1
      }
      let linesEnd = text.firstIndex(of: "\n=yend", from: linesStart - 1) ?? text.count
      let end = text.firstIndex(of: ASCII.lineFeed, from: linesEnd + 1, to: text.count).map { $0 + 1 } ?? text.count
      return Block(
        name: text.trimmed(name + 5..<lineEnd), range: found..<end,
        lines: min(linesStart, linesEnd)..<max(linesStart, linesEnd), place: place)
    }
    return nil
  }

  /// What a line `=ypart begin=1 end=256` says, counted from 0.
  private static func partPlace(in text: ByteView, at start: Int) -> Range<Int>? {
    guard text.matches(lowercase: "=ypart ", at: start) else { return nil }
    let end = text.firstIndex(of: ASCII.lineFeed, from: start, to: text.count) ?? text.count
    guard let first = number(behind: " begin=", in: text[start..<end]),
      let last = number(behind: " end=", in: text[start..<end]), first >= 1, last >= first
    else { return nil }
    return first - 1..<last
  }

  private static func number(behind name: StaticString, in line: ByteView) -> Int? {
    guard let found = line.firstIndex(of: name, from: 0) else { return nil }
    var at = found + name.utf8CodeUnitCount
    let start = at
    var number = 0
    while ASCII.isDigit(line[at]), at - start < 15 {
      number = number * 10 + Int(line[at] &- 0x30)
      at += 1
    }
    return at > start ? number : nil
  }

  /// Appends the bytes that encoded lines stand for.
  static func decode(lines text: ByteView, into output: OutputBuffer) {
    var at = 0
    while at < text.count {
      var byte = text[at]
      at += 1
      if byte == ASCII.lineFeed || byte == ASCII.carriageReturn { continue }
      if byte == 0x3D, at < text.count {
        byte = text[at] &- 64
        at += 1
      }
      output.append(byte &- 42)
    }
  }
}

extension ByteView {
  /// The first index at or behind `from` where the ASCII text `pattern` stands.
  func firstIndex(of pattern: StaticString, from: Int) -> Int? {
    pattern.withUTF8Buffer { firstIndex(of: ByteView(UnsafeRawBufferPointer($0)), from: from) }
  }
}
