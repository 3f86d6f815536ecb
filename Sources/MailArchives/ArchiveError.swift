import MailModel

/// Why a mail archive could not be found or read: what happened, to which file, and how to mend it.
public struct ArchiveError: Error, Sendable, Hashable {
  /// What happened; errors compare equal where codes, paths and messages do.
  public enum Code: Sendable, Hashable {
    /// Nothing stands at the path.
    case notFound
    /// It is there, but may not or cannot be opened.
    case unreadable
    /// The file is no mail archive of a known kind.
    case notAMailArchive
    /// The file is shorter than it was when it was last read.
    case shortened
    /// The file is another one than it was when it was last read.
    case changed
    /// The system failed to read; the number is the C library's `errno`.
    case ioError(Int32)
  }

  /// What happened.
  public var code: Code
  /// The file or folder concerned, as the user gave it.
  public var path: String
  /// What happened in words, and how to mend it.
  public var message: String

  /// Makes an error from its code, the path concerned and its words.
  public init(_ code: Code, path: String, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension ArchiveError: CustomStringConvertible {
  /// The path and the words.
  public var description: String { "\(path): \(message)" }
}

extension ArchiveError {
  static func notFound(_ path: String) -> ArchiveError {
    ArchiveError(.notFound, path: path, message: "no such file or folder; check the path")
  }

  static func notAMailArchive(_ path: String) -> ArchiveError {
    ArchiveError(
      .notAMailArchive, path: path, message: "not a mail archive; name an mbox file, an .eml file or a folder of them")
  }

  static func shortened(_ path: String) -> ArchiveError {
    ArchiveError(
      .shortened, path: path,
      message: "the file is shorter than when it was last read; restore it, or sweep it anew with --restart")
  }

  static func changed(_ path: String) -> ArchiveError {
    ArchiveError(
      .changed, path: path, message: "the file was changed while the sweep ran, and not read on; the next run sweeps it"
    )
  }

  /// The error of a system call that failed with `number` on `path`.
  static func system(_ number: Int32, _ path: String) -> ArchiveError {
    switch number {
    case SystemErrors.noEntry, SystemErrors.notADirectory: notFound(path)
    case SystemErrors.access, SystemErrors.notPermitted:
      ArchiveError(.unreadable, path: path, message: "permission denied; make it readable for this user")
    default:
      ArchiveError(.ioError(number), path: path, message: "cannot be read: \(SystemErrors.text(number))")
    }
  }
}
