import MailModel

/// Reads the messages of one source in batches, from any position that an earlier batch named.
///
/// Memory is bounded by a block and the longest message of a batch (see `ArchiveLimits`), whatever the file's size.
public struct ArchiveReader: Sendable {
  private enum Format: Sendable {
    case mbox(MboxReader)
    case eml(EMLReader)
  }

  private var format: Format
  /// Bytes in the file at opening; what is appended later is left for the next run.
  public let size: Int64

  /// Opens `source` to read on from `position`, 0 or one that a batch named.
  ///
  /// - Throws: `notFound`, `unreadable`, `ioError`; `shortened` where the file ends before `position`.
  public init(
    _ source: ArchiveSource, from position: Int64 = 0, limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) {
    let file = try ArchiveFile(path: source.path)
    guard position <= file.size else { throw ArchiveError.shortened(source.path) }
    size = file.size
    let start = max(position, 0)
    switch source.kind {
    case .mbox: format = .mbox(try MboxReader(file, source: source.path, from: start, limits: limits))
    case .eml: format = .eml(EMLReader(file, source: source.path, from: start, limits: limits))
    }
  }

  /// The next messages; nil at the end of the source.
  ///
  /// A batch can be empty where only blank lines were left. Bad mail is never an error; a failing disk is.
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
    }
  }
}
