/// What a text is about, and in which language it is written: as far as single words show it.
struct TextProfile {
  /// The language by its two letters of ISO 639-1; nil where the text is too short or mixed.
  var language: String?
  /// Fingerprints of the beginnings of words that tell the matter, the `limit` smallest, sorted, each once.
  var topics: [UInt32] = []

  /// Fingerprints kept.
  static let limit = 48
  /// Letters in the shortest word that tells a matter.
  private static let shortest = 5
  /// Letters by which words are told apart: languages bend the ends of theirs.
  private static let stem = 6
  /// Words of a language that show it.
  private static let fewest = 3

  /// Reads a text in the form of `PhraseText.normalised`.
  init(_ text: [UInt8]) {
    var counts = [Int](repeating: 0, count: Self.languages.count)
    var scripts = ScriptCount()
    var seen: Set<UInt32> = []
    var at = 0
    while at < text.count {
      guard PhraseIndex.isWordByte(text[at]) else {
        at += 1
        continue
      }
      let start = at
      while at < text.count, PhraseIndex.isWordByte(text[at]) { at += 1 }
      let word = text[start..<at]
      scripts.take(word)
      guard word.count <= 48, let key = Self.key(word) else { continue }
      if let languages = Self.functionWords[key] {
        for language in languages { counts[language] += 1 }
      } else if let topic = Self.topic(word), !Self.everyday.contains(topic) {
        seen.insert(topic)
      }
    }
    topics = Array(seen.sorted().prefix(Self.limit))
    language = scripts.language ?? Self.language(of: counts)
  }

  /// The fingerprints of a subject's words.
  static func topics(ofSubject subject: String) -> [UInt32] { TextProfile(PhraseText.normalised(subject)).topics }

  private static func language(of counts: [Int]) -> String? {
    let ranked = counts.indices.sorted { (counts[$1], $0) < (counts[$0], $1) }
    guard ranked.count >= 2, counts[ranked[0]] >= fewest, counts[ranked[0]] * 2 >= counts[ranked[1]] * 3 else {
      return nil
    }
    return languages[ranked[0]]
  }

  /// The fingerprint of a word that may tell a matter; nil for short words and numbers.
  private static func topic(_ word: ArraySlice<UInt8>) -> UInt32? {
    var letters = 0
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for at in word.indices {
      let byte = word[at]
      if byte.isDigit { return nil }
      if byte & 0xC0 != 0x80 { letters += 1 }
      if letters <= stem { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    }
    guard letters >= shortest else { return nil }
    let mixed = hash ^ hash >> 32
    return UInt32(truncatingIfNeeded: mixed ^ mixed >> 17)
  }

  private static func key(_ word: ArraySlice<UInt8>) -> UInt64? {
    word.isEmpty ? nil : word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static let languages = FunctionWords.lists.map(\.language)

  private static let functionWords: [UInt64: [Int]] = {
    var table: [UInt64: [Int]] = [:]
    for (number, list) in FunctionWords.lists.enumerated() {
      for word in Set(list.words.split(whereSeparator: \.isWhitespace)) {
        if let key = key(Array(word.utf8)[...]) { table[key, default: []].append(number) }
      }
    }
    return table
  }()

  private static let everyday = Set(
    FunctionWords.everyday.split(whereSeparator: \.isWhitespace).compactMap { topic(Array($0.utf8)[...]) })
}

/// Letters by script, for the scripts that one language alone uses in mail.
private struct ScriptCount {
  private var counts = [Int](repeating: 0, count: Script.allCases.count)
  private var words = 0

  private enum Script: Int, CaseIterable {
    case greek, hebrew, arabic, kana, hangul, han

    var language: String {
      switch self {
      case .greek: "el"
      case .hebrew: "he"
      case .arabic: "ar"
      case .kana: "ja"
      case .hangul: "ko"
      case .han: "zh"
      }
    }
  }

  /// Counts a word by the first byte of its first letter beyond ASCII (RFC 3629 §3).
  mutating func take(_ word: ArraySlice<UInt8>) {
    words += 1
    guard let first = word.firstIndex(where: { $0 >= 0xC0 }) else { return }
    switch word[first] {
    case 0xCE, 0xCF: note(.greek)
    case 0xD6, 0xD7: note(.hebrew)
    case 0xD8...0xDB: note(.arabic)
    case 0xEA...0xED: note(.hangul)
    case 0xE3...0xE9: note(Self.holdsKana(word) ? .kana : .han, word)
    default: break
    }
  }

  /// Whether a word holds Hiragana or Katakana (U+3040 to U+30FF): the signs of CJK punctuation lie before them.
  private static func holdsKana(_ word: ArraySlice<UInt8>) -> Bool {
    zip(word, word.dropFirst()).contains { $0 == 0xE3 && (0x81...0x83).contains($1) }
  }

  /// Words of scripts without blanks are sentences: they count by their length.
  private mutating func note(_ script: Script, _ word: ArraySlice<UInt8> = []) {
    counts[script.rawValue] += max(1, word.count / 6)
  }

  /// The language of the script in which most is written; nil for scripts of several languages.
  var language: String? {
    guard let best = counts.indices.max(by: { counts[$0] < counts[$1] }), counts[best] >= 3,
      counts[best] * 2 >= words
    else { return nil }
    // Kana stand among Han: both together are Japanese.
    let han = Script.han.rawValue
    if best == han, counts[Script.kana.rawValue] * 5 >= counts[han] { return Script.kana.language }
    return Script(rawValue: best)?.language
  }
}
