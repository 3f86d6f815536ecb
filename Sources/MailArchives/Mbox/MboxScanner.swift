import MailModel

/// One message of an mbox as offsets in the file, and what was seen while scanning it.
struct MboxEntry {
  /// The message's first byte.
  var start: Int64
  /// The byte behind its last one.
  var end: Int64
  /// Where the next separator stands; the file's size where none follows.
  var next: Int64
  /// Whether a line begins with `>From `, at any depth of quoting.
  var hasQuotedLine = false
  /// Whether a line that is no separator begins with `From `.
  var hasUnquotedLine = false
  /// The first line that looks like a separator and was not taken for one.
  var doubtfulSeparator: Int64?
  /// What the Content-Length field is worth.
  var contentLength = ContentLength.absent

  enum ContentLength { case absent, wrong, right }
}

/// Finds the messages of an mbox one after another.
///
/// Holds a window of the file and nothing else: the length of a message does not matter here.
struct MboxScanner: Sendable {
  /// How far lines are looked at where they begin: longer than any quoting and any Content-Length field.
  private static let lineLookahead = LineScan.maximumQuoteDepth + 64

  private(set) var window: SlidingWindow
  let form: MboxForm
  private var file: any ByteSource { window.file }

  init(file: any ByteSource, form: MboxForm, blockBytes: Int) {
    window = SlidingWindow(over: file, blockBytes: blockBytes)
    self.form = form
  }

  /// The message whose separator stands at `position`; nil where only blank lines follow.
  ///
  /// At the start of the file a byte order mark and blank lines are passed over. Where no separator stands there, the
  /// message begins right there: nothing of the file is lost.
  mutating func entry(at position: Int64) throws(ArchiveError) -> MboxEntry? {
    guard let start = try messageStart(from: position) else { return nil }
    var entry = MboxEntry(start: start, end: file.size, next: file.size)
    var cursor = start
    if let end = try scanHeader(&entry, from: &cursor) {
      try close(&entry, at: end)
      return entry
    }
    try close(&entry, at: try scanBody(&entry, from: cursor))
    return entry
  }

  // MARK: Where the message begins

  private mutating func messageStart(from position: Int64) throws(ArchiveError) -> Int64? {
    var at = position
    if at == 0 {
      try window.cover(0, behind: 0, ahead: 3)
      at = Int64(window.bytes.withUnsafeBytes { MboxForm.byteOrderMark(of: $0) })
    }
    while at < file.size {
      try window.cover(at, behind: 0, ahead: SeparatorLine.maximumLength + 2)
      // The size of what is inflated shows when its end is reached.
      guard at < file.size else { return nil }
      let first = window.index(of: at)
      let (lineStart, next) = window.bytes.withUnsafeBytes { bytes -> (Int, Int?) in
        var index = first
        while index < bytes.count, bytes[index] == 0x0A || bytes[index] == 0x0D { index += 1 }
        guard index == first, LineScan.kind(of: bytes, at: index) == .from else { return (index, nil) }
        let span = bytes.bindMemory(to: UInt8.self).span
        let horizon = min(bytes.count, index + SeparatorLine.maximumLength + 2)
        let end = SeparatorEvidence.lineEnd(in: span, from: index, horizon: horizon, terminator: form.terminator)
        guard SeparatorLine(in: span, from: index, to: end) != nil else { return (index, nil) }
        return (index, min(end + 1, bytes.count))
      }
      if let next { return window.start + Int64(next) }
      if lineStart == first { return at }
      at = window.start + Int64(lineStart)
    }
    return nil
  }

  // MARK: Header

  /// Scans the header for a separator in it, and for a Content-Length that leads to the next one.
  ///
  /// - Returns: where that separator stands; nil where the body must be scanned. Then `cursor` is left at the blank
  ///   line that ends the header, or at the end of the file.
  private mutating func scanHeader(_ entry: inout MboxEntry, from cursor: inout Int64) throws(ArchiveError) -> Int64? {
    var length: Int64?
    while cursor < file.size {
      switch try stopInHeader(from: cursor) {
      case .from(let index):
        let at = window.start + Int64(index)
        if try isSeparator(at: at, in: &entry) { return at }
        cursor = try lineEnd(from: at)
      case .quotedFrom(let index):
        entry.hasQuotedLine = true
        cursor = try lineEnd(from: window.start + Int64(index))
      case .contentL(let index):
        let at = window.start + Int64(index)
        length = length ?? contentLength(at: index)
        cursor = try lineEnd(from: at)
      case .blank(let index):
        cursor = window.start + Int64(index)
        guard let length, let end = try separator(after: length, in: &entry, blankLine: cursor) else { return nil }
        try noteFromLines(&entry, from: cursor, to: end)
        return end
      case .lineStart(let index):
        cursor = window.start + Int64(index)
      case .midLine: cursor = try lineEnd(from: window.end)
      }
    }
    return nil
  }

