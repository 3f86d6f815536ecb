#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What `stat(2)` says of a file, as far as reading mail needs it.
struct FileStatus {
  enum FileType { case file, folder, link, other }

  var type: FileType
  var size: Int64
  /// Nanoseconds since 1970.
  var modified: Int64

  /// The status behind `path`, links followed; nil where the call fails (`errno` says why).
  init?(following path: String) {
    var status = stat()
    guard PathText.withSystemPath(path, { stat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// The status of `path` itself, links not followed; nil where the call fails.
  init?(of path: String) {
    var status = stat()
    guard PathText.withSystemPath(path, { lstat($0, &status) }) == 0 else { return nil }
    self.init(status)
  }

  /// The status of an open file; nil where the call fails.
  init?(descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: type = .file
    case S_IFDIR: type = .folder
    case S_IFLNK: type = .link
    default: type = .other
    }
    size = max(Int64(status.st_size), 0)
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    let (scaled, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, sumOverflow) = scaled.addingReportingOverflow(Int64(time.tv_nsec))
    modified = overflow || sumOverflow ? 0 : sum
  }
}

/// The one spelling of a path that the file system itself gives.
public enum ResolvedPath {
  /// The absolute path of what lies at `path`, without symbolic links, `.` and `..` (realpath(3)); nil where nothing
  /// lies there.
  public static func of(_ path: String) -> String? {
    guard let resolved = PathText.withSystemPath(path, { realpath($0, nil) }) else { return nil }
    defer { free(resolved) }
    return PathText.text(of: (0..<strlen(resolved)).map { UInt8(bitPattern: resolved[$0]) })
  }
}
