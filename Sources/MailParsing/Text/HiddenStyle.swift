/// Tells whether an inline style hides what an element holds (CSS 2.2 §9.2.4, §11.1; Outlook's `mso-hide`).
enum HiddenStyle {
  /// Whether the declarations of a `style` attribute hide the content from a reader.
  static func hides(_ style: [UInt8]) -> Bool {
    style.withUnsafeBytes { buffer in
      let style = ByteView(buffer)
      var hasNoRoom = false
      var isClipped = false
      var at = 0
      while at < style.count {
        let end = style.firstIndex(of: 0x3B, from: at, to: style.count) ?? style.count
        defer { at = end + 1 }
        guard let colon = style.firstIndex(of: 0x3A, from: at, to: end) else { continue }
        let name = style[style.trimmed(at..<colon)]
        let value = style[style.trimmed(colon + 1..<end)]
        if name.equals(lowercase: "display") {
          if value.matches(lowercase: "none", at: 0) { return true }
        } else if name.equals(lowercase: "visibility") {
          if value.matches(lowercase: "hidden", at: 0) || value.matches(lowercase: "collapse", at: 0) { return true }
        } else if name.equals(lowercase: "mso-hide") {
          if value.matches(lowercase: "all", at: 0) { return true }
        } else if name.equals(lowercase: "opacity") || name.equals(lowercase: "font-size") {
          if isZero(value) { return true }
        } else if name.equals(lowercase: "max-height") || name.equals(lowercase: "height")
          || name.equals(lowercase: "max-width") || name.equals(lowercase: "width")
        {
          hasNoRoom = hasNoRoom || isZero(value)
        } else if name.equals(lowercase: "overflow") {
          isClipped = value.matches(lowercase: "hidden", at: 0)
        }
      }
      return hasNoRoom && isClipped
    }
  }

  /// Whether a length or number is zero, in whatever unit: `0`, `0px`, `0.0em`.
  private static func isZero(_ value: ByteView) -> Bool {
    guard value[0] == 0x30 || value[0] == 0x2E else { return false }
    var at = 0
    while value[at] == 0x30 || value[at] == 0x2E { at += 1 }
    return !ASCII.isDigit(value[at])
  }
}
