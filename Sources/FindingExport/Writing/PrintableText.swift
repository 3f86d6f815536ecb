import MailModel

extension String {
  /// The text as it may go to a terminal: control characters, and what changes the direction of text, are shown as
  /// visible escapes (`\u{1B}` becomes `␛`, U+202E becomes `<U+202E>`).
  public var printable: String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars { scalar.appendPrintable(to: &result) }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Appends the character, or where it is deceptive the token that stands for it.
  func appendPrintable(to text: inout String.UnicodeScalarView) {
    switch value {
    case 0x00...0x1F: text.append(Unicode.Scalar(value + 0x2400) ?? "\u{FFFD}")
    case 0x7F: text.append("\u{2421}")
    default:
      guard isDeceptive else { return text.append(self) }
      text.append(contentsOf: "<U+\(String(value, radix: 16, uppercase: true).leftPadded(to: 4))>".unicodeScalars)
    }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: Swift.max(0, width - count)) + self
  }
}
