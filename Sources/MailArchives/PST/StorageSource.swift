import MailModel
import PersonalStorage

/// The bytes of an Outlook data file, wherever it lies.
///
/// Such a file is read here and there. In a ZIP or gzip file that packs it, every step back would inflate it again, so
/// a packed one is held in memory where it is small, and refused where it is not.
final class StorageSource: StorageBytes {
  /// The longest packed file that is read.
  private static let packedBytes = 64 << 20

  private enum Content {
    case source(any ByteSource)
    case memory(MailBytes)
  }

  private let content: Content
  let size: Int64

  /// - Throws: `unreadable` where the bytes are packed and too many; what reading throws.
  init(_ bytes: any ByteSource, path: String) throws(ArchiveError) {
    if bytes.farthestLook == .max {
      content = .source(bytes)
      size = bytes.size
      return
    }
    let whole = try bytes.bytes(from: 0, count: Self.packedBytes + 1)
    if let failure = bytes.failure { throw failure }
    guard whole.count <= Self.packedBytes else {
      throw ArchiveError(
        .unreadable, path: path,
        message:
          "an Outlook data file of more than \(Self.packedBytes >> 20) MiB, packed in an archive: unpack it, then "
          + "sweep what comes out")
    }
    content = .memory(whole)
    size = Int64(whole.count)
  }

  func bytes(from offset: Int64, count: Int) throws(StorageError) -> [UInt8] {
    switch content {
    case .memory(let whole):
      let start = Int(clamping: max(offset, 0))
      let (end, overflow) = start.addingReportingOverflow(max(count, 0))
      return start < whole.count ? whole[start..<(overflow ? whole.count : min(end, whole.count))].array : []
    case .source(let source):
      do throws(ArchiveError) {
        return try source.bytes(from: offset, count: count).array
      } catch {
        throw StorageError(.unreadable, error.message, cause: error)
      }
    }
  }
}

extension ArchiveError {
  /// The error of an Outlook data file at `path`.
  init(_ error: StorageError, path: String) {
    self = error.cause as? ArchiveError ?? ArchiveError(.unreadable, path: path, message: error.message)
  }
}
