import ByteReading

/// Evaluates the fields of a document far enough to see what DDE fields start: QUOTE spells text by character codes, SET
/// gives it a name, REF (or the name alone) puts it in (ECMA-376 part 1, §17.16.5).
struct WordFieldCodes {
  private static let deepest = 32
  private static let longest = 16_384
  private static let mostCodes = 2_000

  private struct Open {
    var code = ""
    /// Behind the separator stands the result, which is no code.
    var isResult = false
  }

  private var open: [Open] = []
  /// Characters that may still be evaluated: what a name stands for may be put in again and again.
  private var workLeft = 4 << 20
  private var bookmarks: [String: String] = [:]
  /// The codes of fields with everything put in, in the order in which they end.
  private(set) var codes: [String] = []

  /// A field begins.
  mutating func begin() {
    if open.count < Self.deepest { open.append(Open()) }
  }

  /// The result of the field at hand begins.
  mutating func separate() {
    if let last = open.indices.last { open[last].isResult = true }
  }

  /// Text of the document: part of a code where one is open.
  mutating func text(_ text: String) {
    guard let last = open.indices.last, !open[last].isResult, open[last].code.utf8.count < Self.longest else { return }
    open[last].code += text
  }

  /// The field at hand ends: what it stands for becomes part of the field around it.
  mutating func end() {
    guard let field = open.popLast() else { return }
    let value = evaluate(field.code)
    if let last = open.indices.last, !open[last].isResult, open[last].code.utf8.count < Self.longest {
      open[last].code += value
    }
  }

  /// A field whose code stands whole in one place.
  mutating func whole(_ code: String) {
    begin()
    text(code)
    end()
  }

  private mutating func evaluate(_ raw: String) -> String {
    guard workLeft > 0 else { return "" }
    workLeft -= raw.utf8.count
    let words = Self.words(raw)
    guard let name = words.first?.uppercased() else { return "" }
    switch name {
    case "QUOTE": return Self.spelled(words.dropFirst())
    case "SET":
      guard words.count > 1, bookmarks.count < 1_000 else { return "" }
      bookmarks[words[1].lowercased()] = words.dropFirst(2).joined(separator: " ")
      return ""
    case "REF": return words.count > 1 ? bookmarks[words[1].lowercased()] ?? "" : ""
    default:
      if words.count == 1, let value = bookmarks[name.lowercased()] { return value }
      let code = words.joined(separator: " ")
      if codes.count < Self.mostCodes { codes.append(code) }
      return ""
    }
  }

  /// Character codes become characters, all else stays.
  private static func spelled(_ words: ArraySlice<String>) -> String {
    var out = ""
    var wasCode = true
    for word in words {
      if let code = UInt32(word), code > 8, code < 0x11_0000, let scalar = Unicode.Scalar(code) {
        out.unicodeScalars.append(scalar)
        wasCode = true
      } else {
        out += (out.isEmpty || wasCode ? "" : " ") + word
        wasCode = false
      }
    }
    return out
  }

  /// Words and quoted texts, without their quotes.
  private static func words(_ code: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    for character in code.unicodeScalars {
      if character == "\"" || character == "\u{201C}" || character == "\u{201D}" {
        isQuoted.toggle()
      } else if !isQuoted, character.properties.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.unicodeScalars.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return words
  }
}
