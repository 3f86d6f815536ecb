/// Finds the boundary that delimits a region in truth, where the stated one does not.
enum BoundaryGuess {
  /// Lines that are looked at in search of the first delimiter.
  private static let mostLines = 20_000

  /// The boundary; nil where no line looks like a delimiter.
  ///
  /// A line that begins with two hyphens is one where a Content- field follows it, or where the stated boundary,
  /// without the quote that was never closed, begins with what it says.
  static func boundary(
    in region: Range<Int>, of bytes: ByteView, lines: LineScanner, stated: [UInt8]?, lineLimit: Int = mostLines
  ) -> [UInt8]? {
    var position = region.lowerBound
    for _ in 0..<lineLimit {
      guard position < region.upperBound else { return nil }
      let next = lines.nextLine(from: position, to: region.upperBound)
      if bytes[position] == 0x2D, bytes[position + 1] == 0x2D {
        let line = bytes.trimmed(position + 2..<next)
        if (1...250).contains(line.count), line.lowerBound == position + 2 {
          let candidate = Array(bytes[line].raw)
          if candidate != stated, bytes.matches(lowercase: "content-", at: next) || isStated(candidate, stated) {
            return candidate
          }
        }
      }
      position = next
    }
    return nil
  }

  private static func isStated(_ candidate: [UInt8], _ stated: [UInt8]?) -> Bool {
    guard let stated, candidate.count >= 6 else { return false }
    return stated.starts(with: candidate)
  }
}
