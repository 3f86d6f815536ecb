extension String {
  /// The text as it may go to a terminal: control characters, and what changes the direction of text, are shown as
  /// visible escapes (`\u{1B}` becomes `␛`, U+202E becomes `<U+202E>`).
  public var printable: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x00...0x1F: result.append(Unicode.Scalar(scalar.value + 0x2400) ?? "\u{FFFD}")
      case 0x7F: result.append("\u{2421}")
      case 0x80...0x9F, 0x061C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x2069, 0xFEFF:
        result.append(
          contentsOf: "<U+\(String(scalar.value, radix: 16, uppercase: true).leftPadded(to: 4))>".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  private func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: Swift.max(0, width - count)) + self
  }
}
