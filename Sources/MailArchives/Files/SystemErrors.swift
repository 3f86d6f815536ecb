#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The few `errno` values that this module tells apart, and their words.
enum SystemErrors {
  static let noEntry = ENOENT
  static let notADirectory = ENOTDIR
  static let access = EACCES
  static let notPermitted = EPERM

  static var last: Int32 { errno }

  static func text(_ number: Int32) -> String {
    guard let words = strerror(number) else { return "error \(number)" }
    return String(cString: words)
  }
}
