/// A run of bytes: where it begins and how long it is.
///
/// Offsets count from the start of whatever the context names (a file, a message); both numbers are in bytes.
public struct ByteRange: Sendable, Hashable {
  /// Bytes before the range.
  public var offset: Int
  /// Bytes in the range.
  public var length: Int

  /// Makes a range from its first byte and its length, both in bytes.
  public init(offset: Int, length: Int) {
    self.offset = offset
    self.length = length
  }
}
