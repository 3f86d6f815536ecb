import MailModel

extension MessageFlags {
  /// How much of a message's beginning is searched for flags.
  private static let searchedBytes = 8_192

  /// Whether a line of these bytes, the first of a mailbox, is a field of flags: most mailboxes have none.
  static func mayStand(in bytes: UnsafeRawBufferPointer, terminator: UInt8) -> Bool {
    let span = bytes.bindMemory(to: UInt8.self).span
    var at = 0
    while let line = LineScan.nextLine(in: bytes, after: at, terminator: terminator), line < span.count {
      if span[line] == 0x58 || span[line] == 0x53 {
        for name in ["x-mozilla-status:", "status:", "x-status:"] {
          let end = line + name.utf8.count
          if end <= span.count, span.equalsIgnoringCase(name, at: line..<end) { return true }
        }
      }
      at = line
    }
    return false
  }

  /// The flags that a mailbox program keeps in the header of a message in an mbox.
  ///
  /// Mozilla writes `X-Mozilla-Status` with four hexadecimal digits; Unix programs write letters in `Status` and
  /// `X-Status`.
  init(mbox message: MailBytes, terminator: UInt8) {
    self = message.withUnsafeBytes { bytes in
      let span = bytes.bindMemory(to: UInt8.self).span
      let horizon = min(span.count, Self.searchedBytes)
      var flags: MessageFlags = []
      var at = 0
      while at < horizon {
        let byte = span[at]
        if byte == terminator || byte == 0x0D { break }
        let end = SeparatorEvidence.lineEnd(in: span, from: at, horizon: horizon, terminator: terminator)
        if byte == 0x58 || byte == 0x53 { flags.formUnion(Self.flags(in: span, from: at, to: end)) }
        at = end + 1
      }
      return flags
    }
  }

  private static func flags(in bytes: Span<UInt8>, from start: Int, to end: Int) -> MessageFlags {
    var flags: MessageFlags = []
    if let value = value(of: "x-mozilla-status:", in: bytes, from: start, to: end) {
      var bits = 0
      for index in value.prefix(4) {
        guard bytes[index].isHexDigit else { return [] }
        bits = bits << 4 | Int(bytes[index].isDigit ? bytes[index] & 0xF : (bytes[index] & 0xF) + 9)
      }
      let table: [(Int, MessageFlags)] = [
        (0x1, .seen), (0x2, .answered), (0x4, .flagged), (0x8, .deleted), (0x1000, .forwarded),
      ]
      for (bit, flag) in table where bits & bit != 0 { flags.insert(flag) }
    } else if let value = value(of: "status:", in: bytes, from: start, to: end)
      ?? value(of: "x-status:", in: bytes, from: start, to: end)
    {
      for index in value.prefix(8) {
        switch bytes[index] {
        case 0x52: flags.insert(.seen)
        case 0x41: flags.insert(.answered)
        case 0x46: flags.insert(.flagged)
        case 0x44: flags.insert(.deleted)
        case 0x54: flags.insert(.draft)
        // O: old. Anything else is no flag, and the field no field of flags.
        case 0x4F, 0x0D: break
        default: return []
        }
      }
    }
    return flags
  }

  private static func value(of name: String, in bytes: Span<UInt8>, from start: Int, to end: Int) -> Range<Int>? {
    let length = name.utf8.count
    guard end - start >= length, bytes.equalsIgnoringCase(name, at: start..<start + length) else { return nil }
    var at = start + length
    while at < end, bytes[at].isBlank { at += 1 }
    return at..<end
  }
}
