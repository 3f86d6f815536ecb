import MailArchives

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The content of a file that is read whole.
enum FileContent {
  /// The first `limit` bytes of the file at `path`.
  ///
  /// Only regular files and pipes are read: a device among the arguments is no document.
  ///
  /// - Throws: `InspectionInput.Failure` where the file is missing, no file, or unreadable.
  static func bytes(ofFileAt path: String, limit: Int) throws(InspectionInput.Failure) -> [UInt8] {
    let descriptor = PathText.withSystemPath(path) { open($0, O_RDONLY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw failure(path, errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(path, errno) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw failure(path, EISDIR) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(limit, max(0, Int(clamping: status.st_size))))
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { chunk.deallocate() }
    while bytes.count < limit {
      let count = read(descriptor, chunk.baseAddress, min(chunk.count, limit - bytes.count))
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw failure(path, errno) }
      guard count > 0 else { break }
      bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: chunk[..<count]))
    }
    return bytes
  }

  private static func failure(_ path: String, _ error: Int32) -> InspectionInput.Failure {
    InspectionInput.Failure(message: "\(path): \(String(cString: strerror(error)))", isMissing: error == ENOENT)
  }
}
