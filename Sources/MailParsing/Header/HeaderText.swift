/// A field body without its folding (RFC 5322 §2.2.3): line ends gone, the blanks behind them kept.
struct UnfoldedField {
  private let view: ByteView
  private let copy: [UInt8]?

  /// Unfolds the bytes at `range`, and trims blanks at both ends.
  init(_ range: Range<Int>, in bytes: ByteView) {
    let range = bytes.trimmed(range)
    let body = bytes[range]
    guard body.firstIndex(of: ASCII.lineFeed) != nil || body.firstIndex(of: ASCII.carriageReturn) != nil else {
      view = body
      copy = nil
      return
    }
    view = body
    copy = [UInt8](unsafeUninitializedCapacity: body.count) { out, count in
      var at = 0
      for index in 0..<body.count {
        let byte = body[index]
        if byte != ASCII.lineFeed, byte != ASCII.carriageReturn {
          out[at] = byte
          at += 1
        }
      }
      count = at
    }
  }

  /// Lends the unfolded bytes to `body`.
  func withBytes<Result>(_ body: (ByteView) -> Result) -> Result {
    guard let copy else { return body(view) }
    return copy.withUnsafeBytes { body(ByteView($0)) }
  }
}

/// Raw header bytes as text.
enum HeaderText {
  /// The bytes as text: UTF-8 where they are (RFC 6532), else in the charset that they look like.
  static func string(_ bytes: ByteView) -> (text: String, isRepaired: Bool) {
    if bytes.isASCII { return (bytes.asciiString, false) }
    if let text = bytes.validUTF8 { return (text, false) }
    return (Windows1252.string(bytes), true)
  }
}
