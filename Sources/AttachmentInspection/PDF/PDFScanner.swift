import ByteReading

/// A PDF cut into what stands outside of streams and the streams themselves (ISO 32000-1 §7.3.8).
struct PDFScanner {
  enum Piece {
    case text(Range<Int>)
    /// The stream's bytes, and the text before it in which its dictionary stands.
    case stream(Range<Int>, dictionary: Range<Int>)
  }

  private let bytes: [UInt8]
  private var at = 0
  private var pending: Piece?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() -> Piece? {
    if let piece = pending {
      pending = nil
      return piece
    }
    guard at < bytes.count else { return nil }
    let start = at
    var from = at
    while let word = bytes.firstIndex(of: "stream", from: from) {
      from = word + 6
      // `endstream` is none, and the keyword ends its line.
      if bytes.byte(at: word - 1) == 0x64 { continue }
      guard let after = bytes.byte(at: from), after == 0x0A || after == 0x0D || after == 0x20 else { continue }
      var data = from
      if bytes.byte(at: data) == 0x20 { data += 1 }
      if bytes.byte(at: data) == 0x0D { data += 1 }
      if bytes.byte(at: data) == 0x0A { data += 1 }
      let end = bytes.firstIndex(of: "endstream", from: data) ?? bytes.count
      at = min(end + 9, bytes.count)
      pending = .stream(data..<max(data, end), dictionary: max(start, word - 2_048)..<word)
      return .text(start..<word)
    }
    at = bytes.count
    return .text(start..<bytes.count)
  }
}
