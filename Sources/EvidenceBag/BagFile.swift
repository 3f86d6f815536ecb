import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file of a bag that is being written: new, for its owner alone, and digested as its bytes go by.
final class BagFile {
  /// Bytes written so far.
  private(set) var size: Int64 = 0
  private let path: String
  private var descriptor: Int32
  private var digester = ContentDigester()

  /// Makes the file; never over another, and never through a symbolic link.
  ///
  /// - Throws: `cannotCreate`, `storage`.
  init(_ path: String) throws(BagError) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw BagError.system(errno, path) }
  }

  deinit { if descriptor >= 0 { _ = close(descriptor) } }

  /// Appends bytes.
  ///
  /// - Throws: `storage`, `cannotCreate`.
  func append(_ bytes: UnsafeRawBufferPointer) throws(BagError) {
    digester.update(bytes)
    var rest = bytes
    while !rest.isEmpty {
      let written = write(descriptor, rest.baseAddress, rest.count)
      if written > 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(written))
        size += Int64(written)
      } else if errno != EINTR, errno != EAGAIN {
        throw BagError.system(errno, path)
      }
    }
  }

  /// Appends bytes.
  func append(_ bytes: [UInt8]) throws(BagError) {
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(BagError) in try append(buffer) }
    }
    try result.get()
  }

  /// Puts the bytes on the disk and closes the file.
  ///
  /// - Returns: The digest of all of them.
  /// - Throws: `storage`, `cannotCreate`.
  func finish() throws(BagError) -> ContentDigest {
    let open = descriptor
    descriptor = -1
    guard fsync(open) == 0 else {
      let number = errno
      _ = close(open)
      throw BagError.system(number, path)
    }
    guard close(open) == 0 else { throw BagError.system(errno, path) }
    return digester.finalize()
  }
}
