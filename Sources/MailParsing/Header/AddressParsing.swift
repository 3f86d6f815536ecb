import MailModel

/// Address fields (RFC 5322 §3.4, §4.4) as mail programs and their users write them.
///
/// Groups are flattened, comments give the name where there is no other, routes are dropped; missing brackets and
/// commas are made up for.
public enum AddressParsing {
  /// What an address field gave.
  public struct Outcome: Sendable, Hashable {
    /// The mailboxes in order.
    public var addresses: [MailAddress] = []
    /// Whether something had to be guessed or left out.
    public var isMalformed = false
    /// Whether there were more mailboxes than wanted.
    public var isCut = false
  }

  /// Reads an unfolded field body; at most `limit` mailboxes.
  public static func addresses(in text: String, limit: Int = 20_000) -> Outcome {
    var text = text
    return text.withUTF8 { addresses(in: ByteView(UnsafeRawBufferPointer($0)), limit: limit) }
  }

  static func addresses(in body: ByteView, limit: Int) -> Outcome {
    addresses(in: body, limit: limit, from: .field)
  }

  /// Where the text comes from that is read.
  fileprivate enum Origin { case field, encodedWord }

  fileprivate static func addresses(in body: ByteView, limit: Int, from origin: Origin) -> Outcome {
    var reader = AddressReader(body: body, limit: limit, origin: origin)
    reader.read()
    return reader.outcome
  }
}

private struct AddressReader {
  let body: ByteView
  let limit: Int
  private let origin: AddressParsing.Origin
  var outcome = AddressParsing.Outcome()

  private var at = 0
  /// The words of the mailbox so far: display name, or an address without brackets.
  private var words: [UInt8] = []
  private var angle: Range<Int>?
  private var comment: Range<Int>?
  private var quotesAreOver = false
  private var hasQuotedLocalPart = false
  /// Whether a comma was taken for a part of the name.
  private var hasCommaInName = false
  private var isInGroup = false

  init(body: ByteView, limit: Int, origin: AddressParsing.Origin) {
    self.body = body
    self.limit = limit
    self.origin = origin
  }

  mutating func read() {
    while at < body.count {
      guard outcome.addresses.count < limit else {
        outcome.isCut = true
        return
      }
      let byte = body[at]
      switch byte {
      case 0x2C:
        if isUnfinishedName {
          words.append(0x2C)
          hasCommaInName = true
        } else {
          finish()
        }
        at += 1
      case 0x3B:
        // Outside a group it separates mailboxes only for some mail programs.
        if !isInGroup { outcome.isMalformed = true }
        isInGroup = false
        finish()
        at += 1
      case 0x3A where angle == nil && !words.contains(0x40):
        // What stands before the colon is the group's name.
        words.removeAll(keepingCapacity: true)
        comment = nil
        isInGroup = true
        at += 1
      case 0x28:
        let end = CommentScanner.end(of: body, from: at)
        if end == body.count, body[end - 1] != 0x29 { outcome.isMalformed = true }
        // A comment gives the name where it follows the address.
        if angle != nil || !words.isEmpty { comment = at + 1..<max(at + 1, body[end - 1] == 0x29 ? end - 1 : end) }
        at = end
      case 0x3C:
        if angle != nil {
          outcome.isMalformed = true
          finish()
        }
        readAngle()
      case 0x22 where quotesAreOver:
        at += 1
      case 0x22:
        startWord()
        readQuoted()
      case _ where ASCII.isSpace(byte):
        if let last = words.last, last != 0x20 { words.append(0x20) }
        at += 1
      case 0x3E:
        outcome.isMalformed = true
        at += 1
      default:
        startWord()
        readAtom()
      }
    }
    finish()
    // A name without an address is no mailbox, but better than nothing where it is all that stands there.
    if outcome.addresses.contains(where: { !$0.address.isEmpty }) { outcome.addresses.removeAll { $0.address.isEmpty } }
  }

  /// Whether the words before a comma are no address but part of a name: `"Ann", Example Ltd <ann@example.org>`.
  ///
  /// Several words without an `@` are no mailbox; a single one may be a local user.
  private var isUnfinishedName: Bool {
    guard angle == nil, !words.isEmpty, words.count < Self.longestName, !words.contains(0x40) else { return false }
    guard let first = words.firstIndex(of: 0x20) else { return false }
    return words[first...].contains { $0 != 0x20 && $0 != 0x2C }
  }

  private static let longestName = 256

  /// A word behind a bracketed address begins the next mailbox: the comma is missing.
  private mutating func startWord() {
    guard angle != nil else { return }
    outcome.isMalformed = true
    finish()
  }

