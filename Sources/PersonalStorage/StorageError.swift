/// Why an Outlook data file could not be opened, or not be read on.
///
/// Damage within the file is no error: it is told with what was read (`StorageDamage`).
public struct StorageError: Error, Sendable {
  /// What happened.
  public enum Code: Sendable, Hashable {
    /// The bytes do not begin as such a file does.
    case notAStorage
    /// A version of the format that is not known.
    case unsupportedVersion
    /// The blocks are encoded by a method that is not known, as those protected by Windows are.
    case unsupportedEncoding
    /// The file ends before what its header says of it.
    case truncated
    /// The header or the trees that it names make no sense.
    case damaged
    /// The bytes could not be read; `cause` says why.
    case unreadable
  }

  /// What happened.
  public var code: Code
  /// What happened in words, and how to mend it.
  public var message: String
  /// The error of whoever reads the bytes.
  public var cause: (any Error)?

  /// Makes an error from its code and its words.
  public init(_ code: Code, _ message: String, cause: (any Error)? = nil) {
    self.code = code
    self.message = message
    self.cause = cause
  }
}
