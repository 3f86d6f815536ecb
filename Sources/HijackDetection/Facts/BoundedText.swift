/// The text cut to at most `limit` bytes of UTF-8, between two characters of Unicode.
func bounded(_ text: String, to limit: Int) -> String {
  guard text.utf8.count > limit else { return text }
  var kept = String.UnicodeScalarView()
  var bytes = 0
  for scalar in text.unicodeScalars {
    let width = UTF8.width(scalar)
    if bytes + width > limit { break }
    kept.append(scalar)
    bytes += width
  }
  return String(kept)
}

extension StringProtocol {
  /// The text without white space of ASCII at either end.
  var trimmed: String {
    let bytes = Array(utf8)
    guard let first = bytes.firstIndex(where: { !isBlank($0) }), let last = bytes.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return String(decoding: bytes[first...last], as: UTF8.self)
  }

  /// Whether the bytes of `needle` occur in the text.
  func containsText(_ needle: String) -> Bool { ByteSearch.first(needle, in: Array(utf8)) != nil }
}

private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

extension String {
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
