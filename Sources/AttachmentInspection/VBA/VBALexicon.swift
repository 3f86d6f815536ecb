import ByteReading

/// A word of VBA source: two are equal where they are the same but for the case of their letters.
struct VBAWord: Hashable {
  /// Its number in the lexicon.
  let number: UInt32
  /// What it means, where it is one of the words that are known.
  let keyword: VBAKeyword?

  static func == (left: VBAWord, right: VBAWord) -> Bool { left.number == right.number }

  func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// The words and literals of the modules that are judged together.
///
/// Source is words, and nearly all of them stand in it many times: each is kept once, and by its number it is compared,
/// looked up and counted. With a text for each a third of the time of an inspection went to making, hashing and
/// comparing them.
struct VBALexicon {
  /// Where the probing of a table ends: what collides more often was made to, and goes to a table that cannot be
  /// foreseen.
  private static let mostProbes = 24

  /// For each place of the table one more than the number of the word that is there; zero where none is.
  private var slots = [UInt32](repeating: 0, count: 1_024)
  private var words: [VBAWord] = []
  /// The letters of all words in lower case, one behind the other, and where each ends.
  private var letters: [UInt8] = []
  private var ends: [Int] = []
  private var collided: [[UInt8]: VBAWord] = [:]
  /// The text of each literal, doubled quotes undone.
  private(set) var literals: [String] = []

  /// A lexicon with the keywords, which come first.
  init() { self = Self.keywords }

  private init(keywords: [VBAKeyword]) {
    for keyword in keywords {
      let letters = Array(String(describing: keyword).utf8)
      _ = word(letters, 0..<letters.count, hash: Self.hash(of: letters), keyword: keyword)
    }
  }

  private static let keywords = VBALexicon(keywords: VBAKeyword.allCases)

  /// How many words there are; each number is below.
  var count: Int { words.count }

  /// The word that stands in a range of the source; `hash` is that of its letters in lower case.
  mutating func word(_ source: [UInt8], _ range: Range<Int>, hash: UInt64) -> VBAWord {
    word(source, range, hash: hash, keyword: nil)
  }

  /// The word of those letters (in lower case); nil where the source has it nowhere.
  func known(_ text: Substring) -> VBAWord? {
    let letters = Array(text.utf8)
    let (place, word) = find(letters, 0..<letters.count, hash: Self.hash(of: letters))
    return word ?? (place == nil ? collided[letters] : nil)
  }

  /// The word in lower case.
  func text(of word: VBAWord) -> String {
    letters.bytes(at: start(of: word.number), count: length(of: word.number)).lenientText
  }

  /// Keeps a literal and gives its number.
  mutating func add(literal: String) -> UInt32 {
    literals.append(literal)
    return UInt32(clamping: literals.count - 1)
  }

  /// The text of a literal.
  func literal(_ number: UInt32) -> String { Int(number) < literals.count ? literals[Int(number)] : "" }

  /// Takes one letter (in lower case) into a hash (FNV-1a).
  @inline(__always)
  static func hash(_ hash: UInt64, _ letter: UInt8) -> UInt64 { (hash ^ UInt64(letter)) &* 0x100_0000_01B3 }

  static let emptyHash: UInt64 = 0xCBF2_9CE4_8422_2325

  private static func hash(of letters: [UInt8]) -> UInt64 { letters.reduce(emptyHash, hash) }

  private mutating func word(
    _ source: [UInt8], _ range: Range<Int>, hash: UInt64, keyword: VBAKeyword?
  ) -> VBAWord {
    let (place, known) = find(source, range, hash: hash)
    if let known { return known }
    let letters = source[range].map(\.lowercasedASCII)
    if place == nil, let known = collided[letters] { return known }
    let word = VBAWord(number: UInt32(clamping: words.count), keyword: keyword)
    words.append(word)
    self.letters += letters
    ends.append(self.letters.count)
    if let place { slots[place] = word.number + 1 } else { collided[letters] = word }
    if words.count * 2 > slots.count { grow() }
    return word
  }

  /// The word, or the free place that is its own; neither where the places from its own on are taken by others.
  private func find(_ source: [UInt8], _ range: Range<Int>, hash: UInt64) -> (place: Int?, word: VBAWord?) {
    var place = Self.place(of: hash, in: slots.count)
    for _ in 0..<Self.mostProbes {
      let slot = slots[place]
      if slot == 0 { return (place, nil) }
      if stands(slot - 1, source, range) { return (place, words[Int(slot - 1)]) }
      place = (place + 1) & (slots.count - 1)
    }
    return (nil, nil)
  }

  private static func place(of hash: UInt64, in count: Int) -> Int {
    Int(truncatingIfNeeded: hash ^ hash >> 32) & (count - 1)
  }

  private func stands(_ number: UInt32, _ source: [UInt8], _ range: Range<Int>) -> Bool {
    guard length(of: number) == range.count else { return false }
    var at = start(of: number)
    for index in range {
      guard letters[at] == source[index].lowercasedASCII else { return false }
      at += 1
    }
    return true
  }

  private func start(of number: UInt32) -> Int { number == 0 ? 0 : ends[Int(number) - 1] }

  private func length(of number: UInt32) -> Int { ends[Int(number)] - start(of: number) }

  /// Doubles the table.
  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for word in words {
      let start = start(of: word.number)
      let own = Array(letters[start..<start + length(of: word.number)])
      // What finds no place here either stays where it was, or goes to the table of those that collide.
      if let place = find(own, 0..<own.count, hash: Self.hash(of: own)).place {
        slots[place] = word.number + 1
        collided[own] = nil
      } else {
        collided[own] = word
      }
    }
  }
}
