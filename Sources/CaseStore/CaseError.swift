import GRDB

/// Why a case could not be opened, read or written.
public struct CaseError: Error, Sendable, Equatable {
  /// The kinds of trouble, each with an exit status of its own.
  public enum Code: Sendable {
    /// No case lies at the path.
    case notFound
    /// The file is no case, or a damaged one.
    case notACase
    /// The case was written by a newer version.
    case tooNew
    /// Another run is writing to the case.
    case locked
    /// The file could not be created.
    case cannotCreate
    /// The disk, or the space left on it, failed.
    case storage
    /// The question cannot be answered from this case.
    case conflict
  }

  /// The kind of trouble.
  public var code: Code
  /// The case's file.
  public var path: String
  /// What happened, and how to mend it.
  public var message: String

  /// Makes an error of that kind about the case at `path`.
  public init(_ code: Code, path: String, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }

  /// Whether both are of the same kind.
  public static func == (left: Self, right: Self) -> Bool { left.code == right.code }
}

extension CaseError: CustomStringConvertible {
  /// The case's file, and what happened.
  public var description: String { "\(path): \(message)" }
}

extension CaseError {
  /// Turns what the database library threw into an error of this module.
  init(_ error: any Error, path: String) {
    guard let error = error as? DatabaseError else {
      self = error as? CaseError ?? CaseError(.storage, path: path, message: String(describing: error))
      return
    }
    switch error.resultCode {
    case .SQLITE_FULL:
      self.init(.storage, path: path, message: "no space is left; free some and run the same command again")
    // With RLIMIT_FSIZE a full file is EFBIG, which SQLite reports as an I/O error (extended code 778).
    case .SQLITE_IOERR:
      self.init(.storage, path: path, message: "the disk failed: \(error.message ?? "input/output error")")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY:
      self.init(.cannotCreate, path: path, message: "the case cannot be opened for writing here")
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init(.notACase, path: path, message: "the file is not a threadsweep case, or it is damaged")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init(.locked, path: path, message: "another run is using the case; wait for it, or name another --case")
    default:
      self.init(.storage, path: path, message: error.description)
    }
  }
}
