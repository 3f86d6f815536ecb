#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Distinct strings, each held once, numbered from 0 in the order in which they came.
///
/// All bytes lie in one array: a string costs its bytes and some 25 more, instead of an allocation.
struct StringTable: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [Int] = []
  private var index = HashIndex()

  var count: Int { ends.count }

  /// The bytes of a string.
  subscript(number: Int) -> ArraySlice<UInt8> { bytes[range(of: number)] }

  /// The number of a string that is told from others by its bytes.
  mutating func insert(bytesOf string: String) -> Int32 {
    var string = string
    return string.withUTF8 { insert(UnsafeRawBufferPointer($0)) }
  }

  /// The number of a string that is told from others by its bytes.
  mutating func insert(_ string: [UInt8]) -> Int32 { string.withUnsafeBytes { insert($0) } }

  /// The number of a text: canonically equivalent texts are one, as they are to Swift.
  ///
  /// A Mac may answer a subject with its accents taken apart.
  mutating func insert(text: String) -> Int32 {
    let hash = text.hashValue
    var text = text
    let known = text.withUTF8 { utf8 in
      index.number(hash: hash) { number in
        holds(UnsafeRawBufferPointer(utf8), at: number)
          || String(decoding: self[Int(number)], as: UTF8.self) == String(decoding: utf8, as: UTF8.self)
      }
    }
    return known ?? text.withUTF8 { append(UnsafeRawBufferPointer($0), hash: hash) }
  }

  /// The number of the string with these bytes; nil where it is not in the table.
  func number(of string: ArraySlice<UInt8>) -> Int32? {
    string.withUnsafeBytes { string in index.number(hash: Self.hash(string)) { holds(string, at: $0) } }
  }

  /// Drops what is needed only to find strings and to take in more.
  mutating func freeze() { index = HashIndex() }

  private mutating func insert(_ string: UnsafeRawBufferPointer) -> Int32 {
    let hash = Self.hash(string)
    return index.number(hash: hash) { holds(string, at: $0) } ?? append(string, hash: hash)
  }

  private mutating func append(_ string: UnsafeRawBufferPointer, hash: Int) -> Int32 {
    let number = Int32(clamping: ends.count)
    bytes.append(contentsOf: string)
    ends.append(bytes.count)
    index.insert(number, hash: hash)
    return number
  }

  private func range(of number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

  /// Whether the string of that number has these bytes.
  ///
  /// `memcmp` stays in bounds: `ends` rises and never passes the end of `bytes`, and both sides have the same length.
  private func holds(_ string: UnsafeRawBufferPointer, at number: Int32) -> Bool {
    let range = range(of: Int(number))
    guard range.count == string.count, let other = string.baseAddress else { return range.count == string.count }
    return bytes.withUnsafeBytes { bytes in
      bytes.baseAddress.map { memcmp($0 + range.lowerBound, other, range.count) == 0 } ?? range.isEmpty
    }
  }

  private static func hash(_ string: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: string)
    return hasher.finalize()
  }
}
