#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The regular files below a folder.
///
/// Hidden files and folders are walked too (Maildir++ hides its subfolders behind a dot), but not those in which
/// version control keeps its own. Symbolic links, devices, pipes and sockets are passed over and counted: a link that
/// was followed could lead out of the evidence, or round in a circle.
struct FolderWalk {
  private static let versionControl: Set<String> = [".git", ".hg", ".svn"]

  /// The paths, each as the folder's path, `/` and the path below it, in the order of their bytes.
  var files: [String] = []
  /// Folders and files that could not be looked at.
  var unreadable: [ArchiveError] = []
  /// Symbolic links, devices, pipes and sockets.
  var passedOver: [String] = []

  init(below root: String) {
    var folders = [root]
    while let folder = folders.popLast() {
      guard let names = names(in: folder) else { continue }
      for name in names {
        let path = folder.hasSuffix("/") ? folder + name : folder + "/" + name
        guard let status = FileStatus(of: path) else {
          unreadable.append(ArchiveError.system(SystemErrors.last, path))
          continue
        }
        switch status.type {
        case .file: files.append(path)
        case .folder where !Self.versionControl.contains(name): folders.append(path)
        case .folder: break
        case .link, .other: passedOver.append(path)
        }
      }
    }
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    unreadable.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    passedOver.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private mutating func names(in folder: String) -> [String]? {
    guard let stream = PathText.withSystemPath(folder, { opendir($0) }) else {
      unreadable.append(ArchiveError.system(SystemErrors.last, folder))
      return nil
    }
    defer { _ = closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      let name = PathText.text(of: bytes)
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    // What was listed counts; that it is not all is told.
    if SystemErrors.last != 0 { unreadable.append(ArchiveError.system(SystemErrors.last, folder)) }
    return names
  }
}
