import MailModel

/// Tells by content whether a file is mail, and which kind.
enum MailSniffer {
  /// How much of a file is looked at, in bytes.
  static let prefixBytes = 16 << 10
  private static let maximumFields = 60

  /// The kind of archive that begins with `prefix`; nil where it is no mail.
  ///
  /// Any text counts as mail in a file that its name calls a message (`.eml`), even an empty one; an empty file with
  /// a mailbox's name (`.mbox`) is a mailbox without messages. Files called a MIME text (`.mime`, `.msg`) must begin
  /// with one field that mail programs write. Everything else must begin with a separator, or with a header that shows
  /// several such fields.
  /// - Parameter isWhole: the prefix is the whole file.
  static func kind(of prefix: UnsafeRawBufferPointer, path: String, isWhole: Bool) -> ArchiveKind? {
    let name = NameHint(path: path)
    let start = MboxForm.contentStart(of: prefix)
    guard start < prefix.count else {
      switch name {
      case .message: return isWhole ? .eml : nil
      case .mailbox: return isWhole ? .mbox : nil
      case .text, .none: return nil
      }
    }
    let bytes = prefix.bindMemory(to: UInt8.self).span
    if beginsWithSeparator(bytes, at: start, name: name) { return .mbox }
    if isBinary(prefix, from: start) { return nil }
    if name == .message { return .eml }
    if name == .mailbox, hasSeparator(prefix) { return .mbox }
    return beginsWithHeader(bytes, at: start, points: name == .text ? 1 : 3) ? .eml : nil
  }

  /// What a file's name says of its content.
  private enum NameHint {
    case message, mailbox, text, none

    init(path: String) {
      let lower = path.lowercased()
      if lower.hasSuffix(".eml") {
        self = .message
      } else if lower.hasSuffix(".mbox") || lower.hasSuffix(".mbx") || lower.hasSuffix("/mbox")
        || lower.hasSuffix("!mbox")
      {
        self = .mailbox
      } else if lower.hasSuffix(".mime") || lower.hasSuffix(".mim") || lower.hasSuffix(".msg") {
        self = .text
      } else {
        self = .none
      }
    }
  }

  private static func beginsWithSeparator(_ bytes: Span<UInt8>, at start: Int, name: NameHint) -> Bool {
    let hasLineFeed = bytes.contains(0x0A, in: start..<bytes.count)
    let terminator: UInt8 = hasLineFeed ? 0x0A : 0x0D
    let evidence = SeparatorEvidence(
      in: bytes, at: start, terminator: terminator, isAtFileStart: true, counting: .always)
    guard let evidence else { return false }
    if evidence.mailFields > 0 || name == .mailbox { return true }
    // Without a single field known from mail a dated line is still a separator; "From x" alone is a text's first line.
    guard evidence.line.date != .none else { return false }
    return evidence.follower != .other || evidence.line.sender != .words
  }

  private static func hasSeparator(_ prefix: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    while case .from(let line) = LineScan.nextFromLine(in: prefix, after: at, limit: prefix.count, terminator: 0x0A) {
      let bytes = prefix.bindMemory(to: UInt8.self).span
      let evidence = SeparatorEvidence(in: bytes, at: line, terminator: 0x0A, isAtFileStart: false, counting: .always)
      if let evidence, evidence.followsBlankLine, evidence.mailFields >= 2 { return true }
      at = line
    }
    return false
  }

  /// Whether the first bytes hold control characters that no text has.
  private static func isBinary(_ prefix: UnsafeRawBufferPointer, from start: Int) -> Bool {
    var controls = 0
    var end = min(prefix.count, start + 1_024)
    // Zeros behind a text are room that was never written to, as a crash leaves it.
    while end > start, prefix[end - 1] == 0 { end -= 1 }
    guard end > start else { return true }
    for index in start..<end {
      let byte = prefix[index]
      // Tab, line ends, form feed and escape (ISO-2022) belong to text.
      if byte < 0x20, !(0x09...0x0D).contains(byte), byte != 0x1B { controls += 1 }
    }
    return controls > (end - start) / 50
  }

  /// Whether a header stands there whose fields are those of mail.
  ///
  /// A name counts one point, a name that hardly stands anywhere else two; an address in From or To counts one more.
  private static func beginsWithHeader(_ bytes: Span<UInt8>, at start: Int, points: Int) -> Bool {
    let terminator: UInt8 = bytes.contains(0x0A, in: start..<bytes.count) ? 0x0A : 0x0D
    var seen = MailFieldNames.Seen()
    var addresses = 0
    var fields = 0
    var at = start
    while at < bytes.count, fields < maximumFields {
      let end = SeparatorEvidence.lineEnd(in: bytes, from: at, horizon: bytes.count, terminator: terminator)
      let isContinuation = at < end && bytes[at].isBlank && fields > 0
      if !isContinuation {
        guard let name = SeparatorEvidence.fieldName(in: bytes, from: at, to: end) else {
          // A quoted separator left in the header by an exporter.
          if fields == 0, bytes[at] == 0x3E, bytes.hasFromPrefix(at: at + 1) {
            at = end + 1
            continue
          }
          break
        }
        fields += 1
        seen.note(name, in: bytes)
        if isAddressField(name, in: bytes), bytes.contains(0x40, in: name.upperBound..<end) { addresses = 1 }
      }
      at = end + 1
    }
    let general = seen.count - seen.specificCount
    guard seen.specificCount > 0 || seen.hasUppercase else { return false }
    return seen.specificCount * 2 + general + addresses >= points
  }

  private static func isAddressField(_ name: Range<Int>, in bytes: Span<UInt8>) -> Bool {
    bytes.equalsIgnoringCase("from", at: name) || bytes.equalsIgnoringCase("to", at: name)
  }
}
