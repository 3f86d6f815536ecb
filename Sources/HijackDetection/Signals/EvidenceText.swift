/// A value out of a mail in quotation marks, control characters shown as U+FFFD, at most 120 bytes.
func quoted(_ text: String) -> String {
  var shown = ""
  for scalar in bounded(text, to: 120).unicodeScalars {
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    shown.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
  }
  return "“\(shown)”"
}

/// A share in percent, without decimals.
func percent(_ share: Double) -> String { "\(Int((min(max(share, 0), 1) * 100).rounded())) %" }
