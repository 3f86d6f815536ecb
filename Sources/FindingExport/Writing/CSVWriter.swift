/// Writes CSV (RFC 4180): every cell quoted, lines ended with CRLF, and no cell that a spreadsheet takes for a formula.
///
/// Characters that are commands or cannot be seen become tokens, tabs and line ends within a cell aside.
public struct CSVWriter: Sendable {
  /// The text written so far, UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// Makes a writer with an empty buffer.
  public init() {}

  /// Empties the buffer and keeps its memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// Writes a line of cells; a nil cell is empty.
  public mutating func row(_ cells: [String?]) {
    for (index, cell) in cells.enumerated() {
      if index > 0 { bytes.append(0x2C) }
      bytes.append(0x22)
      append(cell ?? "")
      bytes.append(0x22)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ cell: String) {
    // CSV injection: a spreadsheet runs what begins so (OWASP ASVS 1.2.10; LF and full-width forms beside it).
    if let first = cell.unicodeScalars.first, "=+-@\t\r\n\0＝＋－＠".unicodeScalars.contains(first) {
      bytes.append(0x27)
    }
    var text = String.UnicodeScalarView()
    for scalar in cell.unicodeScalars {
      switch scalar {
      case "\t", "\n", "\r": text.append(scalar)
      case "\"": text.append(contentsOf: "\"\"".unicodeScalars)
      default: scalar.appendPrintable(to: &text)
      }
    }
    bytes.append(contentsOf: String(text).utf8)
  }
}
