#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How words are set off on a terminal; plain text elsewhere.
enum TerminalStyle {
  /// As it is: a file, a pipe, or a terminal whose owner set `NO_COLOR` (no-color.org).
  case plain
  /// With the sequences of ECMA-48 SGR.
  case coloured

  /// The style that standard output takes.
  static var ofStandardOutput: TerminalStyle {
    guard isatty(STDOUT_FILENO) == 1 else { return .plain }
    if let setting = getenv("NO_COLOR"), setting.pointee != 0 { return .plain }
    if let terminal = getenv("TERM"), String(cString: terminal) == "dumb" { return .plain }
    return .coloured
  }

  enum Colour: String {
    case alarm = "1;31"
    case high = "31"
    case medium = "33"
    case low = "36"
    case heading = "1"
    case faint = "2"
  }

  /// A text in a colour; it must be printable already.
  func set(_ text: String, _ colour: Colour?) -> String {
    guard self == .coloured, let colour, !text.isEmpty else { return text }
    return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
  }
}
