import MailModel

/// Reads a file that is one message.
///
/// The message runs from its first header line to the end of the file: a byte order mark and blank lines before a
/// header do not belong to it. Where no header follows the blank lines, they are the end of an empty header and stay.
/// In an `.emlx` file it runs from the line behind the byte count to the property list.
struct EMLReader: Sendable {
  private let file: any ByteSource
  private let source: ArchiveSource
  private let limits: ArchiveLimits
  private var position: Int64

  init(_ file: any ByteSource, source: ArchiveSource, from position: Int64, limits: ArchiveLimits) {
    self.file = file
    self.source = source
    self.limits = limits
    self.position = position
  }

  /// The message as a batch of one; nil once it was read.
  ///
  /// An empty file is an empty message.
  mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    let size = try file.findEnd(from: 0)
    guard position < size || (position == 0 && size == 0) else {
      // A message of which nothing could be read is told, and is no message.
      if let failure = file.failure { throw failure }
      return nil
    }
    // Past the end of an empty file too, so that the message comes but once.
    defer { position = max(size, 1) }
    if size == 0, let failure = file.failure { throw failure }
    let frame = try self.frame(size)
    let start = frame.start
    let length = Int(clamping: frame.end - start)
    let bytes = try file.bytes(from: start, count: min(length, limits.messageBytes))
    var message = RawMessage(
      place: Place(source: source.path, range: ByteRange(offset: Int(clamping: start), length: length)),
      bytes: bytes)
    message.flags = frame.flags
    if let labels = GmailLabels(message: bytes, terminator: 0x0A) {
      message.role = labels.role
      message.flags.formUnion(labels.flags)
    }
    if length > limits.messageBytes {
      message.digest = try digest(from: start, to: frame.end)
      message.defects.append(Defect(.messageTruncated, offset: bytes.count))
    }
    if length == 0 { message.defects.append(Defect(.emptyMessage)) }
    if !frame.isCountRight { message.defects.append(Defect(.wrongContentLength)) }
    if let offset = bytes.offsetOfNUL { message.defects.append(Defect(.nulBytes, offset: offset)) }
    return RawBatch(messages: [message], position: size, bytesRead: size)
  }

  private func frame(_ size: Int64) throws(ArchiveError) -> MessageFrame {
    if source.kind == .emlx, let frame = try MessageFrame(emlx: file, size: size) { return frame }
    var frame = MessageFrame(start: try messageStart(), end: size)
    if source.kind == .maildir { frame.flags = MaildirName(path: source.path).flags }
    return frame
  }

  private func messageStart() throws(ArchiveError) -> Int64 {
    let prefix = try file.bytes(from: 0, count: 4_096)
    return prefix.withUnsafeBytes { bytes in
      let mark = MboxForm.byteOrderMark(of: bytes)
      let start = MboxForm.contentStart(of: bytes)
      let span = bytes.bindMemory(to: UInt8.self).span
      let isHeader = SeparatorEvidence.fieldName(in: span, from: start, to: span.count) != nil
      return Int64(isHeader ? start : mark)
    }
  }

  private func digest(from start: Int64, to end: Int64) throws(ArchiveError) -> ContentDigest {
    var digester = CanonicalMessageDigester()
    var at = start
    while at < end {
      let piece = try file.bytes(from: at, count: Int(clamping: min(end - at, 1 << 20)))
      guard !piece.isEmpty else { break }
      piece.withUnsafeBytes { digester.update($0) }
      at += Int64(piece.count)
    }
    return digester.finalize()
  }
}

/// Where in its file a message stands, and what the file says of it.
struct MessageFrame {
  var start: Int64
  var end: Int64
  var flags = MessageFlags()
  /// Whether the length that the file names is the message's.
  var isCountRight = true
}
