/// What an expression of VBA is known to give.
enum VBAValue {
  case unknown
  case number(Int)
  case text(String)
  case array([VBAValue])

  /// As text, where it is known.
  var text: String? {
    switch self {
    case .text(let text): text
    case .number(let number): String(number)
    case .unknown, .array: nil
    }
  }

  /// As a whole number, where it is known; text with `&H` before it is hexadecimal.
  var number: Int? {
    switch self {
    case .number(let number): return number
    case .text(let text):
      // Most texts are none: what begins with a letter is told from a number without making another text.
      guard let first = text.utf8.first(where: { $0 != 0x20 }), first < 0x40 || first >= 0x80 else { return nil }
      let bare = text.filter { $0 != " " }
      let folded = bare.uppercased()
      if folded.hasPrefix("&H") { return Int(folded.dropFirst(2).prefix(8), radix: 16) }
      if folded.hasPrefix("&O") { return Int(folded.dropFirst(2).prefix(10), radix: 8) }
      return Int(bare.prefix { $0 != "." && $0 != "," }).map { max(-Self.bound, min(Self.bound, $0)) }
    case .unknown, .array: return nil
    }
  }

  /// Whether it is known to be true or false.
  var isTrue: Bool? {
    switch self {
    case .number(let number): number != 0
    case .text(let text): text.lowercased() == "true" ? true : text.lowercased() == "false" ? false : nil
    case .unknown, .array: nil
    }
  }

  /// Numbers are kept within this bound, so that no operation overflows.
  static let bound = 1 << 31

  static func bounded(_ number: Int) -> VBAValue { .number(max(-bound, min(bound, number))) }
}
