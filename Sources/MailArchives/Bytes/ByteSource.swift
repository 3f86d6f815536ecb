import MailModel

/// Bytes that are read at offsets: a file, a stretch of one, or what a compressed stream inflates to.
///
/// Reading is a function of the offset alone, however it is done: a compressed stream is inflated again from some
/// point before where that is needed.
protocol ByteSource: AnyObject, Sendable {
  /// Bytes in the source; `Int64.max` until the end of a compressed stream was seen.
  var size: Int64 { get }
  /// How far ahead of where it is read a look costs no more than the bytes looked at.
  var farthestLook: Int64 { get }
  /// Why the source ends before its own end; nil where it does not, or where that end was not reached yet.
  var failure: ArchiveError? { get }

  /// The bytes of a range, cut to the end of the source.
  ///
  /// - Throws: what reading the file throws. A compressed stream that is damaged ends before the damage, and says so
  ///   in `failure`.
  func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes
}

extension ByteSource {
  var farthestLook: Int64 { .max }
  var failure: ArchiveError? { nil }

  /// Reads on from `offset` to the end of the source, where its size is not known yet; the size.
  func findEnd(from offset: Int64) throws(ArchiveError) -> Int64 {
    var at = max(offset, 0)
    while size == .max {
      let (next, overflow) = at.addingReportingOverflow(1 << 20)
      guard !overflow else { break }
      at = next
      _ = try bytes(from: at, count: 1)
    }
    return size
  }
}

/// A stretch of another source, as a container holds its members: nothing is copied.
final class ByteSlice: ByteSource {
  private let whole: any ByteSource
  private let start: Int64
  private let length: Int64

  /// Takes `length` bytes of `whole` from `start`, cut to its end.
  init(of whole: any ByteSource, from start: Int64, length: Int64) {
    self.whole = whole
    self.start = max(start, 0)
    self.length = max(length, 0)
  }

  var size: Int64 {
    let whole = whole.size
    guard whole != .max else { return length }
    return min(length, max(whole - start, 0))
  }
  var farthestLook: Int64 { whole.farthestLook }
  var failure: ArchiveError? { whole.failure }

  func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    let at = min(max(offset, 0), length)
    let wanted = min(length - at, Int64(clamping: max(count, 0)))
    let (from, overflow) = start.addingReportingOverflow(at)
    guard wanted > 0, !overflow else { return MailBytes([]) }
    return try whole.bytes(from: from, count: Int(clamping: wanted))
  }
}
