#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The present.
///
/// Only commands ask for it: nothing that judges mail reads a clock.
enum Present {
  /// Seconds since 1970.
  static var seconds: Int64 { Int64(time(nil)) }
}
