import ByteReading

/// Functions of VBA that take text apart and put it together ([MS-VBAL] §6.1.2).
enum VBAFunctions {
  static let longestText = 65_536

  /// The value of a call; nil where the word is no function of text or numbers.
  static func value(of function: VBAKeyword, _ arguments: [VBAValue]) -> VBAValue? {
    func text(_ index: Int) -> String? { index < arguments.count ? arguments[index].text : nil }
    func number(_ index: Int) -> Int? { index < arguments.count ? arguments[index].number : nil }
    func scalars(_ index: Int) -> [Unicode.Scalar]? { text(index).map { Array($0.unicodeScalars) } }
    switch function {
    case .chr, .chrw, .chrb:
      guard let code = number(0), let scalar = Unicode.Scalar(UInt32(truncatingIfNeeded: code & 0xFFFF)) else {
        return .unknown
      }
      return .text(String(Character(scalar)))
    case .asc, .ascw, .ascb:
      return scalars(0)?.first.map { .number(Int($0.value)) } ?? .unknown
    case .strreverse: return scalars(0).map { string($0.reversed()) } ?? .unknown
    case .len, .lenb: return scalars(0).map { .number($0.count) } ?? .unknown
    case .lcase: return text(0).map { .text($0.lowercased()) } ?? .unknown
    case .ucase: return text(0).map { .text($0.uppercased()) } ?? .unknown
    case .trim, .ltrim, .rtrim:
      return text(0).map { .text($0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")) }
        ?? .unknown
    case .cstr, .str, .cvar: return text(0).map { .text($0) } ?? .unknown
    case .cint, .clng, .cbyte, .val, .int, .fix, .cdbl, .abs: return number(0).map { .number($0) } ?? .unknown
    case .hex: return number(0).map { .text(String(max(0, $0), radix: 16, uppercase: true)) } ?? .unknown
    case .mid, .midb:
      guard let all = scalars(0), let start = number(1) else { return .unknown }
      let rest = all.dropFirst(max(0, min(start - 1, all.count)))
      return string(arguments.count > 2 ? Array(rest.prefix(max(0, number(2) ?? 0))) : Array(rest))
    case .left: return slice(scalars(0), number(1)) { Array($0.prefix($1)) }
    case .right: return slice(scalars(0), number(1)) { Array($0.suffix($1)) }
    case .space: return number(0).map { .text(String(repeating: " ", count: max(0, min($0, 4_096)))) } ?? .unknown
    case .string:
      guard let count = number(0), let piece = text(1)?.unicodeScalars.first else { return .unknown }
      return .text(String(repeating: String(Character(piece)), count: max(0, min(count, 4_096))))
    case .replace:
      guard let all = text(0), let old = text(1), let new = text(2) else { return .unknown }
      return .text(replaced(all, old, new))
    case .split:
      guard let all = text(0) else { return .unknown }
      return .array(split(all, by: text(1) ?? " ").map { .text($0) })
    case .join:
      guard case .array(let values)? = arguments.first else { return .unknown }
      let pieces = values.compactMap(\.text)
      guard pieces.count == values.count else { return .unknown }
      return .text(bounded(pieces.joined(separator: text(1) ?? " ")))
    case .array: return .array(arguments)
    case .instr:
      let at = arguments.count > 2 ? 1 : 0
      guard let hay = text(at), let needle = text(at + 1) else { return .unknown }
      let bytes = Array(hay.utf8)
      return .number(bytes.firstIndex(of: Array(needle.utf8)).map { $0 + 1 } ?? 0)
    case .environ: return text(0).map { .text("%" + $0 + "%") } ?? .unknown
    case .ubound:
      guard case .array(let values)? = arguments.first else { return .unknown }
      return .number(values.count - 1)
    case .lbound: return .number(0)
    case .sgn: return number(0).map { .number($0.signum()) } ?? .unknown
    default: return nil
    }
  }

  private static func slice(
    _ scalars: [Unicode.Scalar]?, _ count: Int?, _ cut: ([Unicode.Scalar], Int) -> [Unicode.Scalar]
  ) -> VBAValue {
    guard let scalars, let count else { return .unknown }
    return string(cut(scalars, max(0, count)))
  }

  private static func string(_ scalars: [Unicode.Scalar]) -> VBAValue {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return .text(String(view))
  }

  static func bounded(_ text: String) -> String {
    text.utf8.count > longestText ? String(decoding: Array(text.utf8.prefix(longestText)), as: UTF8.self) : text
  }

  private static func replaced(_ text: String, _ old: String, _ new: String) -> String {
    let (all, wanted, fresh) = (Array(text.utf8), Array(old.utf8), Array(new.utf8))
    guard !wanted.isEmpty else { return text }
    var out: [UInt8] = []
    var at = 0
    while let found = all.firstIndex(of: wanted, from: at), out.count < longestText {
      out += all[at..<found] + fresh
      at = found + wanted.count
    }
    return bounded(String(decoding: out + all[at...], as: UTF8.self))
  }

  private static func split(_ text: String, by separator: String) -> [String] {
    let (all, mark) = (Array(text.utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [text] }
    var pieces: [String] = []
    var at = 0
    while pieces.count < 8_192, let found = all.firstIndex(of: mark, from: at) {
      pieces.append(String(decoding: all[at..<found], as: UTF8.self))
      at = found + mark.count
    }
    pieces.append(String(decoding: all[at...], as: UTF8.self))
    return pieces
  }
}