  private mutating func readQuoted() {
    let start = at
    at += 1
    // A quoted local part keeps its quotes: `"john doe"@example.org`.
    var content: [UInt8] = []
    while at < body.count {
      let byte = body[at]
      at += 1
      if byte == 0x22 {
        if body[at] == 0x40 {
          words.append(contentsOf: body[start..<at].raw)
          hasQuotedLocalPart = true
        } else {
          words += content
        }
        return
      }
      if byte == 0x5C, at < body.count {
        content.append(body[at])
        at += 1
      } else {
        content.append(byte)
      }
    }
    // The quote never closes: it and all later ones are read as if they were not there.
    outcome.isMalformed = true
    quotesAreOver = true
    at = start + 1
  }

  private mutating func readAtom() {
    if body[at] == 0x3D, body[at + 1] == 0x3F, let end = encodedWordEnd() {
      words.append(contentsOf: body[at..<end].raw)
      at = end
      return
    }
    let start = at
    at += 1
    while at < body.count {
      switch body[at] {
      case 0x2C, 0x3B, 0x28, 0x3C, 0x22, 0x3E, 0x20, 0x09...0x0D:
        words.append(contentsOf: body[start..<at].raw)
        return
      case 0x3A where angle == nil:
        words.append(contentsOf: body[start..<at].raw)
        // `mailto:a@b` and `[IPv6:…]` are no groups.
        if body[start] == 0x5B || words.contains(0x40) {
          words.append(0x3A)
          at += 1
        }
        return
      default:
        at += 1
      }
    }
    words.append(contentsOf: body[start..<at].raw)
  }

  /// The end of an encoded word at `at`, whatever specials it holds; words are short (RFC 2047 §2 says 75).
  private func encodedWordEnd() -> Int? {
    var marks = 0
    var index = at + 2
    let end = min(body.count, at + 256)
    while index < end, !ASCII.isSpace(body[index]) {
      if body[index] == 0x3F {
        marks += 1
        if marks >= 3, body[index + 1] == 0x3D { return index + 2 }
      }
      index += 1
    }
    return nil
  }

  private mutating func readAngle() {
    let start = at + 1
    var index = start
    // A comma ends an address that is whole: the bracket was forgotten.
    var hasAt = false
    while index < body.count {
      let byte = body[index]
      if byte == 0x22, let close = endOfQuotedPart(index) {
        index = close
      } else if byte == 0x3E || byte == 0x3C {
        break
      } else if byte == 0x2C, hasAt, body[start] != 0x40 {
        break
      } else if byte == 0x40 {
        hasAt = true
      }
      index += 1
    }
    index = min(index, body.count)
    if body[index] != 0x3E { outcome.isMalformed = true }
    angle = start..<index
    at = body[index] == 0x3E ? index + 1 : index
  }

  /// The closing quote of a quoted part of a local part that opens at `start`; nil where the quote is a stray.
  private func endOfQuotedPart(_ start: Int) -> Int? {
    var index = start + 1
    let end = min(body.count, start + Self.longestName)
    while index < end {
      if body[index] == 0x5C {
        index += 1
      } else if body[index] == 0x22 {
        let next = body[index + 1]
        return next == 0x40 || next == 0x2E || next == 0x3E || ASCII.isSpace(next) ? index : nil
      }
      index += 1
    }
    return nil
  }

  private mutating func finish() {
    defer {
      words.removeAll(keepingCapacity: true)
      angle = nil
      comment = nil
      hasQuotedLocalPart = false
      hasCommaInName = false
    }
    while words.last == 0x20 { words.removeLast() }
    if let angle {
      let address = addressText(angle)
      var name = decoded(words)
      if name.isEmpty, let comment { name = decoded(Array(body[body.trimmed(comment)].raw)) }
      if address.isEmpty, name.isEmpty { return }
      if !AddressSyntax.isWell(address) { outcome.isMalformed = true }
      if isWithoutLocalPart(address) { return }
      outcome.addresses.append(MailAddress(name: name, address: address))
      return
    }
    guard !words.isEmpty else { return }
    finishUnbracketed()
  }

  /// Whether an address begins with its `@`: what is left of one that was broken.
  private mutating func isWithoutLocalPart(_ address: String) -> Bool {
    guard address.utf8.first == 0x40 else { return false }
    outcome.isMalformed = true
    return true
  }

