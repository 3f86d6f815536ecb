import ByteReading

extension Inspection {
  /// Records the URLs that stand in `bytes` as plain text.
  mutating func foundURLs(in bytes: [UInt8]) {
    var from = 0
    var count = 0
    while count < 500, let at = bytes.firstIndex(of: "://", from: from) {
      from = at + 3
      var start = at
      while start > 0, at - start < 8, Self.isLetter(bytes[start - 1]) { start -= 1 }
      let scheme = String(decoding: bytes[start..<at], as: UTF8.self).lowercasedASCII
      guard let known = Self.schemes.first(where: { scheme.hasSuffix($0) }) else { continue }
      start = at - known.utf8.count
      var end = at + 3
      // A literal ends where its quote stands again.
      let isLiteral = bytes.byte(at: start - 1) == 0x27
      while end < bytes.count, end - start < 2_000, Self.isURLByte(bytes[end]), !(isLiteral && bytes[end] == 0x27) {
        end += 1
      }
      while end > at + 3, let last = bytes.byte(at: end - 1), [0x2E, 0x2C, 0x3B, 0x29, 0x27].contains(last) { end -= 1 }
      guard end > at + 6 else { continue }
      let url = String(decoding: bytes[start..<end], as: UTF8.self)
      if !Self.isNamespace(url) {
        foundURL(url)
        count += 1
      }
      from = end
    }
  }

  private static let schemes = ["https", "http", "ftp", "file"]

  private static func isLetter(_ byte: UInt8) -> Bool { byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A }

  private static func isURLByte(_ byte: UInt8) -> Bool {
    byte > 0x20 && byte < 0x7F && ![0x22, 0x3C, 0x3E, 0x5C, 0x5E, 0x60, 0x7B, 0x7C, 0x7D].contains(byte)
  }

  /// Names of XML namespaces that every document has.
  private static func isNamespace(_ url: String) -> Bool {
    namespaces.contains { url.hasPrefix($0) }
  }

  private static let namespaces = [
    "http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/", "http://www.w3.org/", "http://purl.org/",
    "http://purl.oclc.org/", "http://ns.adobe.com/", "http://schemas.xmlsoap.org/",
  ]
}
