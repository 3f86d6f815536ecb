/// The text cut to at most `limit` bytes of UTF-8, between two characters of Unicode.
func bounded(_ text: String, to limit: Int) -> String {
  let bytes = text.utf8
  guard bytes.count > limit else { return text }
  var end = bytes.index(bytes.startIndex, offsetBy: max(limit, 0))
  // A byte that continues a character (RFC 3629 §3) is no place to cut before.
  while end > bytes.startIndex, bytes[end] & 0xC0 == 0x80 { end = bytes.index(before: end) }
  return String(text[..<end])
}

extension String {
  /// The first bytes of the text, `limit` at most.
  func bytes(atMost limit: Int = .max) -> [UInt8] {
    var text = self
    return text.withUTF8 { Array($0.prefix(limit)) }
  }

  /// The text without white space of ASCII at either end.
  var trimmed: String {
    var text = self
    return text.withUTF8 { bytes in
      let kept = bytes.trimmedRange
      return kept.count == bytes.count ? self : String(decoding: bytes[kept], as: UTF8.self)
    }
  }

  /// Bytes of the text without white space of ASCII at either end.
  var trimmedCount: Int {
    var text = self
    return text.withUTF8 { $0.trimmedRange.count }
  }

  /// Whether the bytes of `needle` occur in the text.
  func containsText(_ needle: String) -> Bool { ByteSearch.first(needle, in: bytes()) != nil }

  /// The text with every occurrence of `old` replaced by `new`; unchanged where `old` is empty.
  func replacing(_ old: String, with new: String) -> String {
    let needle = Array(old.utf8)
    let bytes = Array(utf8)
    guard let first = ByteSearch.first(needle, in: bytes) else { return self }
    var out = Array(bytes[..<first])
    var at = first
    while at < bytes.count {
      if let next = ByteSearch.first(needle, in: bytes, from: at) {
        out.append(contentsOf: bytes[at..<next])
        out.append(contentsOf: new.utf8)
        at = next + needle.count
      } else {
        out.append(contentsOf: bytes[at...])
        break
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

extension RandomAccessCollection<UInt8> where Index == Int {
  /// Where the bytes stand without white space of ASCII at either end.
  fileprivate var trimmedRange: Range<Int> {
    var low = startIndex
    var high = endIndex
    while low < high, self[low].isBlank { low += 1 }
    while low < high, self[high - 1].isBlank { high -= 1 }
    return low..<high
  }
}
