import MailModel

/// Finds the mail archives at the paths that a user names.
public struct SourceDiscovery: Sendable {
  /// What was found.
  public struct Result: Sendable {
    /// The archives: path by path as named, within a folder in the order of the paths' bytes, within a ZIP or tar in
    /// the order in which they stand there; none twice.
    public var sources: [ArchiveSource] = []
    /// Files in folders, and members of archives that hold mail, that are no mail; no error.
    public var notMail: [String] = []
    /// Files, folders and members that could not be read, and mail in forms that are not read.
    public var unreadable: [ArchiveError] = []

    /// Makes an empty result.
    public init() {}
  }

  /// Expands files and folders to the mail archives in them; kinds are told by content.
  ///
  /// A named path is followed where it is a symbolic link; links found in folders are not. Files packed by gzip, ZIP
  /// and tar are looked into; what the limits cut off is told as unreadable.
  /// - Parameters:
  ///   - known: what an earlier sweep found. Packed files that did not change since are not inflated for what is known.
  ///   - limits: bounds on archives within archives.
  /// - Throws: `notFound` for a named path that does not exist, `notAMailArchive` for a named file that is no mail.
  public static func discover(
    _ paths: [String], known: KnownSources = KnownSources(), limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> Result {
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
        for file in walk.files where seen.insert(file).inserted {
          if isUnfinishedDelivery(file) {
            result.notMail.append(file)
          } else {
            result.take(contents(of: file, known: known, limits: limits))
          }
        }
      } else if seen.insert(path).inserted {
        guard status.type == .file else { throw ArchiveError.notAMailArchive(path) }
        let found = contents(of: path, known: known, limits: limits)
        if found.sources.isEmpty, found.unreadable.isEmpty { throw ArchiveError.notAMailArchive(path) }
        result.take(found)
      }
    }
    return result
  }

  /// The archive at `path`, which begins as mail does; nil where the file is no mail, or mail that is packed.
  ///
  /// - Throws: what opening and reading throws.
  public static func source(at path: String) throws(ArchiveError) -> ArchiveSource? {
    let file = try ArchiveFile(path: path)
    let prefix = try file.bytes(from: 0, count: MailSniffer.prefixBytes)
    let isWhole = Int64(prefix.count) == file.size
    guard case .mail(let kind) = try FileContent(file, prefix: prefix, path: path, isWhole: isWhole) else { return nil }
    return ArchiveSource(path: path, kind: kind, size: file.size, modified: file.modified)
  }

  private static func contents(of path: String, known: KnownSources, limits: ArchiveLimits) -> Result {
    var result = Result()
    do throws(ArchiveError) {
      let found = ContainerExploration(try ArchiveFile(path: path), known: known, limits: limits)
      result.sources = found.sources
      result.notMail = found.notMail
      result.unreadable = found.unreadable
    } catch {
      result.unreadable = [error]
    }
    return result
  }

  /// Whether the file lies in `tmp` of a Maildir: a delivery that was not finished (maildir(5)).
  private static func isUnfinishedDelivery(_ path: String) -> Bool {
    let place = MaildirName(path: path)
    guard place.isInTemporaryFolder, let folder = path.dropLastPiece?.dropLastPiece else { return false }
    return ["/cur", "/new"].allSatisfy { FileStatus(of: folder + $0)?.type == .folder }
  }
}

extension SourceDiscovery.Result {
  fileprivate mutating func take(_ other: Self) {
    sources += other.sources
    notMail += other.notMail
    unreadable += other.unreadable
  }
}

extension String {
  /// The path of the folder in which the path lies; nil where it names none.
  fileprivate var dropLastPiece: String? {
    guard let slash = utf8.lastIndex(of: 0x2F) else { return nil }
    return String(self[..<slash])
  }
}
