/// The clauses of a Received field (RFC 5321 §4.4), as runs of its bytes: what follows each word that opens one.
struct ReceivedClauses {
  /// The words that open a clause.
  enum Name: Int {
    case from = 1
    case by, with, id, `for`, via
  }

  /// What follows one of those words.
  struct Clause {
    /// Whether the field has the clause.
    var isOpened = false
    /// The words, one after the other.
    var words: [Range<Int>] = []
    /// Bytes of the words with a blank between each two.
    var length = 0
    /// The first comment, without its brackets.
    var comment: Range<Int>?
  }

  /// The field as far as it is read.
  let bytes: [UInt8]
  /// What stands before the first clause, then the clauses by name.
  private var clauses = [Clause](repeating: Clause(), count: 7)
  /// What stands behind the last semicolon: the date.
  private(set) var date: ArraySlice<UInt8>?

  /// Bytes of a field, and words and comments in it, that are read.
  private static let limits = (bytes: 2000, tokens: 64)
  /// Bytes after which a clause takes no further word.
  private static let clauseLength = 64

  subscript(name: Name) -> Clause { clauses[name.rawValue] }

  /// Takes an unfolded body apart.
  init(_ body: String) {
    bytes = body.bytes(atMost: Self.limits.bytes)
    let semicolon = bytes.lastIndex(of: 0x3B)
    if let semicolon { date = bytes[(semicolon + 1)...] }
    let end = semicolon ?? bytes.count
    var current = 0
    var tokens = 0
    var at = 0
    while at < end, tokens < Self.limits.tokens {
      let start = at
      if bytes[at] <= 0x20 {
        at += 1
        continue
      }
      tokens += 1
      if bytes[at] == 0x28 {
        at = endOfComment(at, before: end)
        if clauses[current].comment == nil { clauses[current].comment = start + 1..<max(start + 1, at - 1) }
      } else {
        while at < end, bytes[at] > 0x20, bytes[at] != 0x28 { at += 1 }
        take(start..<at, in: &current)
      }
    }
  }

  private mutating func take(_ word: Range<Int>, in current: inout Int) {
    if let name = Self.name(bytes[word]), !self[name].isOpened || name == .id {
      current = name.rawValue
      clauses[current].isOpened = true
    } else if current > 0, clauses[current].length < Self.clauseLength {
      clauses[current].length += word.count + (clauses[current].words.isEmpty ? 0 : 1)
      clauses[current].words.append(word)
    }
  }

  /// Where a comment ends that begins at `start`; comments nest (RFC 5322 §3.2.2).
  private func endOfComment(_ start: Int, before end: Int) -> Int {
    var depth = 0
    var at = start
    while at < end {
      if bytes[at] == 0x28 { depth += 1 }
      if bytes[at] == 0x29 { depth -= 1 }
      at += 1
      if depth == 0 { break }
    }
    return at
  }

  private static func name(_ word: ArraySlice<UInt8>) -> Name? {
    switch word.count {
    case 2 where word.equalsLowered("by"): .by
    case 2 where word.equalsLowered("id"): .id
    case 3 where word.equalsLowered("for"): .for
    case 3 where word.equalsLowered("via"): .via
    case 4 where word.equalsLowered("from"): .from
    case 4 where word.equalsLowered("with"): .with
    default: nil
    }
  }

  /// The bytes of a run as a text.
  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
