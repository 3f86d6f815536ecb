extension String {
  /// The text cut to at most `limit` characters, with control characters left out: fit to stand in evidence.
  func evidence(limit: Int = 160) -> String {
    var out = String.UnicodeScalarView()
    var left = limit
    for scalar in unicodeScalars {
      guard left > 0 else {
        out.append("…")
        break
      }
      if scalar.value < 0x20 || (scalar.value >= 0x7F && scalar.value < 0xA0) {
        out.append(" ")
      } else {
        out.append(scalar)
      }
      left -= 1
    }
    return String(out)
  }
}
