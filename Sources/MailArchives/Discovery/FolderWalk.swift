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
/// version control keeps its own. Symbolic links, devices, pipes and sockets are passed over.
struct FolderWalk {
  private static let versionControl: Set<String> = [".git", ".hg", ".svn"]

  /// The paths, each as the folder's path, `/` and the path below it, in the order of their bytes.
  var files: [String] = []
  /// Folders and files that could not be looked at.
  var unreadable: [ArchiveError] = []

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
        case .folder, .link, .other: break
        }
      }
    }
    files.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    unreadable.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private mutating func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else {
      unreadable.append(ArchiveError.system(SystemErrors.last, folder))
      return nil
    }
    defer { _ = closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(validatingCString: $0)
        }
      }
      guard let name else {
        unreadable.append(
          ArchiveError(.unreadable, path: folder, message: "holds a name that is not UTF-8; rename that file"))
        continue
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
