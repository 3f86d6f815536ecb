import ByteReading

/// Puts together what a script writes in pieces: joined literals, characters from numbers, escapes, names of constants.
///
/// One pass from the top; nothing is run. A name stands for what was last assigned to it as a constant.
struct LiteralFolding {
  static let longestText = 1 << 20
  private static let deepest = 12
  private static let mostNames = 4_000

  let text: [UInt8]
  let dialect: ScriptDialect
  /// The script with its expressions folded, as far as they are constant.
  private(set) var plain: [UInt8] = []
  /// The texts that came out of more than one piece.
  private(set) var texts: [[UInt8]] = []
  private var names: [String: [UInt8]] = [:]
  /// Bytes that expressions may still look at: what is nested badly is read again and again.
  var workLeft: Int
  private var at = 0
  private var textBytes = 0

  init(_ text: [UInt8], _ dialect: ScriptDialect) {
    self.text = text
    self.dialect = dialect
    workLeft = min(64 << 20, text.count.multipliedReportingOverflow(by: 12).partialValue)
    plain.reserveCapacity(text.count)
    run()
  }

  private mutating func run() {
    while let byte = text.byte(at: at) {
      guard plain.count < Self.longestText * 8 else { return }
      if skipComment(byte) { continue }
      if Self.isName(byte) || byte == 0x24 {
        name()
      } else if dialect.quotes.contains(byte) || byte == 0x5B || byte == 0x28 {
        if !expression(assigningTo: nil) { copy(1) }
      } else if byte == 0x60, dialect == .powershell {
        // A backtick before a letter of a word says nothing.
        at += 1
      } else {
        copy(1)
      }
    }
  }

  private mutating func copy(_ count: Int) {
    plain += text.bytes(at: at, count: count)
    at += count
  }

  private mutating func skipComment(_ byte: UInt8) -> Bool {
    let next = text.byte(at: at + 1)
    switch dialect {
    case .jscript:
      if byte == 0x2F, next == 0x2A {
        at = text.firstIndex(of: "*/", from: at + 2).map { $0 + 2 } ?? text.count
        return true
      }
      guard byte == 0x2F, next == 0x2F else { return false }
    case .vbscript: guard byte == 0x27 else { return false }
    case .powershell: guard byte == 0x23, at == 0 || TextSniffer.isBlank(text[at - 1]) else { return false }
    }
    at = text.firstIndex(ofByte: 0x0A, from: at) ?? text.count
    return true
  }

  /// A word: a call that decodes, the target of an assignment, or just a word.
  private mutating func name() {
    let end = wordEnd(at)
    var cursor = skipBlanks(end)
    var appends = false
    if text.byte(at: cursor) == 0x2B, text.byte(at: cursor + 1) == 0x3D {
      appends = true
      cursor += 1
    }
    if text.byte(at: cursor) == 0x3D, text.byte(at: cursor + 1) != 0x3D {
      let target = word(at, end)
      let start = skipBlanks(cursor + 1)
      copy(start - at)
      if !expression(assigningTo: (target, appends)) { names[target] = nil }
      return
    }
    if !expression(assigningTo: nil) { copy(max(1, end - at)) }
  }

  /// Folds the expression at hand; false where it is none, or one plain literal.
  private mutating func expression(assigningTo target: (name: String, appends: Bool)?) -> Bool {
    guard let value = sum(at, depth: 0) else { return false }
    if let target, names.count < Self.mostNames {
      if endsStatement(value.end) {
        let before = target.appends ? names[target.name] : []
        // What grows with every statement is copied with every statement.
        workLeft -= ((before?.count ?? 0) + value.bytes.count) / 8
        names[target.name] = workLeft > 0 ? before.map { Array(($0 + value.bytes).prefix(Self.longestText)) } : nil
      } else {
        names[target.name] = nil
      }
    }
    guard value.pieces > 1 else {
      copy(value.end - at)
      return true
    }
    // A call without a name before its bracket would read as another.
    let isArgument = text.byte(at: at) == 0x28
    plain += (isArgument ? [0x28, 0x22] : [0x22]) + value.bytes + (isArgument ? [0x22, 0x29] : [0x22])
    if value.bytes.count >= 3, texts.count < 2_000, textBytes < Self.longestText * 8 {
      texts.append(value.bytes)
      textBytes += value.bytes.count
    }
    at = value.end
    return true
  }

  private func endsStatement(_ end: Int) -> Bool {
    var cursor = end
    while let byte = text.byte(at: cursor), byte == 0x20 || byte == 0x09 { cursor += 1 }
    guard let byte = text.byte(at: cursor) else { return true }
    return [0x0A, 0x0D, 0x3B, 0x2C, 0x7D, 0x3A].contains(byte)
  }

  func word(_ start: Int, _ end: Int) -> String {
    let text = text.bytes(at: start, count: end - start).lenientText
    return dialect == .jscript ? text : text.lowercasedASCII
  }

  func value(ofName name: String) -> [UInt8]? { names[name] }

  /// The end of a name with its members: `a.b`, `[Text.Encoding]::ASCII` from behind the bracket.
  func wordEnd(_ start: Int) -> Int {
    var end = start
    if text.byte(at: end) == 0x24 { end += 1 }
    while let byte = text.byte(at: end), Self.isName(byte) || (byte >= 0x30 && byte <= 0x39) || byte == 0x24 {
      end += 1
    }
    return end
  }

  func skipBlanks(_ start: Int) -> Int {
    var at = start
    while let byte = text.byte(at: at) {
      if TextSniffer.isBlank(byte) {
        // A line end is the end of a statement where statements need no other.
        if dialect == .vbscript, byte == 0x0A { return at }
        at += 1
      } else if dialect == .vbscript, byte == 0x5F, let next = text.byte(at: at + 1), next == 0x0D || next == 0x0A {
        at += next == 0x0D ? 3 : 2
      } else {
        return at
      }
    }
    return at
  }

  static func isName(_ byte: UInt8) -> Bool {
    byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte >= 0x80
  }

  static func isTooDeep(_ depth: Int) -> Bool { depth > deepest }
}
