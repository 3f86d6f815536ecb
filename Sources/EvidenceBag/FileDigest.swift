import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The digest of a whole file, read in pieces and only read.
struct FileDigest {
  let digest: ContentDigest
  let size: Int64

  /// Reads the regular file at `path`; with `.notFollowed` not through a symbolic link.
  ///
  /// - Throws: `notFound`, `storage`.
  init(of path: String, links: Links = .followed) throws(BagError) {
    // O_NONBLOCK: a pipe at the file's place must not hang the run.
    let flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | (links == .followed ? 0 : O_NOFOLLOW)
    let descriptor = open(path, flags)
    guard descriptor >= 0 else { throw Self.failure(path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw BagError(.notFound, path: path, message: "no regular file")
    }
    var digester = ContentDigester()
    var size: Int64 = 0
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw Self.failure(path) }
      if count == 0 { break }
      buffer.withUnsafeBytes { digester.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
      size += Int64(count)
    }
    digest = digester.finalize()
    self.size = size
  }

  /// Whether anything is at `path`.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// What is done with a symbolic link at the end of the path.
  enum Links { case followed, notFollowed }

  private static func failure(_ path: String) -> BagError {
    BagError(errno == EIO ? .storage : .notFound, path: path, message: String(cString: strerror(errno)))
  }
}
