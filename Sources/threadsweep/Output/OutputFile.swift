import CaseStore
import MailArchives

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file that a command writes whole: beside its name first, then renamed, never over evidence or the case.
struct OutputFile {
  let path: String
  let overwrite: Bool

  /// Refuses before the work what would fail after it, or would replace the case at `casePath`.
  func check(casePath: String) throws {
    let isCase = ["", "-wal", "-shm", "-lock"].contains { suffix in
      let file = casePath + suffix
      return file == path || FileIdentity(file).map { $0 == FileIdentity(path) } ?? false
    }
    if isCase { throw CommandFailure(.cannotCreate, "\(path): this is the case itself; name another output") }
    if !overwrite, access(path, F_OK) == 0 {
      throw CommandFailure(.cannotCreate, "\(path): the file exists; --overwrite replaces it")
    }
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    if access(folder, W_OK) != 0 {
      throw CommandFailure(.cannotCreate, "\(path): the folder does not exist, or may not be written to")
    }
  }

  /// Writes `bytes`; a source of `store` is never replaced: it is evidence.
  func write(_ bytes: [UInt8], from store: CaseStore) throws {
    let sources = try store.sources().flatMap { [$0.path, $0.location ?? $0.path] }
    if let file = FileIdentity(path), sources.contains(where: { FileIdentity($0) == file }) {
      throw CommandFailure(.cannotCreate, "\(path): this is a source of the case; name another output")
    }
    try replace(with: bytes, mode: 0o600)
  }

  /// Writes `bytes` beside the name, and gives them the name.
  func replace(with bytes: [UInt8], mode: mode_t) throws {
    let beside = path + ".part"
    unlink(beside)
    let descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard descriptor >= 0 else { throw failure(errno) }
    let error = DescriptorWriting.writeAll(bytes, to: descriptor)
    guard error == 0 else {
      close(descriptor)
      unlink(beside)
      throw failure(error)
    }
    guard fsync(descriptor) == 0, close(descriptor) == 0, rename(beside, path) == 0 else { throw failure(errno) }
  }

  private func failure(_ error: Int32) -> CommandFailure {
    let status: ExitStatus = [ENOSPC, EIO, EFBIG, EDQUOT].contains(error) ? .storage : .cannotCreate
    return CommandFailure(status, "\(path): \(String(cString: strerror(error)))")
  }
}

/// A file whatever name it is reached by: its device and its inode.
private struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64

  init?(_ path: String) {
    var status = stat()
    guard PathText.withSystemPath(path, { stat($0, &status) }) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
