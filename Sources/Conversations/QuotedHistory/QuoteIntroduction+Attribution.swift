// The lines that say who wrote what follows: "On Tuesday Ann wrote:".

extension QuoteIntroduction {
  /// How many lines an attribution can be broken over.
  private static let maximumAttribution = 4

  /// One to four lines that end with a colon and say who wrote: by a word for writing, or by an address and a time.
  static func attribution(in text: MessageLines, at line: Int) -> QuoteIntroduction? {
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

  /// The words without the verb, and without what stands on its far side.
  private static func author(in words: ArraySlice<Substring>) -> String {
    var words = words
    if let verb = words.lastIndex(where: { QuoteWords.wroteBeforeName.contains($0.lowercased()) }),
      verb + 1 < words.endIndex
    {
      words = words[(verb + 1)...]
    }
    while let last = words.last {
      var bare = last
      while let mark = bare.last, ":：\u{A0}".contains(mark) { bare = bare.dropLast() }
      let key = bare.lowercased()
      guard bare.isEmpty || QuoteWords.wrote.contains(key) || QuoteWords.auxiliaries.contains(key) else {
        return (words.dropLast() + [bare]).joined(separator: " ")
      }
      words = words.dropLast()
    }
    return ""
  }

  /// The author is what follows the last word with a number in it, the date what precedes that.
  ///
  /// An address can hold numbers too, and does not count.
  private static func authorAndDate(_ line: String) -> (String, String) {
    let words = line.split(separator: " ")
    guard let lastNumber = words.lastIndex(where: { word in word.contains { $0.isNumber } && !word.contains("@") })
    else { return (author(in: words[...]), "") }
    let date = words[...lastNumber].joined(separator: " ")
    return (author(in: words[(lastNumber + 1)...]), date)
  }
}

extension String {
  /// The text without the no-break spaces that French puts before a colon.
  fileprivate var withoutNoBreakSpace: String {
    var rest = self[...]
    while let last = rest.last, last == "\u{A0}" || last == "\u{202F}" { rest = rest.dropLast() }
    return String(rest)
  }
}
