/// Finds line ends: LF with or without CR before it, or CR alone in a message that has no LF at all.
struct LineScanner {
  let bytes: ByteView
  /// The byte that ends a line.
  let terminator: UInt8

  /// Takes lines to end with that byte.
  init(_ bytes: ByteView, terminator: UInt8) {
    self.bytes = bytes
    self.terminator = terminator
  }

  init(_ bytes: ByteView) {
    self.bytes = bytes
    let hasLineFeed = bytes.firstIndex(of: ASCII.lineFeed) != nil
    terminator =
      !hasLineFeed && bytes.firstIndex(of: ASCII.carriageReturn) != nil ? ASCII.carriageReturn : ASCII.lineFeed
  }

  /// The first byte of the line behind the one that holds `position`; `end` where there is none.
  @inline(__always)
  func nextLine(from position: Int, to end: Int) -> Int {
    guard let found = bytes.firstIndex(of: terminator, from: position, to: end) else { return end }
    return found + 1
  }

  /// Where the content of a line ends: its end without the line end.
  @inline(__always)
  func contentEnd(of line: Range<Int>) -> Int {
    var end = line.upperBound
    if end > line.lowerBound, bytes[end - 1] == terminator {
      end -= 1
      if terminator == ASCII.lineFeed, end > line.lowerBound, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
    }
    return end
  }
}
