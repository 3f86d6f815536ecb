import ByteReading

/// A file wrapped by the object packager, as the stream `\1Ole10Native` holds it.
struct Ole10Native {
  /// The file's name as shown.
  let name: String
  /// Where the file came from, or where it is fetched from.
  let path: String
  let content: [UInt8]
  /// Whether the packager holds the path alone: the file is fetched from there (CVE-2014-4114).
  let isLink: Bool

  /// Reads a stream: size, flags, label, path, a temporary path, then the bytes; nil where nothing is in it.
  init?(_ bytes: [UInt8]) {
    var at = 4
    if bytes.u16(at: at) == 2 { at += 2 }
    let label = Self.text(bytes, at: &at)
    path = Self.text(bytes, at: &at)
    at += 4
    let temporaryLength = bytes.u32(at: at) ?? 0
    at = at.addingReportingOverflow(4).partialValue
    if temporaryLength < 4_096 { at += temporaryLength }
    if let size = bytes.u32(at: at), size > 0, at + 4 < bytes.count {
      content = bytes.bytes(at: at + 4, count: size)
      name = Self.fileName(of: label.isEmpty ? path : label)
      isLink = false
      return
    }
    if path.hasPrefix("\\\\") || path.lowercasedASCII.hasPrefix("http") {
      content = []
      name = Self.fileName(of: path)
      isLink = true
      return
    }
    isLink = false
    // Other servers store their own bytes behind the size alone.
    guard let size = bytes.u32(at: 0), size > 0, bytes.count > 4 else { return nil }
    content = bytes.bytes(at: 4, count: size)
    name = ""
  }

  private static func fileName(of path: String) -> String {
    path.split(whereSeparator: { $0 == "\\" || $0 == "/" }).last.map(String.init) ?? ""
  }

  private static func text(_ bytes: [UInt8], at: inout Int) -> String {
    let end = bytes.firstIndex(ofByte: 0, from: at, to: at + 1_024) ?? at
    defer { at = min(end + 1, bytes.count) }
    return bytes.bytes(at: at, count: end - at).lenientText
  }
}
