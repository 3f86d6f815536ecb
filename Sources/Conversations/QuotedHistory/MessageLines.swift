/// The lines of a text, as runs of its UTF-8 bytes.
struct MessageLines {
  let bytes: [UInt8]
  /// The lines without their line ends.
  private(set) var lines: [Range<Int>] = []
  /// The lines without surrounding blanks.
  private var trimmedLines: [Range<Int>] = []
  /// The last line that begins with `>`; -1 where none does.
  private(set) var lastMarkedLine = -1

  init(_ text: String) {
    var text = text
    bytes = text.withUTF8 { Array($0) }
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == 0x0A {
      lines.append(start..<(index > start && bytes[index - 1] == 0x0D ? index - 1 : index))
      start = index + 1
    }
    if start < bytes.count { lines.append(start..<bytes.count) }
    trimmedLines.reserveCapacity(lines.count)
    for (index, line) in lines.enumerated() {
      let range = trimmed(line)
      trimmedLines.append(range)
      if let first = range.first, bytes[first] == 0x3E { lastMarkedLine = index }
    }
  }

  var count: Int { lines.count }

  /// The line without surrounding blanks (those of ASCII, and no-break spaces).
  func trimmed(_ index: Int) -> Range<Int> { trimmedLines[index] }

  func trimmed(_ range: Range<Int>) -> Range<Int> {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      if isBlank(bytes[low]) {
        low += 1
      } else if low + 1 < high, bytes[low] == 0xC2, bytes[low + 1] == 0xA0 {
        low += 2
      } else {
        break
      }
    }
    while low < high {
      if isBlank(bytes[high - 1]) {
        high -= 1
      } else if high - 1 > low, bytes[high - 2] == 0xC2, bytes[high - 1] == 0xA0 {
        high -= 2
      } else {
        break
      }
    }
    return low..<high
  }

  func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  /// How deep the line is quoted, and what stands behind the marks.
  func quoteDepth(_ index: Int) -> (depth: Int, rest: Range<Int>) {
    let line = lines[index]
    var at = line.lowerBound
    var depth = 0
    while at < line.upperBound, at - line.lowerBound < 64 || bytes[at] == 0x3E {
      if bytes[at] == 0x3E {
        depth += 1
        at += 1
      } else if bytes[at] == 0x20, at + 1 < line.upperBound, bytes[at + 1] == 0x3E || bytes[at + 1] == 0x20, depth == 0
      {
        // Up to a few blanks may stand before the first mark.
        at += 1
      } else if bytes[at] == 0x20, at + 1 < line.upperBound, bytes[at + 1] == 0x3E {
        at += 1
      } else {
        break
      }
    }
    guard depth > 0 else { return (0, line) }
    if at < line.upperBound, bytes[at] == 0x20 { at += 1 }
    return (depth, at..<line.upperBound)
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
