/// Many phrases that are looked for in one walk over a text.
///
/// Phrases are tried only where a word begins, and only those that share the first two bytes with what stands there; so
/// the walk costs about a step a byte, however many phrases there are.
struct PhraseIndex: Sendable {
  private let phrases: [[UInt8]]
  private let byStart: [UInt16: [Int]]

  /// Indexes phrases of two bytes or more, written as the text will be.
  init(_ phrases: [[UInt8]]) {
    self.phrases = phrases
    var byStart: [UInt16: [Int]] = [:]
    for (number, phrase) in phrases.enumerated() where phrase.count >= 2 {
      byStart[UInt16(phrase[0]) << 8 | UInt16(phrase[1]), default: []].append(number)
    }
    self.byStart = byStart
  }

  /// Calls `found` with the number of each phrase, and the place behind it, wherever one stands at the start of a word.
  ///
  /// `found` returns where the walk goes on, at or behind the given place; nil ends it.
  func search(_ text: [UInt8], found: (_ phrase: Int, _ end: Int) -> Int?) {
    var at = 0
    while at + 1 < text.count {
      guard at == 0 || Self.beginsWord(text[at], after: text[at - 1]),
        let candidates = byStart[UInt16(text[at]) << 8 | UInt16(text[at + 1])]
      else {
        at += 1
        continue
      }
      var next = at + 1
      for number in candidates where text[at...].starts(with: phrases[number]) {
        guard let goesOn = found(number, at + phrases[number].count) else { return }
        next = max(next, goesOn)
        if next > at + 1 { break }
      }
      at = next
    }
  }

  /// A word begins behind anything that is neither letter nor digit; scripts without blanks begin one anywhere.
  private static func beginsWord(_ byte: UInt8, after previous: UInt8) -> Bool {
    if byte >= 0xE0 { return true }
    return !isWordByte(previous)
  }

  /// Whether a byte is part of a word: a letter, a digit, or part of a character beyond ASCII.
  static func isWordByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte)
  }
}
