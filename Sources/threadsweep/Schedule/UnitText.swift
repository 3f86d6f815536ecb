import MailArchives

/// Words as systemd's unit files take them (systemd.syntax(7), systemd.service(5)).
enum UnitText {
  /// A path or word in double quotes, for settings that hold several.
  static func word(_ text: String) -> String { "\"" + escaped(text) + "\"" }

  /// An argument of a command line: `$` would begin a variable there.
  static func argument(_ text: String) -> String { "\"" + escaped(text).replacing("$", with: "$$") + "\"" }

  /// A setting that is one text to the end of its line and knows no quotes.
  ///
  /// Nil where it cannot be said so: line feeds, blanks at the end, or a backslash there, which would continue the line.
  static func line(_ text: String) -> String? {
    guard let last = text.utf8.last, last != 0x5C, last > 0x20, text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
    else {
      return nil
    }
    return text.replacing("%", with: "%%")
  }

  /// The bytes of a path between quotes: `%` begins a specifier, a backslash an escape; what is no printable ASCII is
  /// given by its number.
  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for byte in PathText.bytes(of: text) {
      switch byte {
      case 0x22, 0x5C: escaped += "\\" + String(UnicodeScalar(byte))
      case 0x25: escaped += "%%"
      case 0x20...0x7E: escaped.unicodeScalars.append(UnicodeScalar(byte))
      default: escaped += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }
    return escaped
  }
}
