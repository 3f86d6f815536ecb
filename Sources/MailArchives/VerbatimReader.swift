import MailModel

/// Reads stretches of a source byte for byte, as they stand in the innermost file.
///
/// One reader serves all messages of a source; a packed one is inflated once where they are asked for in order.
public struct VerbatimReader: Sendable {
  private let bytes: any ByteSource
  private let path: String

  /// Opens `source` to read.
  ///
  /// - Throws: `notFound`, `unreadable`, `ioError`; `notAMailArchive` for a folder of an Outlook data file, where
  ///   messages are no stretches of bytes.
  public init(_ source: ArchiveSource, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
    guard source.kind != .pst else { throw ArchiveError.notAMailArchive(source.path) }
    bytes = try source.open(limits)
    path = source.path
  }

  /// Hands the bytes of `range` to `body`, in pieces of at most a mebibyte.
  ///
  /// - Throws: `shortened` where the source ends before the range does; what reading throws; what `body` throws.
  public func forEachPiece(of range: ByteRange, _ body: (MailBytes) throws -> Void) throws {
    var offset = Int64(clamping: range.offset)
    var rest = range.length
    while rest > 0 {
      let piece = try bytes.bytes(from: offset, count: min(rest, 1 << 20))
      guard !piece.isEmpty else { throw bytes.failure ?? ArchiveError.shortened(path) }
      try body(piece)
      offset += Int64(piece.count)
      rest -= piece.count
    }
  }
}

extension ArchiveSource {
  /// The file on disk in which the source lies: itself, or the outermost of the archives around it.
  public var file: String { outerPath }
}
