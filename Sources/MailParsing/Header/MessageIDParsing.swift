import MailModel

/// Message identifiers (RFC 5322 §3.6.4), also where brackets are missing or prose stands around them.
///
/// A message's own identifier and the mention of it in a reply go the same way, so that whatever was written between
/// the brackets gives equal strings in both places.
public enum MessageIDParsing {
  /// What an identifier field gave.
  public struct Outcome: Sendable, Hashable {
    /// The identifiers in order.
    public var ids: [MessageID] = []
    /// Whether the field holds something else, or the brackets are missing.
    public var isMalformed = false
    /// Whether there were more identifiers than wanted.
    public var isCut = false
  }

  /// The identifier of a Message-ID field, folding left in; nil where the field is blank.
  static func single(_ body: ByteView) -> (id: MessageID?, isMalformed: Bool) {
    let outcome = list(body, limit: 1)
    if let id = outcome.ids.first { return (id, outcome.isMalformed || outcome.isCut) }
    var whole = body.trimmed(0..<body.count)
    while body[whole.lowerBound] == 0x3C, !whole.isEmpty { whole = whole.lowerBound + 1..<whole.upperBound }
    while !whole.isEmpty, body[whole.upperBound - 1] == 0x3E { whole = whole.lowerBound..<whole.upperBound - 1 }
    guard let identifier = identifier(body[whole]) else { return (nil, true) }
    return (identifier.id, true)
  }

  /// The identifiers of an In-Reply-To or References field, folding left in, at most `limit`.
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
      if let identifier = identifier(body[at + 1..<close]) {
        sawBracket = true
        if !identifier.isWhole { outcome.isMalformed = true }
        guard outcome.ids.count < limit else {
          outcome.isCut = true
          return outcome
        }
        outcome.ids.append(identifier.id)
      }
      at = body[close] == 0x3E ? close + 1 : close
    }
    if !sawBracket { readWords(body, limit: limit, into: &outcome) }
    return outcome
  }

  /// The identifier that stands between brackets; nil where nothing does.
  ///
  /// Line ends and blanks that folding put into it are no part of it. It ends where its domain ends: before any other
  /// blank, a second `@` or a character that no domain has; `isWhole` says whether that is where the bracket stands.
  private static func identifier(_ bytes: ByteView) -> (id: MessageID, isWhole: Bool)? {
    let content = bytes[bytes.trimmed(0..<bytes.count)]
    guard !content.isEmpty else { return nil }
    let end = domainEnd(content)
    let text = HeaderText.string(content[0..<end]).text
    guard content[0..<end].firstIndex(where: ASCII.isSpace) != nil else {
      return (MessageID(text), end == content.count)
    }
    return (MessageID(String(decoding: text.utf8.filter { !ASCII.isSpace($0) }, as: UTF8.self)), false)
  }

  /// Where the domain ends; the end of the bytes where there is none.
  private static func domainEnd(_ bytes: ByteView) -> Int {
    var at = 0
    // A quoted left side may hold an `@` of its own.
    if bytes[0] == 0x22, let close = bytes.firstIndex(of: 0x22, from: 1, to: bytes.count) { at = close }
    guard let sign = bytes.firstIndex(of: 0x40, from: at, to: bytes.count) else { return bytes.count }
    var end = sign + 1
    while end < bytes.count, ASCII.isSpace(bytes[end]) { end += 1 }
    let start = end
    let isLiteral = bytes[start] == 0x5B
    while end < bytes.count {
      if ASCII.isSpace(bytes[end]) {
        guard let next = endOfFold(bytes, end) else { break }
        end = next
      } else if endsDomain(bytes[end]), !(isLiteral && bytes[end] == 0x3A) {
        break
      } else {
        end += 1
      }
    }
    // Where no domain stands behind the `@`, the rest is all that tells one identifier from another.
    return end > start ? end : bytes.count
  }

  /// The index behind blanks with a line end among them; nil where there is none.
  private static func endOfFold(_ bytes: ByteView, _ start: Int) -> Int? {
    var end = start
    var hasLineEnd = false
    while end < bytes.count, ASCII.isSpace(bytes[end]) {
      if bytes[end] == ASCII.lineFeed || bytes[end] == ASCII.carriageReturn { hasLineEnd = true }
      end += 1
    }
    return hasLineEnd ? end : nil
  }

  private static func endsDomain(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x28, 0x29, 0x2C, 0x3A, 0x3B, 0x40, 0x5C: true
    default: false
    }
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
    outcome.ids = words.compactMap { identifier(body[$0])?.id }
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    ASCII.isSpace(byte) || byte == 0x2C || byte == 0x3B || byte == 0x3E
  }
}
