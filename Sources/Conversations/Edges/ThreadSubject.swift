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
    replyPrefixes = 0
    forwardPrefixes = 0
    base = ""
    let bytes = Array(Self.folded(subject).utf8)
    var rest = bytes[...]
    for _ in 0..<Self.maximumPrefixes {
      guard takePrefix(from: &rest) || Self.takeTag(from: &rest) || takeForwardMark(from: &rest) else { break }
    }
    base = String(decoding: rest, as: UTF8.self)
  }

  /// Whether the subject says that the message answers another.
  public var isReply: Bool { replyPrefixes > 0 }

  /// The subject in lower case, each run of blanks as one blank, none at the ends.
  private static func folded(_ subject: String) -> String {
    var folded = String.UnicodeScalarView()
    var isBlankDue = false
    var count = 0
    for scalar in subject.lowercased().unicodeScalars {
      if scalar == " " || (scalar.value < 0x21 || scalar.value > 0x7E) && scalar.properties.isWhitespace {
        isBlankDue = !folded.isEmpty
        continue
      }
      if isBlankDue { folded.append(" ") }
      isBlankDue = false
      folded.append(scalar)
      count += 1
      if count == maximumLength { break }
    }
    return String(folded)
  }

  /// Takes off `re:`, `aw :`, `re[2]:`, `fwd：`.
  private mutating func takePrefix(from rest: inout ArraySlice<UInt8>) -> Bool {
    guard let colon = Self.colon(in: rest.prefix(SubjectPrefixes.maximumBytes)) else { return false }
    let word = Self.withoutCount(Self.trimmed(rest[rest.startIndex..<colon.lowerBound]))
    let key = String(decoding: word, as: UTF8.self)
    if SubjectPrefixes.reply.contains(key) {
      replyPrefixes += 1
    } else if SubjectPrefixes.forward.contains(key) {
      forwardPrefixes += 1
    } else {
      return false
    }
    rest = rest[colon.upperBound...].drop { $0 == 0x20 }
    return true
  }

  /// The first colon, or full-width colon.
  private static func colon(in bytes: ArraySlice<UInt8>) -> Range<Int>? {
    for index in bytes.indices {
      if bytes[index] == 0x3A { return index..<index + 1 }
      if bytes[index] == 0xEF, bytes[index...].starts(with: [0xEF, 0xBC, 0x9A]) { return index..<index + 3 }
    }
    return nil
  }

  private static func trimmed(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var word = word.drop { $0 == 0x20 }
    while word.last == 0x20 { word = word.dropLast() }
    return word
  }

  /// `re[2]`, `re(2)`, `re^2` without the number.
  private static func withoutCount(_ word: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = word
    if rest.last == 0x5D || rest.last == 0x29 { rest = rest.dropLast() }
    var digits = 0
    while let last = rest.last, last >= 0x30, last <= 0x39, digits < 4 {
      digits += 1
      rest = rest.dropLast()
    }
    guard (1...3).contains(digits), let mark = rest.last, [0x5B, 0x28, 0x5E, 0x2A].contains(mark) else { return word }
    rest = trimmed(rest.dropLast())
    return rest.isEmpty ? word : rest
  }

  /// Takes off `[list]`, unless nothing else would be left.
  private static func takeTag(from rest: inout ArraySlice<UInt8>) -> Bool {
    guard rest.first == 0x5B, let end = rest.firstIndex(of: 0x5D) else { return false }
    let inner = rest[(rest.startIndex + 1)..<end]
    let after = rest[(end + 1)...].drop { $0 == 0x20 }
    guard !after.isEmpty, !inner.contains(0x5B) else { return false }
    rest = after
    return true
  }

  /// Takes off a final `(fwd)`, and `[fwd: …]` around the whole.
  private mutating func takeForwardMark(from rest: inout ArraySlice<UInt8>) -> Bool {
    if rest.suffix(5).elementsEqual("(fwd)".utf8) {
      rest = Self.trimmed(rest.dropLast(5))
    } else if rest.prefix(5).elementsEqual("[fwd:".utf8), rest.last == 0x5D {
      rest = Self.trimmed(rest.dropFirst(5).dropLast())
    } else {
      return false
    }
    forwardPrefixes += 1
    return true
  }
}
