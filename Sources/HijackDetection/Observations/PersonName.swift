/// A person's display name in the form in which names are compared.
struct PersonName {
  /// Words in lower case, sorted, so that `Doe, Ann` and `Ann Doe` are one.
  let key: String

  /// Reads a display name; nil where it does not name one person: fewer than two words, or an address.
  ///
  /// What lists and systems add is dropped: `via …`, `(…)`, quotes.
  init?(_ name: String) {
    var text = name.lowercased()
    if let via = ByteSearch.first(" via ", in: Array(text.utf8)) {
      text = String(decoding: Array(text.utf8).prefix(via), as: UTF8.self)
    }
    var words: [String] = []
    var depth = 0
    for word in text.split(whereSeparator: { " ,;\"'\t".contains($0) }).prefix(12) {
      if word.hasPrefix("(") || word.hasPrefix("[") { depth = 1 }
      if depth == 0, word.utf8.contains(0x40) { return nil }
      if depth == 0, word.utf8.count > 1 { words.append(String(word)) }
      if word.hasSuffix(")") || word.hasSuffix("]") { depth = 0 }
    }
    guard words.count >= 2, words.reduce(0, { $0 + $1.utf8.count }) >= 6 else { return nil }
    key = words.sorted().joined(separator: " ")
  }
}
