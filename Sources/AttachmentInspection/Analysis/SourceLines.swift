import ByteReading

/// The lines of a source text.
enum SourceLines {
  /// Bytes of one line that are shown.
  private static let longestLine = 8_192

  /// At most `limit` lines as ranges of bytes, without their ends.
  static func ranges(of source: [UInt8], limit: Int) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var at = 0
    while at < source.count, ranges.count < limit {
      let feed = source.firstIndex(ofByte: 0x0A, from: at)
      let back = source.firstIndex(ofByte: 0x0D, from: at, to: feed ?? source.count)
      // A carriage return alone ends a line too.
      let end = back ?? feed ?? source.count
      ranges.append(at..<end)
      at = end + 1
      if let back, feed == back + 1 { at = back + 2 }
    }
    return ranges
  }

  /// The text of a line, cut where it is overlong.
  static func text(_ source: [UInt8], _ range: Range<Int>) -> String {
    let text = source.bytes(at: range.lowerBound, count: min(range.count, longestLine)).lenientText
    return range.count > longestLine ? text + "…" : text
  }
}
