import CZlib

/// The bytes of an attachment as a case keeps them: deflated, so that they are neither large nor whole on disk.
public struct KeptContent: Sendable, Hashable {
  /// Bytes of the attachment.
  public var size: Int
  /// Those bytes as a zlib stream (RFC 1950).
  public var deflated: [UInt8]

  init(size: Int, deflated: [UInt8]) {
    self.size = size
    self.deflated = deflated
  }

  /// Deflates the bytes of an attachment; nil where zlib fails, as it does without memory.
  public init?(deflating bytes: [UInt8]) {
    var length = compressBound(uLong(bytes.count))
    var output = [UInt8](repeating: 0, count: Int(clamping: length))
    guard compress2(&output, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION) == Z_OK else { return nil }
    output.removeSubrange(min(Int(clamping: length), output.count)...)
    self.init(size: bytes.count, deflated: output)
  }

  /// The bytes of the attachment; nil where what is kept is damaged.
  public var bytes: [UInt8]? {
    // No stream gives more than 1,032 bytes for one: a size beyond that is a damaged row's.
    guard size >= 0, size / 1_032 <= deflated.count else { return nil }
    var length = uLong(size)
    var output = [UInt8](repeating: 0, count: max(1, size))
    guard uncompress(&output, &length, deflated, uLong(deflated.count)) == Z_OK, length == uLong(size) else {
      return nil
    }
    return size == 0 ? [] : output
  }
}
