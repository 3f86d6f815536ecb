import MailModel

/// Finds the mail archives at the paths that a user names.
///
/// A file is found once, whatever number of spellings lead to it: what is named twice, below a folder that is named too,
/// or through a symbolic link, is one source.
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
    /// Symbolic links, devices, pipes and sockets in folders: they are not followed and not read; no error.
    public var passedOver: [String] = []

    /// Makes an empty result.
    public init() {}
  }

  private let known: KnownSources
  private let limits: ArchiveLimits
  /// Where the files lie that were looked at.
  private var seen: Set<ExactText> = []
  /// Those of them that hold no mail.
  private var fruitless: Set<ExactText> = []

  /// Begins to look for archives.
  ///
  /// - Parameters:
  ///   - known: what an earlier sweep found. Packed files that did not change since are not inflated for what is known.
  ///   - limits: bounds on archives within archives.
  public init(known: KnownSources = KnownSources(), limits: ArchiveLimits = ArchiveLimits()) {
    self.known = known
    self.limits = limits
  }

  /// Expands files and folders to the mail archives in them; kinds are told by content.
  ///
  /// - Throws: what `find(_:)` throws for the first of them.
  public static func discover(
    _ paths: [String], known: KnownSources = KnownSources(), limits: ArchiveLimits = ArchiveLimits()
  ) throws(ArchiveError) -> Result {
    var discovery = SourceDiscovery(known: known, limits: limits)
    var result = Result()
    for path in paths { result.take(try discovery.find(path)) }
    return result
  }

  /// The mail archives at `path`, without those that were found before.
  ///
  /// A named path is followed where it is a symbolic link; links found in folders are not. Files packed by gzip, ZIP
  /// and tar are looked into; what the limits cut off is told as unreadable. Files in a folder whose path is not admitted
  /// are not opened.
  /// - Throws: `notFound` for a named path that does not exist, `notAMailArchive` for a named file that is no mail.
  public mutating func find(
    _ path: String, admitting isAdmitted: (String) -> Bool = { _ in true }
  ) throws(ArchiveError) -> Result {
    var result = Result()
    guard let status = FileStatus(following: path) else {
      let error = ArchiveError.system(SystemErrors.last, path)
      guard error.code != .notFound else { throw error }
      result.unreadable.append(error)
      return result
    }
    let location = ResolvedPath.of(path) ?? path
    if status.type == .folder {
      let walk = FolderWalk(below: path)
      let below = path.utf8.count + (path.hasSuffix("/") ? 0 : 1)
      let root = location.hasSuffix("/") ? location : location + "/"
      func place(_ file: String) -> ExactText {
        ExactText(root + String(decoding: file.utf8.dropFirst(below), as: UTF8.self))
      }
      // A folder that is named twice is told of once.
      result.unreadable += walk.unreadable.filter { isAdmitted($0.path) && seen.insert(place($0.path)).inserted }
      result.passedOver = walk.passedOver.filter { isAdmitted($0) && seen.insert(place($0)).inserted }
      for file in walk.files where isAdmitted(file) {
        let found = place(file)
        guard seen.insert(found).inserted else { continue }
        if isUnfinishedDelivery(file) {
          result.notMail.append(file)
        } else {
          result.take(contents(of: file, at: found.text))
        }
      }
      return result
    }
    guard status.type == .file else { throw ArchiveError.notAMailArchive(path) }
    if seen.insert(ExactText(location)).inserted {
      result = contents(of: path, at: location)
    }
    if fruitless.contains(ExactText(location)) { throw ArchiveError.notAMailArchive(path) }
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

  private mutating func contents(of path: String, at location: String) -> Result {
    var result = Result()
    do throws(ArchiveError) {
      let file = try ArchiveFile(path: known.name(of: path, at: location), at: location)
      let found = ContainerExploration(file, known: known, limits: limits)
      result.sources = found.sources
      result.notMail = found.notMail
      result.unreadable = found.unreadable
    } catch {
      result.unreadable = [error]
    }
    if result.sources.isEmpty, result.unreadable.isEmpty { fruitless.insert(ExactText(location)) }
    return result
  }

  /// Whether the file lies in `tmp` of a Maildir: a delivery that was not finished (maildir(5)).
  private func isUnfinishedDelivery(_ path: String) -> Bool {
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
    passedOver += other.passedOver
  }
}

extension String {
  /// The path of the folder in which the path lies; nil where it names none.
  fileprivate var dropLastPiece: String? {
    guard let slash = utf8.lastIndex(of: 0x2F) else { return nil }
    return String(self[..<slash])
  }
}
