/// Many phrases that are looked for in one walk over a text.
///
/// Only those are tried that share the first two bytes with what stands at a place; so the walk costs about a step a
/// byte, however many phrases there are.
struct PhraseIndex: Sendable {
  private let phrases: [[UInt8]]
  /// Phrases by a slot for their first two bytes, each slot's in their order.
  private let numbers: [Int]
  /// Where each slot begins in `numbers`, and where the last one ends.
  private let starts: [Int]

  private static let slots = 1024

  /// Indexes phrases of two bytes or more, written as the text will be.
  init(_ phrases: [[UInt8]]) {
    self.phrases = phrases
    var slots = [[Int]](repeating: [], count: Self.slots)
    for (number, phrase) in phrases.enumerated() where phrase.count >= 2 {
      slots[Self.slot(phrase[0], phrase[1])].append(number)
    }
    var starts = [0]
    for slot in slots { starts.append((starts.last ?? 0) + slot.count) }
    self.starts = starts
    numbers = slots.flatMap { $0 }
  }

  private static func slot(_ first: UInt8, _ second: UInt8) -> Int {
    (Int(first) &* 37 ^ Int(second) &* 5) & (slots - 1)
  }

  /// Calls `found` with the number of each phrase, and the place behind it, wherever one stands at the start of a word.
  ///
  /// `found` returns where the walk goes on, at or behind the given place; nil ends it.
  func search(_ text: [UInt8], found: (_ phrase: Int, _ end: Int) -> Int?) {
    var at = 0
    while at + 1 < text.count {
      guard at == 0 || Self.beginsWord(text[at], after: text[at - 1]) else {
        at += 1
        continue
      }
      let slot = Self.slot(text[at], text[at + 1])
      var next = at + 1
      for place in starts[slot]..<starts[slot + 1] {
        let phrase = phrases[numbers[place]]
        guard ByteSearch.stands(phrase, in: text, at: at) else { continue }
        guard let goesOn = found(numbers[place], at + phrase.count) else { return }
        next = max(next, goesOn)
        if next > at + 1 { break }
      }
      at = next
    }
  }

  /// The lowest number of the phrases that occur anywhere, within words too; nil where none does.
  func lowest(in text: [UInt8]) -> Int? {
    var lowest: Int?
    for at in text.indices.dropLast() {
      let slot = Self.slot(text[at], text[at + 1])
      for place in starts[slot]..<starts[slot + 1] where numbers[place] < lowest ?? .max {
        if ByteSearch.stands(phrases[numbers[place]], in: text, at: at) { lowest = numbers[place] }
      }
    }
    return lowest
  }

  /// A word begins behind anything that is neither letter nor digit; scripts without blanks begin one anywhere.
  private static func beginsWord(_ byte: UInt8, after previous: UInt8) -> Bool {
    if byte >= 0xE0 { return true }
    return !isWordByte(previous)
  }

  /// Whether a byte is part of a word: a letter, a digit, or part of a character beyond ASCII.
  static func isWordByte(_ byte: UInt8) -> Bool { byte >= 0x80 || byte.isAlphanumeric }
}
