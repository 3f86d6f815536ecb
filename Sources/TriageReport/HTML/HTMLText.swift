import MailModel

/// Text of mail as it may stand in a page: escaped, defanged, and with nothing in it that cannot be seen.
enum HTMLText {
  /// Longer runs without a blank are cut: a word of a megabyte is no word.
  private static let longestRun = 200

  /// The text with markup characters escaped; invisible and direction-changing characters become visible tokens.
  static func escaped(_ text: String, limit: Int = 4_000) -> String {
    var out = ""
    var run = 0
    var left = limit
    for scalar in text.unicodeScalars {
      guard left > 0 else { return out + "<i class=cut>… cut</i>" }
      left -= 1
      run = scalar.properties.isWhitespace ? 0 : run + 1
      guard run <= longestRun else {
        if run == longestRun + 1 { out += "<i class=cut>…</i>" }
        continue
      }
      append(scalar, to: &out)
    }
    return out
  }

  private static func append(_ scalar: Unicode.Scalar, to out: inout String) {
    switch scalar.value {
    case 0x26: out += "&amp;"
    case 0x3C: out += "&lt;"
    case 0x3E: out += "&gt;"
    case 0x22: out += "&quot;"
    case 0x27: out += "&#39;"
    case 0x09, 0x0A: out.unicodeScalars.append(scalar)
    // Selectors of a variant change how the letter before them looks.
    case let value where scalar.isDeceptive || (0xFE00...0xFE0F).contains(value):
      out += "<b class=tok>U+" + hexadecimal(scalar.value) + "</b>"
    default: out.unicodeScalars.append(scalar)
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// A link so that no program makes one of it: `hxxps[:]//evil[.]example/a`.
  static func defanged(link: String) -> String {
    var text = link
    for (scheme, harmless) in [("https://", "hxxps[:]//"), ("http://", "hxxp[:]//"), ("ftp://", "fxp[:]//")]
    where text.lowercased().hasPrefix(scheme) {
      text = harmless + text.dropFirst(scheme.count)
      break
    }
    return text.replacing(".", with: "[.]")
  }

  /// An address or a host so that no program makes a link of it: `ann[@]corp[.]example`.
  static func defanged(address: String) -> String {
    address.replacing("@", with: "[@]").replacing(".", with: "[.]")
  }

  /// Text that may hold links: what looks like one is defanged.
  static func defanged(text: String) -> String {
    text.replacing("://", with: "[:]//").replacing("www.", with: "www[.]")
  }
}
