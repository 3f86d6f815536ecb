/// Plain search for short needles in the bytes of a text.
enum ByteSearch {
  /// Where the bytes of `needle` first occur at or after `start`; nil where they do not, or there are none.
  static func first(_ needle: String, in bytes: [UInt8], from start: Int = 0) -> Int? {
    first(Array(needle.utf8), in: bytes, from: start)
  }

  /// Where `needle` first occurs at or after `start`; nil where it does not, or is empty.
  static func first(_ needle: [UInt8], in bytes: [UInt8], from start: Int = 0) -> Int? {
    guard let head = needle.first, start >= 0, bytes.count - start >= needle.count else { return nil }
    var at = start
    let last = bytes.count - needle.count
    while at <= last {
      if bytes[at] == head, stands(needle, in: bytes, at: at) { return at }
      at += 1
    }
    return nil
  }

  /// Whether `needle` stands at a place of `bytes`.
  static func stands(_ needle: [UInt8], in bytes: [UInt8], at place: Int) -> Bool {
    guard place >= 0, bytes.count - place >= needle.count else { return false }
    for offset in needle.indices where bytes[place + offset] != needle[offset] { return false }
    return true
  }
}
