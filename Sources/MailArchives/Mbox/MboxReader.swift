import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Reads the messages of an mbox in batches.
struct MboxReader: Sendable {
  private let source: String
  private let limits: ArchiveLimits
  private var scanner: MboxScanner
  private var position: Int64

  init(_ file: any ByteSource, source: String, from position: Int64, limits: ArchiveLimits) throws(ArchiveError) {
    self.source = source
    self.limits = limits
    self.position = position
    scanner = MboxScanner(
      file: file, form: try MboxForm(learnedFrom: file), blockBytes: limits.blockBytes)
  }

  mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    let start = position
    var messages: [RawMessage] = []
    var bytes = 0
    while messages.count < limits.batchMessages, bytes < limits.batchBytes {
      guard position < scanner.window.file.size else { break }
      guard let entry = try scanner.entry(at: position) else {
        position = scanner.window.file.size
        break
      }
      // A message never ends before it begins; were it so, the file would be read for ever.
      position = entry.next > position ? entry.next : scanner.window.file.size
      let message = try self.message(entry)
      bytes += message.bytes.count
      messages.append(message)
    }
    guard position > start else {
      if let failure = scanner.window.file.failure { throw failure }
      return nil
    }
    return RawBatch(messages: messages, position: position, bytesRead: position - start)
  }

  private func message(_ entry: MboxEntry) throws(ArchiveError) -> RawMessage {
    let length = Int(clamping: entry.end - entry.start)
    let isCut = length > limits.messageBytes
    var bytes = try scanner.window.slice(from: entry.start, count: min(length, limits.messageBytes))
    let isQuoted = entry.hasQuotedLine && !entry.hasUnquotedLine && scanner.form.quoting == .mboxrd
    if isQuoted { bytes = MboxUnquoting.unquoted(bytes, terminator: scanner.form.terminator) }
    var message = RawMessage(
      place: Place(source: source, range: ByteRange(offset: Int(clamping: entry.start), length: length)), bytes: bytes)
    if isCut { message.digest = try digest(of: entry, isQuoted: isQuoted) }
    message.defects = defects(of: entry, in: bytes, isCut: isCut)
    if scanner.form.keepsFlags { message.flags = MessageFlags(mbox: bytes, terminator: scanner.form.terminator) }
    if let labels = GmailLabels(message: bytes, terminator: scanner.form.terminator) {
      message.role = labels.role
      message.flags.formUnion(labels.flags)
    }
    return message
  }

  private func defects(of entry: MboxEntry, in bytes: MailBytes, isCut: Bool) -> [Defect] {
    var defects: [Defect] = []
    if isCut { defects.append(Defect(.messageTruncated, offset: bytes.count)) }
    if entry.end == entry.start { defects.append(Defect(.emptyMessage)) }
    if entry.contentLength == .wrong { defects.append(Defect(.wrongContentLength)) }
    if let line = entry.doubtfulSeparator, line >= entry.start {
      // The message stands as it is in the file: a line that is not quoted forbids unquoting.
      defects.append(Defect(.unquotedSeparator, offset: Int(clamping: line - entry.start)))
    }
    if let offset = bytes.offsetOfNUL { defects.append(Defect(.nulBytes, offset: offset)) }
    return defects
  }

  /// The identity of a message that is too long to be held, read once more piece by piece.
  private func digest(of entry: MboxEntry, isQuoted: Bool) throws(ArchiveError) -> ContentDigest {
    var digester = CanonicalMessageDigester()
    var filter = MboxUnquoting(terminator: scanner.form.terminator)
    var at = entry.start
    while at < entry.end {
      let piece = try scanner.window.file.bytes(from: at, count: Int(clamping: min(entry.end - at, 1 << 20)))
      guard !piece.isEmpty else { break }
      let taken = piece.withUnsafeBytes { bytes -> Int in
        let taken = at + Int64(bytes.count) < entry.end ? wholeLines(of: bytes) : bytes.count
        let part = UnsafeRawBufferPointer(rebasing: bytes[..<taken])
        if isQuoted { filter.pass(part) { digester.update($0) } } else { digester.update(part) }
        return taken
      }
      at += Int64(taken)
    }
    return digester.finalize()
  }

  /// How many bytes there are up to the last line end; all where there is none.
  private func wholeLines(of bytes: UnsafeRawBufferPointer) -> Int {
    guard let last = bytes.lastIndex(of: scanner.form.terminator) else { return bytes.count }
    return last + 1
  }
}

extension MailBytes {
  /// Where the first NUL stands; nil where there is none.
  var offsetOfNUL: Int? {
    withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, !bytes.isEmpty, let found = memchr(base, 0, bytes.count) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }
}
