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
  ///
  /// A search forwards by the C library passes a window several times faster than a loop backwards.
  public func lastIndex(of pattern: [UInt8], from start: Int = 0) -> Int? {
    var last: Int?
    var from = Swift.max(0, start)
    while let found = firstIndex(of: pattern, from: from) {
      last = found
      from = found + 1
    }
    return last
  }

  private func firstIndex(of pattern: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    withUnsafeBufferPointer { $0.firstIndex(of: pattern, from: start, to: end) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The first place of `pattern` at or after `start` that ends at or before `end`.
  func firstIndex(of pattern: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int? {
    let end = Swift.min(end, count)
    guard let base = baseAddress, let first = pattern.baseAddress, !pattern.isEmpty, start >= 0,
      pattern.count <= end, start <= end - pattern.count
    else { return nil }
    let last = end - pattern.count
    // In a few bytes there is little to stop at, and choosing would cost more than it spares.
    let anchor = last - start < 64 ? 0 : pattern.rarestIndex
    var from = start
    while from <= last {
      guard let found = memchr(base + from + anchor, Int32(first[anchor]), last - from + 1) else { return nil }
      let at = UnsafeRawPointer(found) - UnsafeRawPointer(base) - anchor
      if memcmp(base + at, first, pattern.count) == 0 { return at }
      from = at + 1
    }
    return nil
  }

  /// The place of the byte that documents have least often: a search that looks for it stops least often in vain.
  ///
  /// Looking for the first byte, a search for `\0Attribut` stopped at every zero of a compound file.
  fileprivate var rarestIndex: Int {
    var rarest = 0
    var least = UInt8.max
    for (index, byte) in enumerated() {
      let frequency = Self.frequency(of: byte)
      if frequency < least {
        least = frequency
        rarest = index
      }
    }
    return rarest
  }

  private static func frequency(of byte: UInt8) -> UInt8 {
    switch byte {
    case 0x00, 0xFF, 0x20: 9
    case 0x61, 0x65, 0x69, 0x6E, 0x6F, 0x72, 0x73, 0x74: 8  // a e i n o r s t
    case 0x22, 0x2E, 0x2F, 0x3C, 0x3D, 0x3E: 7  // " . / < = >
    case 0x61...0x7A, 0x30...0x39: 6
    case 0x41...0x5A, 0x0A, 0x0D, 0x01: 5
    default: 4
    }
  }
}