  private mutating func finishUnbracketed() {
    if hasCommaInName {
      // No bracket came: the commas separate mailboxes after all.
      hasCommaInName = false
      let mailboxes = words.split(separator: 0x2C)
      for mailbox in mailboxes where outcome.addresses.count < limit {
        words = Array(mailbox.drop { $0 == 0x20 })
        while words.last == 0x20 { words.removeLast() }
        if !words.isEmpty { finishUnbracketed() }
      }
      return
    }
    let name = comment.map { decoded(Array(body[body.trimmed($0)].raw)) } ?? ""
    let blanks = words.filter { $0 == 0x20 }.count
    if blanks == 0 || hasQuotedLocalPart || isSpacedAddress() {
      var address = words
      if !hasQuotedLocalPart { address.removeAll { $0 == 0x20 } }
      let isEncoded = address.starts(with: [0x3D, 0x3F])
      let text = isEncoded ? decoded(address) : Self.text(address)
      if !AddressSyntax.isWell(text) { outcome.isMalformed = true }
      if isWithoutLocalPart(text) { return }
      if isEncoded, origin == .field, text.utf8.contains(0x3C), text.utf8.count <= 512 {
        // The whole mailbox stands in an encoded word, which RFC 2047 §5 forbids. What comes out of it is not decoded
        // again: it can be the very word that went in.
        outcome.isMalformed = true
        var decoded = text
        outcome.addresses += decoded.withUTF8 {
          let inner = ByteView(UnsafeRawBufferPointer($0))
          return AddressParsing.addresses(in: inner, limit: limit - outcome.addresses.count, from: .encodedWord)
            .addresses
        }
        return
      }
      outcome.addresses.append(MailAddress(name: name, address: text))
      return
    }
    // Several words without brackets: the words with an @ are the addresses, what stands before each is its name.
    outcome.isMalformed = true
    var pending: [ArraySlice<UInt8>] = []
    var found = false
    for word in words.split(separator: 0x20) {
      if word.contains(0x40), !word.starts(with: [0x3D, 0x3F]) {
        let address = word.filter { $0 != 0x5B && $0 != 0x5D && $0 != 0x22 && $0 != 0x27 }
        outcome.addresses.append(
          MailAddress(name: decoded(Array(pending.joined(separator: [0x20]))), address: Self.text(address)))
        pending = []
        found = true
        if outcome.addresses.count >= limit { return }
      } else {
        pending.append(word)
      }
    }
    if !found, !isEmptyList { outcome.addresses.append(MailAddress(name: decoded(words), address: "")) }
  }

  private var isEmptyList: Bool { words.allSatisfy { $0 == 0x20 || $0 == 0x2C } }

  /// Whether the blanks stand around the @ or the dots only, as in `john . doe @ example.org` (RFC 5322 §4.4).
  private func isSpacedAddress() -> Bool {
    guard words.contains(0x40) else { return false }
    for index in words.indices where words[index] == 0x20 {
      let before = index > 0 ? words[index - 1] : 0
      let after = index + 1 < words.count ? words[index + 1] : 0
      let joins = before == 0x40 || before == 0x2E || after == 0x40 || after == 0x2E
      if !joins { return false }
    }
    return true
  }

  /// Whether the bytes between the brackets are the address as it is: no blanks, comments, quotes, route or encoding.
  private func isSimple(_ range: Range<Int>) -> Bool {
    guard body[range.lowerBound] != 0x40, body[range.lowerBound] != 0x3D else { return false }
    for index in range {
      switch body[index] {
      case 0...0x20, 0x22, 0x28, 0x3A, 0x3B: return false
      default: continue
      }
    }
    return true
  }

  private mutating func addressText(_ range: Range<Int>) -> String {
    if isSimple(range) { return HeaderText.string(body[range]).text }
    var start = range.lowerBound
    // An obsolete route `@a,@b:` (RFC 5322 §4.4).
    let trimmed = body.trimmed(range)
    if body[trimmed.lowerBound] == 0x40, let colon = body.firstIndex(of: 0x3A, from: start, to: range.upperBound) {
      start = colon + 1
    }
    var out: [UInt8] = []
    var index = start
    var commentsAreOver = false
    var hasAt = false
    // The numbers of a literal, `[IPv6:…]`, have colons.
    var isLiteral = false
    while index < range.upperBound {
      let byte = body[index]
      if byte == 0x22, !hasAt, let close = endOfQuotedPart(index), close < range.upperBound {
        out.append(contentsOf: body[index..<close + 1].raw)
        index = close + 1
        continue
      }
      if byte == 0x40 { hasAt = true }
      if byte == 0x5B, hasAt { isLiteral = true }
      if byte == 0x3B || (hasAt && byte == 0x22) || (hasAt && byte == 0x3A && !isLiteral) {
        // No domain has it: the address ends here.
        outcome.isMalformed = true
        break
      }
      if byte == 0x28, !commentsAreOver {
        let end = CommentScanner.end(of: body[0..<range.upperBound], from: index)
        if body[end - 1] == 0x29 {
          index = end
          continue
        }
        // It never closes: it is read as it stands, and no later one is looked for.
        commentsAreOver = true
      }
      if !ASCII.isSpace(byte) { out.append(byte) }
      index += 1
    }
    if out.starts(with: Array("mailto:".utf8)) { out.removeFirst(7) }
    return out.starts(with: [0x3D, 0x3F]) ? decoded(out) : Self.text(out)
  }

  private func decoded(_ bytes: [UInt8]) -> String {
    let (text, _) = bytes.withUnsafeBytes { HeaderDecoding.decode(ByteView($0)) }
    return text
  }

  private static func text(_ bytes: some Collection<UInt8>) -> String {
    let bytes = Array(bytes)
    return bytes.withUnsafeBytes { HeaderText.string(ByteView($0)).text }
  }
}
