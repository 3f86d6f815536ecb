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
      // Runs between line ends are copied whole; each is a part of `body`, so all of them fit.
      var written = 0
      var start = 0
      while start < body.count {
        let lineEnd = body.firstIndex(of: ASCII.lineFeed, from: start, to: body.count) ?? body.count
        let run = body[start..<lineEnd]
        if run.firstIndex(of: ASCII.carriageReturn) == nil {
          UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(out)[written..<written + run.count])
            .copyMemory(from: run.raw)
          written += run.count
        } else {
          for index in 0..<run.count where run[index] != ASCII.carriageReturn {
            out[written] = run[index]
            written += 1
          }
        }
        start = lineEnd + 1
      }
      count = written
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
    if let text = bytes.validUTF8 { return (text, false) }
    return (CharsetDecoding.guessed(bytes), true)
  }
}
