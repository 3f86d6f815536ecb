#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Borrowed bytes that are read by index and can never be read outside their bounds.
///
/// This is the checked façade through which the parser reads memory: every access compares the index with the count,
/// reads outside give 0, ranges are cut to the bytes. The pointer is that of a buffer which the caller of the parser
/// lends for the duration of one call; views are made inside that call and none is stored in a value that outlives it.
struct ByteView {
  private let start: UnsafeRawPointer?
  /// Bytes in the view.
  let count: Int

  init(_ buffer: UnsafeRawBufferPointer) {
    start = buffer.baseAddress
    count = buffer.baseAddress == nil ? 0 : buffer.count
  }

  var isEmpty: Bool { count == 0 }

  /// The byte at `index`; 0 outside the view.
  @inline(__always)
  subscript(index: Int) -> UInt8 {
    guard UInt(bitPattern: index) < UInt(bitPattern: count), let start else { return 0 }
    return start.load(fromByteOffset: index, as: UInt8.self)
  }

  /// The view of `range`, cut to this view.
  subscript(range: Range<Int>) -> ByteView {
    guard let start else { return self }
    let cut = range.clamped(to: 0..<count)
    return ByteView(UnsafeRawBufferPointer(start: start + cut.lowerBound, count: cut.count))
  }

  /// The bytes as the buffer that hashing and copying want.
  var raw: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }

  /// The first index of `byte` at or behind `from` and before `end`.
  @inline(__always)
  func firstIndex(of byte: UInt8, from: Int, to end: Int) -> Int? {
    let from = max(from, 0)
    let end = min(end, count)
    guard from < end, let start else { return nil }
    guard let found = memchr(start + from, Int32(byte), end - from) else { return nil }
    return UnsafeRawPointer(found) - start
  }

  /// The first index of `byte` in the whole view.
  func firstIndex(of byte: UInt8) -> Int? { firstIndex(of: byte, from: 0, to: count) }

  /// The first index of a byte for which `condition` holds.
  func firstIndex(where condition: (UInt8) -> Bool) -> Int? {
    for index in 0..<count where condition(self[index]) { return index }
    return nil
  }

  /// The first index at or behind `from` where `pattern` stands; made for patterns of a few bytes.
  func firstIndex(of pattern: ByteView, from: Int) -> Int? {
    guard pattern.count > 0 else { return nil }
    let first = pattern[0]
    var at = from
    while let found = firstIndex(of: first, from: at, to: count) {
      if matches(pattern, at: found) { return found }
      at = found + 1
    }
    return nil
  }

  /// Whether the bytes at `index` are those of `other`.
  func matches(_ other: ByteView, at index: Int) -> Bool {
    guard index >= 0, other.count <= count, index <= count - other.count else { return false }
    guard let start, let wanted = other.start else { return other.count == 0 }
    return memcmp(start + index, wanted, other.count) == 0
  }

  /// Whether the bytes at `index` are `text`, ASCII letters compared without regard to case; `text` is lower case.
  func matches(lowercase text: StaticString, at index: Int) -> Bool {
    let length = text.utf8CodeUnitCount
    guard index >= 0, length <= count, index <= count - length else { return false }
    return text.withUTF8Buffer { wanted in
      for offset in 0..<length where ASCII.lowercased(self[index + offset]) != wanted[offset] { return false }
      return true
    }
  }

  /// Whether the whole view is `text`, ASCII letters compared without regard to case; `text` is lower case.
  func equals(lowercase text: StaticString) -> Bool {
    count == text.utf8CodeUnitCount && matches(lowercase: text, at: 0)
  }

  /// Whether every byte is ASCII.
  var isASCII: Bool {
    guard let start else { return true }
    var index = 0
    var bits: UInt64 = 0
    while index + 32 <= count {
      bits |= start.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      bits |= start.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self)
      bits |= start.loadUnaligned(fromByteOffset: index + 16, as: UInt64.self)
      bits |= start.loadUnaligned(fromByteOffset: index + 24, as: UInt64.self)
      if bits & 0x8080_8080_8080_8080 != 0 { return false }
      index += 32
    }
    while index < count {
      if start.load(fromByteOffset: index, as: UInt8.self) >= 0x80 { return false }
      index += 1
    }
    return true
  }

  /// The bytes as text where they are valid UTF-8; nil where they are not.
  ///
  /// Decoding repairs what is not valid, so text that has the bytes it was made of was valid. This is several times
  /// faster than the library's validating initializer.
  var validUTF8: String? {
    guard let start else { return "" }
    var text = String(decoding: raw, as: UTF8.self)
    let isSame = text.withUTF8 { decoded in
      guard decoded.count == count, let base = decoded.baseAddress else { return count == 0 }
      return memcmp(base, start, count) == 0
    }
    return isSame ? text : nil
  }

  /// The bytes as text that are known to be ASCII.
  var asciiString: String { String(decoding: raw, as: UTF8.self) }

  /// `range` without blanks and line ends at its ends.
  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = max(range.lowerBound, 0)
    var high = min(range.upperBound, count)
    while low < high, ASCII.isSpace(self[low]) { low += 1 }
    while high > low, ASCII.isSpace(self[high - 1]) { high -= 1 }
    return low..<max(low, high)
  }
}
