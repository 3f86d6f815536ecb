import MailModel

/// A stretch of a file in memory that moves forward over it.
///
/// Bytes are addressed by their offset in the file. Moving copies nothing: what was in the old stretch and is wanted
/// in the new one is read again, a few kilobytes at most.
struct SlidingWindow: Sendable {
  let file: any ByteSource
  private let blockBytes: Int
  private(set) var bytes: MailBytes
  /// Where the stretch begins in the file.
  private(set) var start: Int64 = 0

  init(over file: any ByteSource, blockBytes: Int) {
    self.file = file
    self.blockBytes = blockBytes
    bytes = MailBytes([])
  }

  /// Where the stretch ends in the file.
  var end: Int64 { start + Int64(bytes.count) }
  /// Whether the stretch reaches to the end of the file.
  var reachesEnd: Bool { end >= file.size }

  /// The index in `bytes` of a file offset, cut to the stretch.
  func index(of offset: Int64) -> Int { Int(clamping: min(max(offset - start, 0), Int64(bytes.count))) }

  /// Makes the stretch hold `behind` bytes before `offset` and `ahead` bytes from it, as far as the file has them.
  mutating func cover(_ offset: Int64, behind: Int, ahead: Int) throws(ArchiveError) {
    let first = max(offset - Int64(behind), 0)
    let last = min(offset + Int64(ahead), file.size)
    if first >= start, last <= end { return }
    let count = max(Int(clamping: last - first), blockBytes)
    bytes = try file.bytes(from: first, count: count)
    start = min(first, file.size)
  }

  /// The bytes of a range of the file: a slice of the stretch where it has them all, else read for themselves.
  func slice(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    if offset >= start, offset + Int64(count) <= end {
      let first = index(of: offset)
      return bytes[first..<first + count]
    }
    return try file.bytes(from: offset, count: count)
  }
}
