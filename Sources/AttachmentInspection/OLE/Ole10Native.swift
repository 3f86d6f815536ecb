import ByteReading

/// A file wrapped by the object packager, as the stream `\1Ole10Native` holds it.
struct Ole10Native {
  /// The file's name as shown.
  let name: String
  let content: [UInt8]

  /// Reads a stream: size, flags, label, path, a temporary path, then the bytes; nil where nothing is in it.
  init?(_ bytes: [UInt8]) {
    var at = 4
    if bytes.u16(at: at) == 2 { at += 2 }
    let label = Self.text(bytes, at: &at)
    let path = Self.text(bytes, at: &at)
    at += 4
    let temporaryLength = bytes.u32(at: at) ?? 0
    at = at.addingReportingOverflow(4).partialValue
    if temporaryLength < 4_096 { at += temporaryLength }
    if let size = bytes.u32(at: at), size > 0, at + 4 < bytes.count {
      content = bytes.bytes(at: at + 4, count: size)
      name =
        (label.isEmpty ? path : label).split(whereSeparator: { $0 == "\\" || $0 == "/" }).last.map(String.init) ?? ""
      return
    }
    // Other servers store their own bytes behind the size alone.
    guard let size = bytes.u32(at: 0), size > 0, bytes.count > 4 else { return nil }
    content = bytes.bytes(at: 4, count: size)
    name = ""
  }

  private static func text(_ bytes: [UInt8], at: inout Int) -> String {
    let end = bytes.firstIndex(ofByte: 0, from: at, to: at + 1_024) ?? at
    defer { at = min(end + 1, bytes.count) }
    return bytes.bytes(at: at, count: end - at).lenientText
  }
}
