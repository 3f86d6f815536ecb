/// Whether addresses of the web are shown so that nothing makes them a link.
enum Defanging {
  /// `hxxps://evil[.]example/a`
  case defanged
  /// As they are.
  case live

  /// A text with the addresses in it written in that way.
  func text(_ text: String) -> String {
    guard self == .defanged, text.utf8.contains(0x3A), text.contains("://") else { return text }
    var out = ""
    out.reserveCapacity(text.utf8.count + 16)
    var rest = Substring(text)
    while let mark = rest.firstRange(of: "://") {
      let head = rest[..<mark.lowerBound]
      let scheme = head.reversed().prefix { $0.isASCII && $0.isLetter }.count
      out += head.dropLast(scheme)
      out += Self.broken(String(head.suffix(scheme))) + "://"
      rest = rest[mark.upperBound...]
      let host = rest.prefix { !Self.endsHost($0) }
      out += host.replacing(".", with: "[.]")
      rest = rest[host.endIndex...]
    }
    return out + rest
  }

  private static func broken(_ scheme: String) -> String {
    switch scheme.lowercased() {
    case "http": "hxxp"
    case "https": "hxxps"
    case "ftp": "fxp"
    default: scheme
    }
  }

  private static func endsHost(_ character: Character) -> Bool {
    character == "/" || character == "\\" || character == "?" || character == "#" || character == "\""
      || character == "'" || character == " " || character == ")" || character == "<" || character == ","
  }
}
