#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Why a bag could not be made or read: what happened, to which file.
public struct BagError: Error, Sendable, Hashable {
  /// What happened.
  public enum Code: Sendable, Hashable {
    /// The folder cannot be made, or there is something at its place already.
    case cannotCreate
    /// The disk is full, or fails.
    case storage
    /// Nothing is at the path.
    case notFound
    /// The folder is no bag.
    case notABag
  }

  /// What happened.
  public var code: Code
  /// The file or folder concerned.
  public var path: String
  /// What happened in words, and how to mend it.
  public var message: String

  init(_ code: Code, path: String, message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension BagError: CustomStringConvertible {
  /// The path and the words.
  public var description: String { "\(path): \(message)" }
}

extension BagError {
  /// The error of a system call that failed with `number` on `path`.
  static func system(_ number: Int32, _ path: String) -> BagError {
    let code: Code = [ENOSPC, EIO, EFBIG, EDQUOT].contains(number) ? .storage : .cannotCreate
    return BagError(code, path: path, message: String(cString: strerror(number)))
  }
}
