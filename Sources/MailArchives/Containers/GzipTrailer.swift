import MailModel

/// What the ends of a gzip file say of it without inflating (RFC 1952 §2.3.1).
struct GzipTrailer {
  /// What tells the content from another: the first packed bytes, and the checksum and size at the end.
  var fingerprint: ContentDigest
  /// The bytes that come out; nil where the end of the file is not at hand.
  ///
  /// The file has the size modulo 2^32, and that of its last gzip member only; deflate hardly ever makes data longer,
  /// so at least the packed size is meant.
  var estimatedSize: Int64?

  private static let headBytes = 64 << 10

  init(of bytes: any ByteSource) throws(ArchiveError) {
    let head = try bytes.bytes(from: 0, count: Self.headBytes)
    let headDigest = head.withUnsafeBytes { ContentDigest(of: $0) }
    let size = bytes.size
    // What is itself inflated is not read to its end for this.
    guard size != .max, bytes.farthestLook == .max || size <= Int64(Self.headBytes) else {
      fingerprint = ContentDigest(of: "gzip \(headDigest)")
      return
    }
    let trailer = try bytes.bytes(from: max(size - 8, 0), count: 8).array
    fingerprint = ContentDigest(of: "gzip \(size) \(trailer) \(headDigest)")
    guard let stated = trailer.number32(at: 4) else { return }
    // A stored block of deflate adds 5 bytes to 65,535, gzip 18 in all.
    let least = max(size - size / 1_000 - 1_024, 0)
    let rounds = least > stated ? (least - stated + 0xFFFF_FFFF) >> 32 : 0
    estimatedSize = stated + rounds << 32
  }
}
