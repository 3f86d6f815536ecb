import MailModel
import Synchronization

/// What a packed member inflates to, read at offsets.
///
/// The last few megabytes are kept, and marks from which inflation can be taken up again, close together where it was
/// last and ever wider apart behind: reading again what lies `n` bytes back costs the inflation of about `2n` bytes,
/// whatever the size of the whole. Memory does not depend on the member's size.
final class InflatedBytes: ByteSource {
  /// What is known of the member beforehand, and how much it may inflate to.
  struct Description: Sendable {
    var codec: InflationCodec
    /// The path to name in errors.
    var path: String
    /// The CRC-32 that the container gives; nil where the stream has its own, or none.
    var checksum: UInt32?
    /// The size that the container gives.
    var statedSize: Int64?
    /// Beyond so many bytes the member is cut.
    var allowance: InflationAllowance
  }

  /// How far ahead of the reading position a look is free.
  static let look: Int64 = 8 << 20

  private let state: Mutex<InflatedState>

  init(_ packed: any ByteSource, _ description: Description) {
    state = Mutex(InflatedState(packed, description))
  }

  var size: Int64 { state.withLock { $0.size } }
  var farthestLook: Int64 { Self.look }
  var failure: ArchiveError? { state.withLock { $0.failure } }

  func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    let result: Result<MailBytes, ArchiveError> = state.withLock { state in
      do throws(ArchiveError) {
        return .success(try state.bytes(from: max(offset, 0), count: max(count, 0)))
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }
}

/// How much a member may inflate to: what lies beyond is a bomb, or beyond what this run is to read.
struct InflationAllowance: Sendable, Hashable {
  /// The most bytes.
  var bytes: Int64
  /// The most bytes for each packed byte, once `floor` is passed.
  var ratio: Int64
  /// Packed bytes in the outer file, those of the outermost member where one is packed in another.
  var packed: Int64

  /// So much may always come out: a small file of one letter repeated is no bomb.
  static let floor: Int64 = 64 << 20

  /// The most bytes that may come out.
  var limit: Int64 {
    let (product, overflow) = max(packed, 0).multipliedReportingOverflow(by: max(ratio, 1))
    return min(bytes, max(overflow ? .max : product, Self.floor))
  }

  /// In words, what was passed.
  var words: String {
    limit == bytes ? "the limit of \(bytes) inflated bytes" : "the limit of \(ratio) inflated bytes for each packed one"
  }
}