  private mutating func stopInHeader(from cursor: Int64) throws(ArchiveError) -> LineScan.Stop {
    try window.cover(cursor, behind: SeparatorEvidence.lookbehind, ahead: Self.lineLookahead)
    let first = window.index(of: cursor)
    return window.bytes.withUnsafeBytes { bytes in
      LineScan.nextHeaderStop(in: bytes, from: first, limit: limit(in: bytes), terminator: form.terminator)
    }
  }

  /// The number in the Content-Length field at `index` of the window; nil where another field stands there.
  private func contentLength(at index: Int) -> Int64? {
    window.bytes.withUnsafeBytes { bytes in
      let span = bytes.bindMemory(to: UInt8.self).span
      let name = "content-length"
      guard index + name.utf8.count < span.count,
        span.equalsIgnoringCase(name, at: index..<index + name.utf8.count)
      else { return nil }
      var at = index + name.utf8.count
      while at < span.count, span[at].isBlank { at += 1 }
      guard at < span.count, span[at] == 0x3A else { return nil }
      at += 1
      while at < span.count, span[at].isBlank { at += 1 }
      let first = at
      while at < span.count, span[at].isDigit { at += 1 }
      // A number that cannot be read points beyond every file.
      return span.number(in: first..<at).map { Int64($0) } ?? .max
    }
  }

  /// Where the separator stands that a Content-Length of `length` points at; nil where none stands exactly there.
  ///
  /// Between the body and the separator, or the end of the file, one blank line may stand.
  private mutating func separator(
    after length: Int64, in entry: inout MboxEntry, blankLine: Int64
  ) throws(ArchiveError) -> Int64? {
    // Inflated data are not searched far ahead for what may be a lie; the field then says nothing.
    guard length <= file.farthestLook else { return nil }
    entry.contentLength = .wrong
    let bodyStart = try lineEnd(from: blankLine)
    let (target, overflow) = bodyStart.addingReportingOverflow(length)
    guard !overflow, target <= file.size else { return nil }
    // A window of its own: the scan goes on where it is if the field is wrong.
    var distant = SlidingWindow(over: file, blockBytes: 1)
    try distant.cover(target, behind: 4, ahead: SeparatorEvidence.lookahead + 4)
    guard target <= file.size else { return nil }
    let first = distant.index(of: target)
    let found = distant.bytes.withUnsafeBytes { bytes -> Int? in
      let span = bytes.bindMemory(to: UInt8.self).span
      var at = first
      if at < span.count, span[at] == 0x0D, form.terminator == 0x0A { at += 1 }
      if at < span.count, span[at] == form.terminator { at += 1 } else { at = first }
      if at == span.count { return at }
      guard at >= 1, span[at - 1] == form.terminator,
        let evidence = SeparatorEvidence(
          in: span, at: at, terminator: form.terminator, isAtFileStart: true, counting: .whereInDoubt),
        form.accepts(evidence.line), evidence.isFollowedByMessage(in: form)
      else { return nil }
      return at
    }
    guard let found else { return nil }
    entry.contentLength = .right
    return distant.start + Int64(found)
  }

  // MARK: Body

  /// Scans from a line's start to the next separator; returns where it stands, or the file's size.
  private mutating func scanBody(_ entry: inout MboxEntry, from lineStart: Int64) throws(ArchiveError) -> Int64 {
    var cursor = lineStart
    while cursor < file.size {
      // One line start behind the cursor is always within the limit, so every turn moves on.
      try window.cover(cursor, behind: SeparatorEvidence.lookbehind, ahead: Self.lineLookahead + 2)
      let first = window.index(of: cursor)
      let stop = window.bytes.withUnsafeBytes { bytes in
        LineScan.nextFromLine(in: bytes, after: first, limit: limit(in: bytes), terminator: form.terminator)
      }
      switch stop {
      case .from(let index):
        cursor = window.start + Int64(index)
        if try isSeparator(at: cursor, in: &entry) { return cursor }
      case .quotedFrom(let index):
        entry.hasQuotedLine = true
        cursor = window.start + Int64(index)
      case .lineStart(let index):
        // The line was not looked at. One byte back lies the end of the line before, from which it is found again.
        cursor = window.start + Int64(index) - 1
        if cursor + 1 >= file.size { return file.size }
      case .midLine, .contentL, .blank: cursor = window.end
      }
    }
    return file.size
  }

