// The header lines that Outlook, and those who copied it, put above a quoted message.

extension QuoteIntroduction {
  private static let maximumHeaderLines = 12

  mutating func addHeaderBlock(in text: MessageLines) {
    var line = end
    while line < text.count, line < end + 3, text.trimmed(line).isEmpty { line += 1 }
    guard line < text.count, let block = Self.headerBlock(in: text, at: line) else { return }
    author = block.author
    date = block.date
    end = block.end
  }

  /// A line that names the author, and behind it two of date, recipients and subject.
  static func headerBlock(in text: MessageLines, at line: Int) -> QuoteIntroduction? {
    guard canNameAuthor(text, line), let (first, author) = field(in: text, at: line), first == .from else {
      return nil
    }
    var block = QuoteIntroduction(mark: .headerBlock, author: author, end: line + 1)
    var seen: Set<QuoteWords.Field> = [.from]
    var at = line + 1
    while at < text.count, at <= line + maximumHeaderLines {
      let range = text.trimmed(at)
      if range.isEmpty {
        // Reducing HTML to text can leave blank lines between the fields.
        if seen.contains(.subject) || at > line + maximumHeaderLines - 2 { break }
        if at + 1 < text.count, field(in: text, at: at + 1) == nil { break }
      } else if let (name, value) = field(in: text, at: at) {
        if !seen.insert(name).inserted { break }
        if name == .date { block.date = value }
        block.end = at + 1
      } else if seen.contains(.subject) {
        break
      }
      at += 1
    }
    let found = seen.intersection([.date, .to, .subject])
    return found.count >= 2 ? block : nil
  }

  /// Whether the first byte of a line is one with which words for the author begin: a look at one byte spares most lines
  /// the reading.
  private static func canNameAuthor(_ text: MessageLines, _ line: Int) -> Bool {
    guard let first = text.bytes[text.trimmed(line)].first else { return false }
    let isLetter = first | 0x20 >= 0x61 && first | 0x20 <= 0x7A
    return !isLetter || QuoteWords.fromInitials.contains(first | 0x20)
  }

  /// The field that a line names, and its value; stars of bold text in plain text are passed over.
  private static func field(in text: MessageLines, at line: Int) -> (QuoteWords.Field, String)? {
    let range = text.trimmed(line)
    guard !range.isEmpty, range.count <= 2_000 else { return nil }
    guard let colon = colon(in: text, range.lowerBound..<min(range.upperBound, range.lowerBound + 48)) else {
      return nil
    }
    let name = text.bytes[range.lowerBound..<colon.lowerBound].filter { $0 != 0x2A }
    guard let field = QuoteWords.fields[String(decoding: name, as: UTF8.self).lowercased().trimmingBlanks()] else {
      return nil
    }
    let value = text.string(text.trimmed(colon.upperBound..<range.upperBound))
    return (field, String(value.drop { $0 == "*" || $0 == " " }))
  }

  /// A colon, or the full-width one.
  private static func colon(in text: MessageLines, _ range: Range<Int>) -> Range<Int>? {
    for index in range {
      if text.bytes[index] == 0x3A { return index..<index + 1 }
      if text.bytes[index] == 0xEF, index + 2 < range.upperBound, text.bytes[index + 1] == 0xBC,
        text.bytes[index + 2] == 0x9A
      {
        return index..<index + 3
      }
    }
    return nil
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate func trimmingBlanks() -> String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
