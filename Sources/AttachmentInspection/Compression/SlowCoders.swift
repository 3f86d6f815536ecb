/// Bounds for coders that take their time.
enum SlowCoders {
  /// Bytes that PPMd may give in one member: about two seconds of work.
  static let textBytes = 8 << 20
}