  /// Looks at the lines that a right Content-Length carries over: whether they are quoted (mboxcl) or not (mboxcl2).
  private mutating func noteFromLines(_ entry: inout MboxEntry, from lineStart: Int64, to end: Int64)
    throws(ArchiveError)
  {
    var cursor = lineStart
    while cursor < end {
      try window.cover(cursor, behind: 1, ahead: Self.lineLookahead + 2)
      let first = window.index(of: cursor)
      let stop = window.bytes.withUnsafeBytes { bytes in
        LineScan.nextFromLine(in: bytes, after: first, limit: limit(in: bytes), terminator: form.terminator)
      }
      switch stop {
      case .from(let index):
        cursor = window.start + Int64(index)
        if cursor < end { entry.hasUnquotedLine = true }
      case .quotedFrom(let index):
        cursor = window.start + Int64(index)
        if cursor < end { entry.hasQuotedLine = true }
      case .lineStart(let index):
        cursor = window.start + Int64(index) - 1
        if cursor + 1 >= file.size { return }
      case .midLine, .contentL, .blank: cursor = window.end
      }
    }
  }

  // MARK: Lines

  /// Lines that begin behind this index are not looked at, unless the file ends with the window.
  private func limit(in bytes: UnsafeRawBufferPointer) -> Int {
    window.reachesEnd ? bytes.count : max(bytes.count - Self.lineLookahead + 1, 0)
  }

  /// Where the line after the one that holds `offset` begins; the file's size where none does.
  private mutating func lineEnd(from offset: Int64) throws(ArchiveError) -> Int64 {
    var at = offset
    while at < file.size {
      try window.cover(at, behind: SeparatorEvidence.lookbehind, ahead: 1)
      let first = window.index(of: at)
      let next = window.bytes.withUnsafeBytes {
        LineScan.nextLine(in: $0, after: first, terminator: form.terminator)
      }
      if let next { return window.start + Int64(next) }
      at = window.end
    }
    return file.size
  }

  private mutating func isSeparator(at offset: Int64, in entry: inout MboxEntry) throws(ArchiveError) -> Bool {
    try window.cover(offset, behind: SeparatorEvidence.lookbehind, ahead: SeparatorEvidence.lookahead)
    let first = window.index(of: offset)
    let evidence = window.bytes.withUnsafeBytes { bytes in
      SeparatorEvidence(
        in: bytes.bindMemory(to: UInt8.self).span, at: first, terminator: form.terminator,
        isAtFileStart: offset == entry.start, counting: form.spacing == .anywhere ? .always : .whereInDoubt)
    }
    if let evidence, evidence.isSeparator(in: form) { return true }
    entry.hasUnquotedLine = true
    if let evidence, evidence.line.date != .none, entry.doubtfulSeparator == nil { entry.doubtfulSeparator = offset }
    return false
  }

  // MARK: Where the message ends

  /// Ends the message before `separator`, and before the one blank line that precedes it.
  private mutating func close(_ entry: inout MboxEntry, at separator: Int64) throws(ArchiveError) {
    entry.next = separator
    entry.end = separator
    try window.cover(separator, behind: SeparatorEvidence.lookbehind, ahead: 0)
    let end = window.index(of: separator)
    let start = window.index(of: entry.start)
    let terminator = form.terminator
    let blank = window.bytes.withUnsafeBytes { bytes -> Int in
      guard end - start >= 1, bytes[end - 1] == terminator else { return 0 }
      let length = terminator == 0x0A && end - start >= 2 && bytes[end - 2] == 0x0D ? 2 : 1
      let before = end - length
      return before == start || bytes[before - 1] == terminator ? length : 0
    }
    entry.end = separator - Int64(blank)
  }
}
