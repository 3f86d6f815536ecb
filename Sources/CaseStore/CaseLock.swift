#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The right to write to a case, held by one process at a time.
///
/// An advisory `flock(2)` on a file beside the case. The kernel releases it when the process ends, however it ends, so
/// no stale lock can be left behind. Not on the case itself: closing a second descriptor of that file would drop the
/// POSIX locks that SQLite holds on it.
final class CaseLock: Sendable {
  private let descriptor: Int32

  /// Takes the lock of the case at `path`.
  ///
  /// - Throws: `locked` where another process holds it, `cannotCreate` where the lock file cannot be made.
  init(path: String) throws(CaseError) {
    let lockPath = path + "-lock"
    let descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      let reason = errno
      throw CaseError(
        reason == ENOSPC || reason == EIO ? .storage : .cannotCreate, path: path,
        message: "the lock file cannot be created: \(String(cString: strerror(reason)))")
    }
    // A process that was just killed holds its lock until the kernel has torn it down: wait for two seconds.
    var attempts = 0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0, attempts < 20 {
      attempts += 1
      usleep(100_000)
    }
    guard attempts < 20 else {
      close(descriptor)
      throw CaseError(
        .locked, path: path, message: "another run is writing to the case; wait for it, or name another --case")
    }
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }
}
