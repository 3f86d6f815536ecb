import MailModel

// Apple Mail's `.emlx`: a line with the message's length in bytes (digits, then blanks), the message, an XML property
// list. In `.partial.emlx` the attachments are files of their own elsewhere; the frame is the same.

extension MessageFrame {
  /// The longest first line that is looked at.
  private static let maximumCountLine = 32
  /// How much of the file's end is searched for the property list where the count is wrong.
  private static let maximumPropertyList = 64 << 10

  /// The frame that an `.emlx` file gives its message; nil where the file does not begin with a count.
  ///
  /// A count behind which no property list begins is not believed: then the message ends where the list is found, or
  /// with the file.
  init?(emlx file: any ByteSource, size: Int64) throws(ArchiveError) {
    guard let count = Self.count(in: try file.bytes(from: 0, count: Self.maximumCountLine)) else { return nil }
    let start = Int64(count.lineLength)
    let (stated, overflow) = start.addingReportingOverflow(count.value)
    if !overflow, stated <= size {
      let list = try file.bytes(from: stated, count: Int(clamping: min(size - stated, Int64(Self.maximumPropertyList))))
      if stated == size || Self.propertyList(in: list, searching: .atStart) != nil {
        self.init(start: start, end: stated, flags: Self.flags(in: list))
        return
      }
    }
    let tailStart = max(size - Int64(Self.maximumPropertyList), start)
    let tail = try file.bytes(from: tailStart, count: Self.maximumPropertyList)
    let found = Self.propertyList(in: tail, searching: .lastLine)
    self.init(start: start, end: found.map { tailStart + Int64($0) } ?? size, isCountRight: false)
    if let found { flags = Self.flags(in: tail[found..<tail.count]) }
  }

  /// The count with which the bytes begin, and the length of its line; nil where they begin otherwise.
  static func count(in head: MailBytes) -> (value: Int64, lineLength: Int)? {
    let head = head[0..<maximumCountLine].array
    guard let end = head.firstIndex(of: 0x0A) else { return nil }
    var last = end
    while last > 0, head[last - 1].isBlank || head[last - 1] == 0x0D { last -= 1 }
    var first = 0
    while first < last, head[first].isBlank { first += 1 }
    guard first < last, let value = head.span.number(in: first..<last) else { return nil }
    return (Int64(value), end + 1)
  }

  enum Search {
    /// Only blanks and line ends may precede.
    case atStart
    /// The last line that begins so.
    case lastLine
  }

  /// Where the property list begins.
  static func propertyList(in bytes: MailBytes, searching search: Search) -> Int? {
    bytes.withUnsafeBytes { bytes in
      let span = bytes.bindMemory(to: UInt8.self).span
      func begins(at index: Int) -> Bool {
        index + 6 <= span.count
          && (span.equals("<?xml", at: index..<index + 5) || span.equals("<plist", at: index..<index + 6))
      }
      switch search {
      case .atStart:
        var at = 0
        while at < span.count, span[at].isBlank || span[at] == 0x0A || span[at] == 0x0D { at += 1 }
        return begins(at: at) ? at : nil
      case .lastLine:
        var at = span.count - 6
        while at >= 0 {
          if span[at] == 0x3C, at == 0 || span[at - 1] == 0x0A, begins(at: at), span.equals("<?xml", at: at..<at + 5) {
            return at
          }
          at -= 1
        }
        return nil
      }
    }
  }

  /// The flags in a property list: the integer behind `<key>flags</key>`, a bit for each.
  private static func flags(in list: MailBytes) -> MessageFlags {
    let text = list.array
    let key = Array("<key>flags</key>".utf8)
    guard var at = text.offset(of: key, from: 0).map({ $0 + key.count }) else { return [] }
    while at < text.count, text[at].isBlank || text[at] == 0x0A || text[at] == 0x0D { at += 1 }
    guard text[at...].starts(with: "<integer>".utf8) else { return [] }
    at += 9
    let first = at
    while at < text.count, text[at].isDigit { at += 1 }
    guard let bits = text.span.number(in: first..<at) else { return [] }
    let table: [(bit: Int, flag: MessageFlags)] = [
      (0, .seen), (1, .deleted), (2, .answered), (4, .flagged), (6, .draft), (8, .forwarded),
    ]
    return table.reduce(into: []) { flags, entry in
      if bits >> entry.bit & 1 == 1 { flags.insert(entry.flag) }
    }
  }
}

extension [UInt8] {
  /// Where `wanted` stands first; nil where it does not.
  func offset(of wanted: [UInt8], from start: Int) -> Int? {
    guard let first = wanted.first, wanted.count <= count else { return nil }
    var at = Swift.max(start, 0)
    while at <= count - wanted.count {
      if self[at] == first, self[at..<at + wanted.count].elementsEqual(wanted) { return at }
      at += 1
    }
    return nil
  }
}
