#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

// Unsafe by need: memchr and memcmp of the C library are what makes a search cheap. Every pointer below comes from
// `withUnsafeBufferPointer` of the array searched and lives inside that call; every length is the distance to a bound
// that was clamped to the array's count before.
extension Array where Element == UInt8 {
  /// The first place of `pattern` at or after `start` that ends at or before `end` (default: the end of the bytes).
  public func firstIndex(of pattern: StaticString, from start: Int = 0, to end: Int = .max) -> Int? {
    guard pattern.hasPointerRepresentation else { return nil }
    return firstIndex(
      of: UnsafeBufferPointer(start: pattern.utf8Start, count: pattern.utf8CodeUnitCount), from: start, to: end)
  }

  /// The first place of `pattern` at or after `start` that ends at or before `end` (default: the end of the bytes).
  public func firstIndex(of pattern: [UInt8], from start: Int = 0, to end: Int = .max) -> Int? {
    pattern.withUnsafeBufferPointer { firstIndex(of: $0, from: start, to: end) }
  }

  /// The first `byte` at or after `start` and before `end`.
  public func firstIndex(ofByte byte: UInt8, from start: Int = 0, to end: Int = .max) -> Int? {
    let end = Swift.min(end, count)
    guard start >= 0, start < end else { return nil }
    return withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress, let found = memchr(base + start, Int32(byte), end - start) else { return nil }
      return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
  }

  /// Whether `pattern` stands anywhere in the bytes.
  public func contains(_ pattern: StaticString) -> Bool { firstIndex(of: pattern) != nil }

  /// The last place of `pattern` at or after `start`.
  public func lastIndex(of pattern: [UInt8], from start: Int = 0) -> Int? {
    guard let first = pattern.first, pattern.count <= count else { return nil }
    var index = count - pattern.count
    while index >= start, index >= 0 {
      if self[index] == first, matches(pattern, at: index) { return index }
      index -= 1
    }
    return nil
  }

  private func firstIndex(of pattern: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let end = Swift.min(end, count)
    guard let first = pattern.baseAddress, !pattern.isEmpty, start >= 0, end >= pattern.count, start < end
    else { return nil }
    let last = end - pattern.count
    return withUnsafeBufferPointer { bytes -> Int? in
      guard let base = bytes.baseAddress else { return nil }
      var from = start
      while from <= last {
        guard let found = memchr(base + from, Int32(first.pointee), last - from + 1) else { return nil }
        let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
        if memcmp(base + at, first, pattern.count) == 0 { return at }
        from = at + 1
      }
      return nil
    }
  }
}
