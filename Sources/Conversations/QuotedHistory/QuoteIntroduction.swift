/// The lines that introduce a quoted passage: what they say, and where they end.
struct QuoteIntroduction {
  var mark: QuotedBlock.Mark
  var author = ""
  var date = ""
  /// The first line behind the introduction.
  var end: Int

  /// Longer lines introduce nothing.
  static let maximumLine = 400

  /// Reads the introduction that begins at a line; nil where none does.
  init?(in text: MessageLines, at line: Int) {
    let range = text.trimmed(line)
    guard !range.isEmpty, range.count <= Self.maximumLine else { return nil }
    if let mark = Self.dashedMark(in: text, range) {
      self.init(mark: mark, end: line + 1)
      addHeaderBlock(in: text)
    } else if let block = Self.headerBlock(in: text, at: line) {
      self = block
    } else if let attribution = Self.attribution(in: text, at: line) {
      self = attribution
    } else {
      return nil
    }
  }

  init(mark: QuotedBlock.Mark, author: String = "", date: String = "", end: Int) {
    self.mark = mark
    self.author = author
    self.date = date
    self.end = end
  }

  // MARK: "----- Original Message -----"

  private static func dashedMark(in text: MessageLines, _ range: Range<Int>) -> QuotedBlock.Mark? {
    guard range.count <= 120, range.count >= 4 else { return nil }
    let line = text.bytes[range]
    let first = line[range.lowerBound]
    let isDashed = isRule(first) && first == line[range.lowerBound + 1]
    // "Begin forwarded message:" stands without dashes, and so do some in scripts without case.
    guard isDashed || (line.last == 0x3A && first != 0x20) || first >= 0x80 else { return nil }
    var words = line.drop { isRule($0) }
    while let last = words.last, isRule(last) { words = words.dropLast() }
    guard words.count >= 6, isDashed == false || words.endIndex < range.upperBound else { return nil }
    let key = String(decoding: words, as: UTF8.self).lowercased()
    if QuoteWords.forwardMarks.contains(key) { return .forwarded }
    if isDashed, key.hasPrefix("forwarded by ") { return .forwarded }
    return isDashed && QuoteWords.originalMarks.contains(key) ? .original : nil
  }

  /// Whether the byte is one of which rules are drawn, or stands between a rule and its words.
  private static func isRule(_ byte: UInt8) -> Bool {
    byte == 0x2D || byte == 0x5F || byte == 0x2A || byte == 0x3D || byte == 0x3A || byte == 0x20
  }
}
