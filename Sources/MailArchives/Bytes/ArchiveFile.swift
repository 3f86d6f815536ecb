import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file that is read at offsets with `pread(2)`, and closed when nobody holds it any more.
///
/// The size is the one at opening: what is appended later is left for the next run.
final class ArchiveFile: ByteSource {
  /// What the file is called in the case, and in what is told of it.
  let path: String
  /// Where it is found; another spelling of `path` where the file is known by that name.
  let location: String
  let size: Int64
  /// Nanoseconds since 1970.
  let modified: Int64
  private let descriptor: Int32

  /// Opens the file at `path`, or the one at `location` where `path` is only its name.
  init(path: String, at location: String? = nil) throws(ArchiveError) {
    let location = location ?? path
    // O_NONBLOCK: a pipe that took the file's place must not hang the run; it says nothing to regular files.
    let descriptor = PathText.withSystemPath(location) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw ArchiveError.system(SystemErrors.last, path) }
    guard let status = FileStatus(descriptor: descriptor) else {
      let number = SystemErrors.last
      _ = close(descriptor)
      throw ArchiveError.system(number, path)
    }
    guard status.type == .file else {
      _ = close(descriptor)
      throw ArchiveError.notAMailArchive(path)
    }
    self.path = path
    self.location = location
    self.descriptor = descriptor
    size = status.size
    modified = status.modified
  }

  deinit { _ = close(descriptor) }

  /// Reads the bytes of `range`, cut to the file's size at opening.
  ///
  /// - Throws: `shortened` where the file ends earlier than it did at opening.
  func bytes(from offset: Int64, count: Int) throws(ArchiveError) -> MailBytes {
    let start = min(max(offset, 0), size)
    let wanted = Int(clamping: min(size - start, Int64(clamping: max(count, 0))))
    let block = try ByteBlock(capacity: wanted) { memory throws(ArchiveError) in
      try self.fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<wanted]), from: start)
      return wanted
    }
    return block.bytes
  }

  private func fill(_ memory: UnsafeMutableRawBufferPointer, from offset: Int64) throws(ArchiveError) {
    var done = 0
    while done < memory.count {
      let read = pread(
        descriptor, memory.baseAddress.map { $0 + done }, memory.count - done, off_t(offset + Int64(done)))
      if read < 0 {
        if SystemErrors.last == EINTR { continue }
        throw ArchiveError.system(SystemErrors.last, path)
      }
      if read == 0 { throw ArchiveError.shortened(path) }
      done += read
    }
  }
}
