import MailModel

/// Reads the messages of one source in batches, from any position that an earlier batch named.
///
/// Memory is bounded by a block and the longest message of a batch (see `ArchiveLimits`), whatever the file's size;
/// for packed sources by some twenty megabytes more. A packed source is inflated from its beginning to the position,
/// and what lies before is thrown away.
public struct ArchiveReader: Sendable {
  private enum Format: Sendable {
    case mbox(MboxReader)
    case eml(EMLReader)
    case msg(MSGReader)
    case pst(PSTReader)
  }

  private var format: Format
  private let opened: OpenedIdentity
  /// Bytes in the file at opening; for packed sources, what the source says.
  ///
  /// What is appended later is left for the next run.
  public let size: Int64

  /// Opens `source` to read on from `position`, 0 or one that a batch named.
  ///
  /// - Throws: `notFound`, `unreadable`, `ioError`; `shortened` where the file ends before `position`.
  public init(
    _ source: ArchiveSource, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) {
    // No packed source is that long; sums of positions stay far from the end of the numbers.
    let start = min(max(position, 0), 1 << 60)
    let place = try source.place(limits)
    opened = try OpenedIdentity(of: source, at: place)
    if source.kind == .pst {
      let (bytes, id) = try source.openMailFolder(place, limits)
      let reader = try PSTReader(bytes, folder: id, source: source.path, from: start, limits: limits)
      size = reader.size
      format = .pst(reader)
      return
    }
    let bytes = try source.open(place, limits)
    if bytes is ArchiveFile, position > bytes.size { throw ArchiveError.shortened(source.path) }
    size = bytes.size == .max ? source.size : bytes.size
    switch source.kind {
    case .mbox: format = .mbox(try MboxReader(bytes, source: source.path, from: start, limits: limits))
    case .eml, .maildir, .mh, .emlx:
      format = .eml(EMLReader(bytes, source: source, from: start, limits: limits))
    // A folder of a data file was opened above.
    case .msg, .pst: format = .msg(MSGReader(bytes, source: source, from: start, limits: limits))
    }
  }

  /// The next messages; nil at the end of the source.
  ///
  /// A batch can be empty where only blank lines were left. Bad mail is never an error; a failing disk is, and packed
  /// data that are damaged, cut off or beyond a limit: what could be inflated is read before.
  public mutating func nextBatch() throws(ArchiveError) -> RawBatch? {
    switch format {
    case .mbox(var reader):
      let batch = try reader.nextBatch()
      format = .mbox(reader)
      return batch
    case .eml(var reader):
      let batch = try reader.nextBatch()
      format = .eml(reader)
      return batch
    case .msg(var reader):
      let batch = try reader.nextBatch()
      format = .msg(reader)
      return batch
    case .pst(var reader):
      let batch = try reader.nextBatch()
      format = .pst(reader)
      return batch
    }
  }

  /// What a checkpoint at `position` remembers of the source as it was when it was opened.
  ///
  /// - Throws: what reading throws.
  public func identity(at position: Int64) throws(ArchiveError) -> SourceIdentity {
    try opened.identity(at: position)
  }

  /// Makes sure that reading may begin: that `source`, if it is not what it was when it was found, is of the same kind,
  /// and goes on from `position` as it did when `recorded` was taken of it; nil where it is read from its beginning.
  ///
  /// - Throws: `changed` where it is another file; what reading throws.
  public func confirm(
    _ source: ArchiveSource, at position: Int64, since recorded: SourceIdentity?
  ) throws(ArchiveError) {
    guard opened.differs(from: source) else { return }
    guard position > 0, let recorded else {
      if try opened.isMail(source.kind) { return }
      throw ArchiveError.changed(source.path)
    }
    switch try source.change(since: recorded) {
    case .unchanged, .grown: return
    case .lastMessageGrew where position < recorded.position: return
    case .lastMessageGrew, .replaced, .shortened: throw ArchiveError.changed(source.path)
    }
  }
}
