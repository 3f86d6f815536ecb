import MailModel
import PersonalStorage

@testable import MailArchives

/// An archive that lies in memory.
final class MemorySource: ByteSource, StorageBytes {
  private let whole: [UInt8]

  init(_ whole: [UInt8]) { self.whole = whole }

  var size: Int64 { Int64(whole.count) }

  func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    MailBytes(slice(from: offset, count: count))
  }

  func bytes(from offset: Int64, count: Int) throws(StorageError) -> [UInt8] {
    Array(slice(from: offset, count: count))
  }

  private func slice(from offset: Int64, count: Int) -> ArraySlice<UInt8> {
    let start = min(max(Int(clamping: offset), 0), whole.count)
    return whole[start..<start + min(max(count, 0), whole.count - start)]
  }
}
