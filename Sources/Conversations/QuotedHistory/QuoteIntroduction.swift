/// The lines that introduce a quoted passage: what they say, and where they end.
struct QuoteIntroduction {
  var mark: QuotedBlock.Mark
  var author = ""
  var date = ""
  /// The first line behind the introduction.
  var end: Int

  /// Longer lines introduce nothing.
  private static let maximumLine = 400
  /// How many lines an attribution can be broken over.
  private static let maximumAttribution = 4
  private static let maximumHeaderLines = 12

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

  private init(mark: QuotedBlock.Mark, author: String = "", date: String = "", end: Int) {
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

  // MARK: Outlook's header lines

  private mutating func addHeaderBlock(in text: MessageLines) {
    var line = end
    while line < text.count, line < end + 3, text.trimmed(line).isEmpty { line += 1 }
    guard line < text.count, let block = Self.headerBlock(in: text, at: line) else { return }
    author = block.author
    date = block.date
    end = block.end
  }

  /// A line that names the author, and behind it two of date, recipients and subject.
  private static func headerBlock(in text: MessageLines, at line: Int) -> QuoteIntroduction? {
    guard let (first, author) = field(in: text, at: line), first == .from else { return nil }
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

  /// The field that a line names, and its value; stars of bold text in plain text are passed over.
  private static func field(in text: MessageLines, at line: Int) -> (QuoteWords.Field, String)? {
    let range = text.trimmed(line)
    guard !range.isEmpty, range.count <= 2_000 else { return nil }
    guard let colon = colon(in: text, range.lowerBound..<min(range.upperBound, range.lowerBound + 48)) else {
      return nil
    }
    let name = text.string(range.lowerBound..<colon.lowerBound).lowercased().filter { $0 != "*" }
    guard let field = QuoteWords.fields[name.trimmingBlanks()] else { return nil }
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

  // MARK: "On Tuesday Ann wrote:"

  /// One to four lines that end with a colon and say who wrote: by a word for writing, or by an address and a time.
  private static func attribution(in text: MessageLines, at line: Int) -> QuoteIntroduction? {
    guard let last = attributionEnd(in: text, from: line) else { return nil }
    let joined = (line...last).map { text.string(text.trimmed($0)) }.joined(separator: " ")
    guard last == line || beginsAttribution(joined) else { return nil }
    guard saysWrote(joined) || namesAddressAndTime(joined) else { return nil }
    // Without marks all that follows counts as quoted: then an address or a year must show that this is no prose.
    guard text.lastMarkedLine > last || joined.contains("@") || hasYear(joined) else { return nil }
    let (author, date) = authorAndDate(joined)
    return QuoteIntroduction(mark: .attributed, author: author, date: date, end: last + 1)
  }

  /// The first line from `line` on that ends with a colon, if a number or an address stands up to there.
  private static func attributionEnd(in text: MessageLines, from line: Int) -> Int? {
    for at in line..<min(line + maximumAttribution, text.count) {
      let range = text.trimmed(at)
      guard !range.isEmpty, range.count <= maximumLine, text.bytes[range.lowerBound] != 0x3E else { return nil }
      guard endsWithColon(text, range) else { continue }
      let all = text.bytes[text.trimmed(line).lowerBound..<range.upperBound]
      return all.contains { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x40 || $0 == 0x3C } ? at : nil
    }
    return nil
  }

  private static func endsWithColon(_ text: MessageLines, _ range: Range<Int>) -> Bool {
    let last = range.upperBound - 1
    if text.bytes[last] == 0x3A { return true }
    return range.count >= 3 && text.bytes[last] == 0x9A && text.bytes[last - 1] == 0xBC && text.bytes[last - 2] == 0xEF
  }

  /// Whether a line that runs on begins as attributions do: with a number, or a word for "on".
  private static func beginsAttribution(_ line: String) -> Bool {
    guard let first = line.first else { return false }
    if first.isNumber { return true }
    let word = line.prefix { !$0.isWhitespace }.lowercased()
    return QuoteWords.attributionStarts.contains(word)
  }

  /// `14 Sep 2021 at 8:03, Ann <ann@corp.example>:`, as Gmail writes it in languages without a verb.
  private static func namesAddressAndTime(_ line: String) -> Bool {
    let bytes = Array(line.utf8)
    guard line.contains("@"), line.hasSuffix(">:") || line.hasSuffix(">：") else { return false }
    var digits = 0
    var hasYear = false
    var hasTime = false
    for (index, byte) in bytes.enumerated() {
      guard byte >= 0x30, byte <= 0x39 else {
        if byte == 0x3A, digits == 1 || digits == 2, index + 2 < bytes.count,
          (0x30...0x39).contains(bytes[index + 1]), (0x30...0x39).contains(bytes[index + 2])
        {
          hasTime = true
        }
        digits = 0
        continue
      }
      digits += 1
      hasYear = hasYear || digits == 4
    }
    return hasYear && hasTime
  }

  private static func hasYear(_ line: String) -> Bool {
    var digits = 0
    for byte in line.utf8 {
      digits = byte >= 0x30 && byte <= 0x39 ? digits + 1 : 0
      if digits == 4 { return true }
    }
    return false
  }

  private static func saysWrote(_ line: String) -> Bool {
    var tail = line.utf8.suffix(120)
    while let last = tail.last, last == 0x3A || last == 0x20 { tail = tail.dropLast() }
    if tail.suffix(3).elementsEqual([0xEF, 0xBC, 0x9A]) { tail = tail.dropLast(3) }
    let words = tail.split(separator: 0x20).suffix(14).map { String(decoding: $0, as: UTF8.self).lowercased() }
    guard let last = words.last?.withoutNoBreakSpace else { return false }
    if QuoteWords.wrote.contains(last) { return true }
    if QuoteWords.wroteSuffixes.contains(where: { last.hasSuffix($0) }) { return true }
    return words.contains { QuoteWords.wroteBeforeName.contains($0) }
  }

  /// The author is the part with the address, or what follows the last date-like word; the date what precedes it.
  private static func authorAndDate(_ line: String) -> (String, String) {
    let words = line.split(separator: " ")
    guard let lastNumber = words.lastIndex(where: { word in word.contains { $0.isNumber } && !word.contains("@") })
    else { return (line, "") }
    let date = words[...lastNumber].joined(separator: " ")
    let author = words[(lastNumber + 1)...].joined(separator: " ")
    return (author, date)
  }
}

extension String {
  /// The text without the no-break spaces that French puts before a colon.
  fileprivate var withoutNoBreakSpace: String {
    var rest = self[...]
    while let last = rest.last, last == "\u{A0}" || last == "\u{202F}" { rest = rest.dropLast() }
    return String(rest)
  }

  /// The text without blanks at its ends.
  func trimmingBlanks() -> String {
    var rest = self[...]
    while let first = rest.first, first.isWhitespace { rest = rest.dropFirst() }
    while let last = rest.last, last.isWhitespace { rest = rest.dropLast() }
    return String(rest)
  }
}
