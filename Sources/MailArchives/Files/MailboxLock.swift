#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How programs say that they are writing a mailbox.
public enum MailboxLock: Sendable, Hashable {
  /// A file beside it, called as it is with `.lock` behind: a dot lock.
  case file
  /// A lock that a process holds on it (fcntl(2), flock(2)).
  case held

  /// The lock on the mailbox at `path`; nil where nobody writes it.
  ///
  /// It is looked at and not taken: what is swept is a file as it stands, and nobody's delivery waits for a sweep.
  public init?(onFileAt path: String) {
    if FileStatus(of: path + ".lock")?.type == .file {
      self = .file
      return
    }
    let descriptor = PathText.withSystemPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { return nil }
    defer { _ = close(descriptor) }
    var lock = flock()
    lock.l_type = Int16(F_RDLCK)
    lock.l_whence = Int16(SEEK_SET)
    if fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) {
      self = .held
      return
    }
    // A shared lock for a moment is the only way to ask; closing the file gives it back.
    guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, SystemErrors.last == EWOULDBLOCK else { return nil }
    self = .held
  }
}
