import ByteReading

/// Phrases that are looked for all at once, without regard to the case of ASCII letters.
///
/// One pass over the bytes whatever the number of phrases: three tables say which phrases have a byte at their first,
/// second and third place, and only where one phrase is in all three it is compared. Searching for each phrase by itself
/// took twelve to twenty passes over every module and form, and a copy in lower case before.
struct PhraseSet {
  /// Most phrases of a set.
  static let most = 64

  private let phrases: [[UInt8]]
  /// For each byte the phrases that have it there, as bits; the three places one behind the other.
  private let masks: [UInt64]

  /// Takes phrases in lower case of three bytes or more; others are left out.
  init(_ texts: [String]) {
    phrases = texts.prefix(Self.most).map { Array($0.utf8) }
    var masks = [UInt64](repeating: 0, count: 3 * 256)
    for (number, phrase) in phrases.enumerated() where phrase.count >= 3 {
      for place in 0..<3 {
        let byte = Int(phrase[place])
        masks[place * 256 + byte] |= 1 << UInt64(number)
        if byte >= 0x61, byte <= 0x7A { masks[place * 256 + byte - 0x20] |= 1 << UInt64(number) }
      }
    }
    self.masks = masks
  }

  /// The phrase by that number.
  func text(_ number: Int) -> String { String(decoding: phrases[number], as: UTF8.self) }

  /// The numbers of the phrases that stand anywhere in the bytes before `end`, in the order of the set.
  func numbers(in bytes: [UInt8], to end: Int = .max) -> [Int] {
    let found = bits(in: bytes, to: min(end, bytes.count))
    return phrases.indices.filter { found & 1 << UInt64($0) != 0 }
  }

  /// The first phrase of the set that stands anywhere in the bytes.
  func first(in bytes: [UInt8]) -> String? {
    let found = bits(in: bytes, to: bytes.count)
    return found == 0 ? nil : text(found.trailingZeroBitCount)
  }

  // Unsafe by need: this runs over every byte of modules, forms and texts. The masks have three times 256 places and a
  // byte no more values; the index of the bytes runs to the third from the end, and a phrase is compared by checked reads.
  private func bits(in bytes: [UInt8], to end: Int) -> UInt64 {
    var found: UInt64 = 0
    guard end >= 3, end <= bytes.count else { return found }
    bytes.withUnsafeBufferPointer { text in
      masks.withUnsafeBufferPointer { masks in
        for at in 0..<end - 2 {
          var maybe = masks[Int(text[at])] & masks[256 + Int(text[at + 1])] & masks[512 + Int(text[at + 2])] & ~found
          while maybe != 0 {
            let number = maybe.trailingZeroBitCount
            maybe &= maybe &- 1
            if stands(number, at: at, in: bytes, to: end) { found |= 1 << UInt64(number) }
          }
        }
      }
    }
    return found
  }

  private func stands(_ number: Int, at start: Int, in bytes: [UInt8], to end: Int) -> Bool {
    let phrase = phrases[number]
    guard phrase.count <= end - start else { return false }
    return zip(phrase, bytes[start...]).allSatisfy { $0 == $1.lowercasedASCII }
  }
}
