#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The present: when, where and by whom the program is run.
///
/// Only commands ask for it: nothing that judges mail reads a clock.
enum Present {
  /// Seconds since 1970.
  static var seconds: Int64 { Int64(time(nil)) }

  /// The name of the user who runs the program; the number where the system knows no name.
  static var user: String {
    guard let entry = getpwuid(getuid()), let name = entry.pointee.pw_name else { return "\(getuid())" }
    return String(cString: name)
  }

  /// The name of the machine; empty where it has none.
  static var host: String {
    var name = [CChar](repeating: 0, count: 257)
    guard gethostname(&name, 256) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
