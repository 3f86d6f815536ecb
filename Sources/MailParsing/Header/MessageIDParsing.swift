import MailModel

/// Message identifiers (RFC 5322 §3.6.4), also where brackets are missing or prose stands around them.
public enum MessageIDParsing {
  /// What an identifier field gave.
  public struct Outcome: Sendable, Hashable {
    /// The identifiers in order.
    public var ids: [MessageID] = []
    /// Whether the field holds something else, or the brackets are missing.
    public var isMalformed = false
    /// Whether there were more identifiers than wanted.
    public var isCut = false
    /// Where the first identifier in brackets stands.
    var first: Range<Int>?
  }

  /// The identifier of a Message-ID field; nil where the field is blank.
  static func single(_ body: ByteView) -> (id: MessageID?, isMalformed: Bool) {
    let outcome = list(body, limit: 1)
    let isMalformed = outcome.isMalformed || outcome.isCut
    if let first = outcome.first { return (MessageID(withoutBlanks(own(body[first]))), isMalformed) }
    if let id = outcome.ids.first { return (id, isMalformed) }
    var whole = body.trimmed(0..<body.count)
    while body[whole.lowerBound] == 0x3C, !whole.isEmpty { whole = whole.lowerBound + 1..<whole.upperBound }
    while !whole.isEmpty, body[whole.upperBound - 1] == 0x3E { whole = whole.lowerBound..<whole.upperBound - 1 }
    whole = body.trimmed(whole)
    guard !whole.isEmpty else { return (nil, true) }
    return (MessageID(HeaderText.string(body[whole]).text), true)
  }

  /// The identifiers of an In-Reply-To or References field, at most `limit`.
  ///
  /// Where anything stands in brackets, only that is an identifier; else the words are, if each of them could be one.
  static func list(_ body: ByteView, limit: Int) -> Outcome {
    var outcome = Outcome()
    var at = 0
    var sawBracket = false
    while at < body.count {
      let byte = body[at]
      if byte == 0x28 {
        at = CommentScanner.end(of: body, from: at)
        continue
      }
      if byte == 0x22, let close = body.firstIndex(of: 0x22, from: at + 1, to: at + 1_000) {
        outcome.isMalformed = true
        at = close + 1
        continue
      }
      guard byte == 0x3C else {
        if !ASCII.isSpace(byte), byte != 0x2C { outcome.isMalformed = true }
        at += 1
        continue
      }
      var close = at + 1
      while close < body.count, body[close] != 0x3E, body[close] != 0x3C { close += 1 }
      if body[close] != 0x3E { outcome.isMalformed = true }
      let content = body.trimmed(at + 1..<close)
      if !content.isEmpty {
        sawBracket = true
        guard outcome.ids.count < limit else {
          outcome.isCut = true
          return outcome
        }
        if outcome.first == nil { outcome.first = content }
        outcome.ids.append(MessageID(withoutBlanks(body[content])))
      }
      at = body[close] == 0x3E ? close + 1 : close
    }
    if !sawBracket { readWords(body, limit: limit, into: &outcome) }
    return outcome
  }

  /// A message's own identifier ends where its domain ends (RFC 5322 §3.6.4): before a blank or a second `@`.
  private static func own(_ bytes: ByteView) -> ByteView {
    guard bytes[0] != 0x22, let at = bytes.firstIndex(of: 0x40) else { return bytes }
    var end = at + 1
    while end < bytes.count, ASCII.isSpace(bytes[end]) { end += 1 }
    while end < bytes.count, !ASCII.isSpace(bytes[end]), bytes[end] != 0x40 { end += 1 }
    return bytes[0..<end]
  }

  /// The text between brackets; blanks that folding put into it are no part of it.
  private static func withoutBlanks(_ bytes: ByteView) -> String {
    let text = HeaderText.string(bytes).text
    guard bytes.firstIndex(of: 0x20) != nil || bytes.firstIndex(of: 0x09) != nil else { return text }
    return String(decoding: text.utf8.filter { !ASCII.isSpace($0) }, as: UTF8.self)
  }

  private static func readWords(_ body: ByteView, limit: Int, into outcome: inout Outcome) {
    var words: [Range<Int>] = []
    var at = 0
    while at < body.count {
      while at < body.count, isSeparator(body[at]) { at += 1 }
      // `mailto:` before an identifier is a mail program's mistake.
      if body.matches(lowercase: "mailto:", at: at) { at += 7 }
      let start = at
      var hasAt = false
      while at < body.count, !isSeparator(body[at]) {
        if body[at] == 0x40 { hasAt = true }
        at += 1
      }
      guard start < at else { continue }
      guard hasAt else {
        outcome.isMalformed = true
        return
      }
      guard words.count < limit else {
        outcome.isCut = true
        break
      }
      words.append(start..<at)
    }
    if !words.isEmpty { outcome.isMalformed = true }
    outcome.ids = words.map { MessageID(HeaderText.string(body[$0]).text) }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    ASCII.isSpace(byte) || byte == 0x2C || byte == 0x3B || byte == 0x3E
  }
}
