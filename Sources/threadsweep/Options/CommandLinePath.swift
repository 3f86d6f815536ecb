import MailArchives

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Paths on the command line, whatever bytes they are made of.
///
/// Swift hands on arguments with U+FFFD in the place of what is no UTF-8, and no such file is there. Here they are read
/// as bytes, and go on as `PathText` has them.
enum CommandLinePath {
  /// The arguments behind the program's name; those that are no UTF-8 as the texts of such paths.
  static let arguments: [String] = given.map { PathText.text(ofArgument: $0) }

  /// Arguments that are no UTF-8, as texts.
  private static let escaped = Set(
    given.filter { String(validating: $0, as: UTF8.self) == nil }.map(PathText.text(of:)))

  private static var given: [[UInt8]] {
    let count = Int(CommandLine.argc)
    guard count > 1 else { return [] }
    return (1..<count).compactMap { index in
      guard let argument = CommandLine.unsafeArgv[index] else { return nil }
      return (0..<strlen(argument)).map { UInt8(bitPattern: argument[$0]) }
    }
  }

  /// The text of the path that was given as `argument`.
  ///
  /// Somebody may copy `Entw\xFCrfe` from a listing. It means the escaped name, unless a file is really called so.
  static func text(of argument: String) -> String {
    let literal = PathText.text(of: Array(argument.utf8))
    if literal == argument || escaped.contains(argument) { return argument }
    return ResolvedPath.of(literal) == nil && ResolvedPath.of(argument) != nil ? argument : literal
  }
}

extension PathText {
  /// The argument as it is where it is UTF-8.
  fileprivate static func text(ofArgument bytes: [UInt8]) -> String {
    String(validating: bytes, as: UTF8.self) ?? text(of: bytes)
  }
}
