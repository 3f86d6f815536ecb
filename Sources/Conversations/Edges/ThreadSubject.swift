/// A subject taken apart: the topic, and the prefixes that say reply or forward (after RFC 5256 §2.1).
///
/// Prefixes are known in some thirty languages, with counts (`Re[2]:`, `Re^3:`) and with a blank before the colon.
/// List tags come off before, between and after them.
public struct ThreadSubject: Sendable, Hashable {
  /// The topic: prefixes, list tags and "(fwd)" removed, blanks collapsed, lower-cased.
  public var base: String
  /// How many reply prefixes there are (`Re: Re:` is 2).
  public var replyPrefixes: Int
  /// How many forward prefixes there are.
  public var forwardPrefixes: Int

  /// What is looked at of a subject, in characters; real ones are far shorter.
  private static let maximumLength = 2_000
  /// How many prefixes and tags are taken off.
  private static let maximumPrefixes = 64

  /// Takes `subject` apart.
  public init(_ subject: String) {
    base = ""
    replyPrefixes = 0
    forwardPrefixes = 0
    let words = subject.prefix(Self.maximumLength).lowercased().split { $0.isWhitespace }
    var rest = Substring(words.joined(separator: " "))
    for _ in 0..<Self.maximumPrefixes {
      if takePrefix(from: &rest) || Self.takeTag(from: &rest) { continue }
      if takeForwardMark(from: &rest) { continue }
      break
    }
    base = String(rest)
  }

  /// Whether the subject says that the message answers another.
  public var isReply: Bool { replyPrefixes > 0 }

  /// Takes off `re:`, `aw :`, `re[2]:`, `fwd：`.
  private mutating func takePrefix(from rest: inout Substring) -> Bool {
    let head = rest.prefix(SubjectPrefixes.maximumLength + 8)
    guard let colon = head.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return false }
    var word = head[..<colon]
    while word.last == " " { word = word.dropLast() }
    word = Self.withoutCount(word)
    let key = String(word)
    if SubjectPrefixes.reply.contains(key) {
      replyPrefixes += 1
    } else if SubjectPrefixes.forward.contains(key) {
      forwardPrefixes += 1
    } else {
      return false
    }
    rest = rest[rest.index(after: colon)...].drop { $0 == " " }
    return true
  }

  /// `re[2]`, `re(2)`, `re^2` without the number.
  private static func withoutCount(_ word: Substring) -> Substring {
    var rest = word
    if rest.last == "]" || rest.last == ")" { rest = rest.dropLast() }
    let digits = rest.reversed().prefix { $0.isASCII && $0.isNumber }.count
    guard (1...3).contains(digits) else { return word }
    rest = rest.dropLast(digits)
    guard let last = rest.last, "[(^*".contains(last) else { return word }
    rest = rest.dropLast()
    while rest.last == " " { rest = rest.dropLast() }
    return rest.isEmpty ? word : rest
  }

  /// Takes off `[list]`, unless nothing else would be left.
  private static func takeTag(from rest: inout Substring) -> Bool {
    guard rest.first == "[", let end = rest.firstIndex(of: "]") else { return false }
    let inner = rest[rest.index(after: rest.startIndex)..<end]
    let after = rest[rest.index(after: end)...].drop { $0 == " " }
    guard !after.isEmpty, !inner.contains("[") else { return false }
    rest = after
    return true
  }

  /// Takes off a final `(fwd)`, and `[fwd: …]` around the whole.
  private mutating func takeForwardMark(from rest: inout Substring) -> Bool {
    if rest.hasSuffix("(fwd)") {
      rest = rest.dropLast(5)
      while rest.last == " " { rest = rest.dropLast() }
    } else if rest.hasPrefix("[fwd:"), rest.hasSuffix("]") {
      rest = rest.dropFirst(5).dropLast().drop { $0 == " " }
    } else {
      return false
    }
    forwardPrefixes += 1
    return true
  }
}
