import MailModel

/// Reads a file that is one message.
///
/// The message runs from its first header line to the end of the file: a byte order mark and blank lines before a
/// header do not belong to it. Where no header follows the blank lines, they are the end of an empty header and stay.
struct EMLReader: Sendable {
  private let file: ArchiveFile
  private let source: String
  private let limits: ArchiveLimits
  private var position: Int64

  init(_ file: ArchiveFile, source: String, from position: Int64, limits: ArchiveLimits) {
    self.file = file
    self.source = source
    self.limits = limits
    self.position = position
  }

  /// The message as a batch of one; nil once it was read.
  ///
  /// An empty file is an empty message.
  mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    guard position < file.size || (position == 0 && file.size == 0) else { return nil }
    // Past the end of an empty file too, so that the message comes but once.
    defer { position = max(file.size, 1) }
    let start = try messageStart()
    let length = Int(clamping: file.size - start)
    let bytes = try file.bytes(from: start, count: min(length, limits.messageBytes))
    var message = RawMessage(
      place: Place(source: source, range: ByteRange(offset: Int(clamping: start), length: length)), bytes: bytes)
    if length > limits.messageBytes {
      message.digest = try digest(from: start)
      message.defects.append(Defect(.messageTruncated, offset: bytes.count))
    }
    if length == 0 { message.defects.append(Defect(.emptyMessage)) }
    if let offset = bytes.offsetOfNUL { message.defects.append(Defect(.nulBytes, offset: offset)) }
    return RawBatch(messages: [message], position: file.size, bytesRead: file.size)
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

  private func digest(from start: Int64) throws(ArchiveError) -> ContentDigest {
    var digester = CanonicalMessageDigester()
    var at = start
    while at < file.size {
      let piece = try file.bytes(from: at, count: 1 << 20)
      guard !piece.isEmpty else { break }
      piece.withUnsafeBytes { digester.update($0) }
      at += Int64(piece.count)
    }
    return digester.finalize()
  }
}
