/// What stands around a `From ` line: the line before it, and the header below it.
struct SeparatorEvidence {
  /// How far behind the line's start the evidence may reach, in bytes; the line itself included.
  static let lookahead = 4_096
  /// How many bytes before the line are looked at: CR LF CR LF.
  static let lookbehind = 4
  private static let maximumLines = 12

  /// When the fields of the header below are counted: it is most of the work.
  enum FieldCounting {
    case always
    /// Only where the next line does not settle whether a message follows.
    case whereInDoubt
  }

  /// What the next line is.
  enum Follower {
    /// A header field: a name, blanks perhaps, a colon.
    case headerField
    /// The end of the file.
    case endOfFile
    /// Another line that looks like a separator.
    case separator
    case blankLine
    case other
  }

  var line: SeparatorLine
  /// Whether a blank line precedes, or nothing at all.
  var followsBlankLine: Bool
  var follower: Follower
  /// What follows a blank line, where the next line is one.
  var afterBlankLine: Follower
  /// How many header fields that mail programs write stand below, each name counted once, before the first blank line;
  /// 0 where they were not counted.
  var mailFields: Int

  /// Looks around the `From ` line at `start`; nil where the line is no separator by its form.
  ///
  /// `bytes` reaches to the end of the file, or `lookahead` bytes behind `start` and `lookbehind` before it.
  /// - Parameter isAtFileStart: no message can precede the line.
  init?(in bytes: Span<UInt8>, at start: Int, terminator: UInt8, isAtFileStart: Bool, counting: FieldCounting) {
    let horizon = min(bytes.count, start + Self.lookahead)
    let lineEnd = Self.lineEnd(in: bytes, from: start, horizon: horizon, terminator: terminator)
    guard let line = SeparatorLine(in: bytes, from: start, to: lineEnd) else { return nil }
    self.line = line
    followsBlankLine = isAtFileStart || Self.followsBlankLine(in: bytes, at: start, terminator: terminator)
    mailFields = 0
    afterBlankLine = .other
    var at = lineEnd + 1
    follower = Self.follower(in: bytes, at: at, horizon: horizon, terminator: terminator)
    if follower == .blankLine {
      at = Self.lineEnd(in: bytes, from: at, horizon: horizon, terminator: terminator) + 1
      afterBlankLine = Self.follower(in: bytes, at: at, horizon: horizon, terminator: terminator)
    }
    if counting == .always || follower == .blankLine || follower == .other {
      countMailFields(in: bytes, from: at, horizon: horizon, terminator: terminator)
    }
  }

  /// Whether this is a separator of a file of that form.
  func isSeparator(in form: MboxForm) -> Bool {
    guard form.accepts(line) else { return false }
    if form.spacing == .anywhere && !followsBlankLine { return mailFields >= 2 }
    return followsBlankLine && isFollowedByMessage(in: form)
  }

  /// Whether what follows can be a message of a file of that form.
  func isFollowedByMessage(in form: MboxForm) -> Bool {
    switch follower {
    case .headerField, .endOfFile, .separator: true
    case .blankLine:
      form.isConstant(line) || mailFields > 0 || afterBlankLine == .endOfFile || afterBlankLine == .separator
    case .other: form.isConstant(line) || mailFields > 0
    }
  }

  private mutating func countMailFields(in bytes: Span<UInt8>, from start: Int, horizon: Int, terminator: UInt8) {
    var at = start
    var seen = MailFieldNames.Seen()
    for _ in 0..<Self.maximumLines where at < horizon {
      let end = Self.lineEnd(in: bytes, from: at, horizon: horizon, terminator: terminator)
      if Self.isBlankLine(in: bytes, from: at, to: end) { break }
      if let name = Self.fieldName(in: bytes, from: at, to: end) { seen.note(name, in: bytes) }
      at = end + 1
    }
    mailFields = seen.count
  }

  /// Whether the header below the line at `start` is that of a bounce: sent by the daemon, or to be answered to nobody
  /// (RFC 5321 §6.1, RFC 3834 §3).
  static func isBounce(in bytes: Span<UInt8>, belowLineAt start: Int, terminator: UInt8) -> Bool {
    let horizon = min(bytes.count, start + lookahead)
    var at = lineEnd(in: bytes, from: start, horizon: horizon, terminator: terminator) + 1
    while at < horizon {
      let end = lineEnd(in: bytes, from: at, horizon: horizon, terminator: terminator)
      if isBlankLine(in: bytes, from: at, to: end) { return false }
      let value = (at..<end).map { bytes[$0].lowercased }
      for mark in ["mailer-daemon", "return-path: <>", "auto-submitted: auto-", "postmaster@"]
      where value.offset(of: Array(mark.utf8), from: 0) != nil { return true }
      at = end + 1
    }
    return false
  }

  private static func follower(in bytes: Span<UInt8>, at start: Int, horizon: Int, terminator: UInt8) -> Follower {
    guard start < horizon else { return start >= bytes.count ? .endOfFile : .other }
    let end = lineEnd(in: bytes, from: start, horizon: horizon, terminator: terminator)
    if isBlankLine(in: bytes, from: start, to: end) { return .blankLine }
    if fieldName(in: bytes, from: start, to: end) != nil { return .headerField }
    return SeparatorLine(in: bytes, from: start, to: end) == nil ? .other : .separator
  }

  /// The name of the header field that the line writes; nil where it writes none (RFC 5322 §2.2, §4.5).
  static func fieldName(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    var index = start
    while index < end, bytes[index].isFieldNameByte { index += 1 }
    let name = start..<index
    while index < end, bytes[index].isBlank { index += 1 }
    guard !name.isEmpty, index < end, bytes[index] == 0x3A else { return nil }
    return name
  }

  /// The index of the byte that ends the line; `horizon` where none does.
  static func lineEnd(in bytes: Span<UInt8>, from start: Int, horizon: Int, terminator: UInt8) -> Int {
    guard start < horizon, horizon <= bytes.count else { return max(horizon, start) }
    let next = bytes.withUnsafeBytes { all in
      LineScan.nextLine(in: UnsafeRawBufferPointer(rebasing: all[..<horizon]), after: start, terminator: terminator)
    }
    return next.map { $0 - 1 } ?? horizon
  }

  private static func isBlankLine(in bytes: Span<UInt8>, from start: Int, to end: Int) -> Bool {
    start == end || (end == start + 1 && bytes[start] == 0x0D)
  }

  private static func followsBlankLine(in bytes: Span<UInt8>, at start: Int, terminator: UInt8) -> Bool {
    guard start >= 2, bytes[start - 1] == terminator else { return false }
    if bytes[start - 2] == terminator { return true }
    return start >= 3 && bytes[start - 2] == 0x0D && bytes[start - 3] == terminator
  }
}
