import MailModel
import OutlookItems

/// Reads a file that is one Outlook message ([MS-OXMSG]), rendered as an Internet message.
///
/// The message stands for the whole file: its offset is 0, its length the file's. The file has to be in memory whole,
/// so one that is longer than a message may be is an error and no message.
struct MSGReader: Sendable {
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
  /// - Throws: `unreadable` where the file is too long or holds no message; what reading throws.
  mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    // One byte more tells of a packed file whether it is longer.
    let most = min(limits.messageBytes, 1 << 40)
    let content = try file.bytes(from: 0, count: most + 1)
    let size = file.size == .max ? Int64(content.count) : file.size
    guard position < max(size, 1) else {
      if let failure = file.failure { throw failure }
      return nil
    }
    defer { position = max(size, 1) }
    guard content.count <= most else {
      throw ArchiveError(
        .unreadable, path: source.path,
        message: "an Outlook message of more than \(most) bytes; save its attachments, then it by itself")
    }
    guard let message = OutlookMessageFile(content.array) else {
      if let failure = file.failure { throw failure }
      throw ArchiveError.noOutlookMessage(source.path)
    }
    let rendered = message.item.rendered(within: RenderingLimits(bytes: most))
    var raw = RawMessage(
      place: Place(source: source.path, range: ByteRange(offset: 0, length: Int(clamping: size))),
      bytes: MailBytes(rendered.bytes), defects: rendered.defects, flags: message.item.flags)
    if message.isDamaged || file.failure != nil { raw.defects.append(Defect(.messageTruncated)) }
    return RawBatch(messages: [raw], position: size, bytesRead: size)
  }
}

extension ArchiveError {
  /// A file that is an Outlook message by its name or its beginning, and holds none.
  static func noOutlookMessage(_ path: String) -> ArchiveError {
    ArchiveError(
      .unreadable, path: path,
      message: "named or begun as an Outlook message, but no message can be read in it; get the file anew, or open it "
        + "in Outlook and save it as .eml")
  }
}
