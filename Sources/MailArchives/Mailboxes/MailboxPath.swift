/// A path cut into the names of folders, as mail programs meant them.
struct MailboxPath {
  /// The names from the outermost to the innermost, the file's own last.
  var pieces: [String] = []

  init(_ path: String) {
    for piece in PathText.readable(path).split(whereSeparator: { $0 == "/" || $0 == "!" || $0 == "\\" }) {
      let name = Self.decodingUTF7(String(piece))
      // Maildir++ writes `.Sent.2021` for the folder `2021` in `Sent`.
      if name.hasPrefix("."), name.count > 2, !name.hasPrefix("..") {
        pieces += name.split(separator: ".").map(String.init)
      } else if name != ".", name != ".." {
        pieces.append(name)
      }
    }
  }

  /// The folders of a path whose last piece is a message where its name says so.
  static func folders(of path: String) -> [String] {
    let pieces = MailboxPath(path).pieces
    guard let last = pieces.last, isMessageName(last) else { return pieces }
    return pieces.dropLast()
  }

  private static func isMessageName(_ name: String) -> Bool {
    let lower = name.lowercased()
    return [".eml", ".emlx", ".msg"].contains { lower.hasSuffix($0) } || name.allSatisfy(\.isNumber)
      || name.contains(":2,")
  }

  private static let suffixes = [
    ".gz", ".zip", ".tar", ".tgz", ".mbox", ".mbx", ".mbs", ".sbd", ".imapmbox", ".eml", ".emlx", ".pst", ".ost",
    ".mail",
  ]

  /// The name without what says how the mail is kept.
  static func withoutSuffixes(_ name: String) -> String {
    var name = name[...]
    while let suffix = suffixes.first(where: { name.count > $0.count && name.lowercased().hasSuffix($0) }) {
      name = name.dropLast(suffix.count)
    }
    return String(name)
  }

  /// What the piece may name, in lower case, best first: the name itself, the name without a number that tells copies
  /// apart, and the last word behind `-`, `_` or `.` (`ann-sent.mbox`).
  static func names(in piece: String) -> [String] {
    let whole = withoutSuffixes(piece).lowercased()
    var names = [whole]
    let decorations: Set<Character> = [" ", "(", ")", "-", "_", "."]
    let bare = String(trimmingEnd(of: whole) { $0.isNumber || decorations.contains($0) })
    if !bare.isEmpty, bare != whole { names.append(bare) }
    let words = whole.replacing("_", with: " ")
    if words != whole { names.append(words) }
    if let last = bare.split(whereSeparator: { $0 == "-" || $0 == "_" || $0 == "." }).last, last.count < bare.count {
      names.append(String(last))
    }
    return names
  }

  private static func trimmingEnd(of text: String, where isDropped: (Character) -> Bool) -> Substring {
    var text = text[...]
    while let last = text.last, isDropped(last) { text.removeLast() }
    return text
  }

  // MARK: Addresses

  /// The first address in the piece, in lower case; nil where there is none.
  ///
  /// `ann@corp.example` may stand among other words, as exporters name files: `case-7-ann@corp.example-2021.mbox` is
  /// cut at the end of what can be a domain. `%40` and `_at_` stand for `@` too.
  static func address(in piece: String) -> String? {
    var text = withoutSuffixes(piece).lowercased()
    for sign in ["%40", "_at_"] where !text.utf8.contains(0x40) { text = text.replacing(sign, with: "@") }
    let bytes = Array(text.utf8)
    guard let at = bytes.firstIndex(of: 0x40) else { return nil }
    var start = at
    while start > 0, isLocal(bytes[start - 1]) { start -= 1 }
    var end = at + 1
    while end < bytes.count, isDomain(bytes[end]) { end += 1 }
    let local = bytes[start..<at].split(separator: 0x2E, omittingEmptySubsequences: false)
    var labels = bytes[(at + 1)..<end].split(separator: 0x2E, omittingEmptySubsequences: false)
    // What an exporter put behind the address: a hyphen and a number cannot stand in a top-level domain.
    if let last = labels.last, let hyphen = last.firstIndex(of: 0x2D), !last.starts(with: "xn--".utf8) {
      labels[labels.count - 1] = last[..<hyphen]
    }
    guard !local.contains(where: \.isEmpty), labels.count > 1, !labels.contains(where: \.isEmpty),
      let top = labels.last, top.count >= 2, top.contains(where: { !$0.isDigit })
    else { return nil }
    // A word and a hyphen before an address cannot be told from a local part; the local part is what is sure to be
    // one name: it is kept whole.
    return String(decoding: bytes[start..<at], as: UTF8.self) + "@"
      + labels.map { String(decoding: $0, as: UTF8.self) }.joined(separator: ".")
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isDigit || (0x61...0x7A).contains(byte) || [0x2E, 0x2D, 0x5F, 0x2B, 0x27].contains(byte)
  }

  private static func isDomain(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte.isDigit || (0x61...0x7A).contains(byte) || byte == 0x2E || byte == 0x2D
  }

  // MARK: IMAP's UTF-7

  /// Undoes modified UTF-7 (RFC 3501 §5.1.3), in which Maildir++ writes names; the name as it is where it is none.
  static func decodingUTF7(_ name: String) -> String {
    let bytes = Array(name.utf8)
    guard let first = bytes.firstIndex(of: 0x26), bytes[first...].contains(0x2D) else { return name }
    var units: [UInt16] = []
    var at = 0
    while at < bytes.count {
      guard bytes[at] == 0x26 else {
        guard bytes[at] < 0x80 else { return name }
        units.append(UInt16(bytes[at]))
        at += 1
        continue
      }
      guard let end = bytes[at...].firstIndex(of: 0x2D), let run = decodingBase64(bytes[(at + 1)..<end]) else {
        return name
      }
      units += end == at + 1 ? [0x26] : run
      at = end + 1
    }
    return String(validating: units, as: UTF16.self) ?? name
  }

  private static func decodingBase64(_ text: ArraySlice<UInt8>) -> [UInt16]? {
    var units: [UInt16] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in text {
      guard let value = byte.base64Value(last: 0x2C) else { return nil }
      bits = (bits << 6 | UInt32(value)) & 0x3F_FFFF
      count += 6
      if count >= 16 {
        count -= 16
        units.append(UInt16(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return units
  }
}
