#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Standard output, which carries data and nothing else.
struct StandardOutput {
  /// Writes all of `bytes`.
  ///
  /// - Throws: `ExitStatus.complete` where the reader went away (a closed pipe ends a listing, quietly),
  ///   `CommandFailure` where the disk behind it is full.
  static func write(_ bytes: [UInt8]) throws {
    switch DescriptorWriting.writeAll(bytes, to: STDOUT_FILENO) {
    case 0: return
    case EPIPE: throw ExitStatus.complete
    case let error: throw CommandFailure(.storage, "standard output: \(String(cString: strerror(error)))")
    }
  }

  /// Writes a text.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// Standard error, which carries progress and messages.
enum StandardError {
  /// Writes a text, as far as the stream takes it.
  static func write(_ text: String) {
    _ = DescriptorWriting.writeAll(Array(text.utf8), to: STDERR_FILENO)
  }

  /// Whether a person is looking at it.
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }
}
