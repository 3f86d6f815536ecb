/// Quoted-printable (RFC 2045 §6.7), read as it is written in the wild.
///
/// Blanks before a line end are kept as they stand; raw bytes pass; what is no escape stays as text.
enum QuotedPrintable {
  /// Appends the decoded bytes to `output`; returns whether the text was well formed.
  static func decode(_ input: ByteView, into output: OutputBuffer) -> Bool {
    var isWell = true
    var at = 0
    let end = input.count
    while at < end {
      guard let escape = input.firstIndex(of: 0x3D, from: at, to: end) else {
        output.append(input[at..<end])
        break
      }
      if escape > at { output.append(input[at..<escape]) }
      at = escape + 1
      let first = input[at]
      if let high = ASCII.hexValue(first), let low = ASCII.hexValue(input[at + 1]), at + 1 < end {
        output.append(high << 4 | low)
        at += 2
      } else if at >= end {
        // A soft line break whose line end was the boundary's.
        break
      } else if first == ASCII.lineFeed {
        at += 1
      } else if first == ASCII.carriageReturn {
        at += input[at + 1] == ASCII.lineFeed ? 2 : 1
      } else {
        output.append(0x3D)
        isWell = false
      }
    }
    return isWell
  }
}
