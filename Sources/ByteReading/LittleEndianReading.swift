/// Checked reads of integers from bytes that came from outside: nil where they do not lie inside.
///
/// The short ones are inlined into other modules: scanners call them for every byte, and a call took as long as the read.
extension Array where Element == UInt8 {
  /// The byte at `index`; nil outside.
  @inlinable
  public func byte(at index: Int) -> UInt8? {
    index >= 0 && index < count ? self[index] : nil
  }

  /// The 16-bit little-endian number at `index`; nil where it does not lie inside.
  @inlinable
  public func u16(at index: Int) -> Int? {
    guard index >= 0, index <= count - 2 else { return nil }
    return Int(self[index]) | Int(self[index + 1]) << 8
  }

  /// The 32-bit little-endian number at `index`; nil where it does not lie inside.
  @inlinable
  public func u32(at index: Int) -> Int? {
    guard index >= 0, index <= count - 4 else { return nil }
    return Int(self[index]) | Int(self[index + 1]) << 8 | Int(self[index + 2]) << 16 | Int(self[index + 3]) << 24
  }

  /// The 64-bit little-endian number at `index`; nil where it does not lie inside.
  public func u64(at index: Int) -> UInt64? {
    guard let low = u32(at: index), let high = u32(at: index &+ 4) else { return nil }
    return UInt64(low) | UInt64(high) << 32
  }

  /// The 64-bit little-endian number at `index`, at most `Int.max`; nil where it does not lie inside.
  public func clampedU64(at index: Int) -> Int? {
    u64(at: index).map { Int(clamping: $0) }
  }

  /// The 16-bit big-endian number at `index`; nil where it does not lie inside.
  public func u16BigEndian(at index: Int) -> Int? {
    guard index >= 0, index <= count - 2 else { return nil }
    return Int(self[index]) << 8 | Int(self[index + 1])
  }

  /// The 32-bit big-endian number at `index`; nil where it does not lie inside.
  public func u32BigEndian(at index: Int) -> Int? {
    guard let high = u16BigEndian(at: index), let low = u16BigEndian(at: index &+ 2) else { return nil }
    return high << 16 | low
  }

  /// The bytes of a range, as far as it lies inside.
  public func bytes(at offset: Int, count length: Int) -> [UInt8] {
    guard offset >= 0, offset < count, length > 0 else { return [] }
    return Array(self[offset..<offset + Swift.min(length, count - offset)])
  }

  /// Whether `pattern` stands at `index`.
  @inlinable
  public func matches(_ pattern: [UInt8], at index: Int) -> Bool {
    guard index >= 0, pattern.count <= count, index <= count - pattern.count else { return false }
    for offset in 0..<pattern.count where self[index + offset] != pattern[offset] { return false }
    return true
  }
}
