import MailModel

/// Finds the mail archives at the paths that a user names.
public struct SourceDiscovery: Sendable {
  /// What was found.
  public struct Result: Sendable {
    /// The archives: path by path as named, within a folder in the order of the paths' bytes, none twice.
    public var sources: [ArchiveSource] = []
    /// Files in folders that are no mail; no error.
    public var notMail: [String] = []
    /// Files and folders that could not be read.
    public var unreadable: [ArchiveError] = []

    /// Makes an empty result.
    public init() {}
  }

  /// Expands files and folders to the mail archives in them; kinds are told by content.
  ///
  /// A named path is followed where it is a symbolic link; links found in folders are not.
  /// - Throws: `notFound` for a named path that does not exist, `notAMailArchive` for a named file that is no mail.
  public static func discover(_ paths: [String]) throws(ArchiveError) -> Result {
    var result = Result()
    var seen: Set<String> = []
    for path in paths {
      guard let status = FileStatus(following: path) else {
        let error = ArchiveError.system(SystemErrors.last, path)
        guard error.code != .notFound else { throw error }
        result.unreadable.append(error)
        continue
      }
      if status.type == .folder {
        let walk = FolderWalk(below: path)
        result.unreadable += walk.unreadable
        for file in walk.files where seen.insert(file).inserted { result.take(file) }
      } else if seen.insert(path).inserted {
        try result.takeNamed(path, isFile: status.type == .file)
      }
    }
    return result
  }

  /// The archive at `path`; nil where the file is no mail.
  ///
  /// - Throws: what opening and reading throws.
  public static func source(at path: String) throws(ArchiveError) -> ArchiveSource? {
    let file = try ArchiveFile(path: path)
    let prefix = try file.bytes(from: 0, count: MailSniffer.prefixBytes)
    let isWhole = Int64(prefix.count) == file.size
    let kind = prefix.withUnsafeBytes { MailSniffer.kind(of: $0, path: path, isWhole: isWhole) }
    return kind.map { ArchiveSource(path: path, kind: $0, size: file.size, modified: file.modified) }
  }
}

extension SourceDiscovery.Result {
  fileprivate mutating func take(_ path: String) {
    do throws(ArchiveError) {
      if let source = try SourceDiscovery.source(at: path) { sources.append(source) } else { notMail.append(path) }
    } catch {
      unreadable.append(error)
    }
  }

  fileprivate mutating func takeNamed(_ path: String, isFile: Bool) throws(ArchiveError) {
    guard isFile else { throw ArchiveError.notAMailArchive(path) }
    let source: ArchiveSource?
    do throws(ArchiveError) {
      source = try SourceDiscovery.source(at: path)
    } catch {
      unreadable.append(error)
      return
    }
    guard let source else { throw ArchiveError.notAMailArchive(path) }
    sources.append(source)
  }
}
