/// Why rules cannot be used.
public struct YaraRulesError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of trouble.
  public enum Code: Sendable {
    /// The product was built without libyara.
    case unavailable
    /// The rules do not compile, or ask for what they may not have.
    case invalid
  }

  /// The kind of trouble.
  public var code: Code
  /// The file; empty where no single one is meant.
  public var path: String
  /// The line, from 1; nil where the file as a whole is meant.
  public var line: Int?
  /// What is wrong, and how to mend it.
  public var message: String

  init(_ code: Code, path: String = "", line: Int? = nil, message: String) {
    self.code = code
    self.path = path
    self.line = line
    self.message = message
  }

  /// The file and line, and what is wrong there.
  public var description: String {
    guard !path.isEmpty else { return message }
    return path + (line.map { ":\($0)" } ?? "") + ": " + message
  }
}
