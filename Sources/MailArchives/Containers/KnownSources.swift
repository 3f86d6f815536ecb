/// What an earlier sweep found and read to its end, so that a file that did not change need not be inflated again.
public struct KnownSources: Sendable {
  /// How much the sources cover.
  public enum Coverage: Sendable {
    /// Some of what a file holds may be missing.
    case partial
    /// The sweep looked at all members of each file, and had nothing to tell of those that it could not read.
    case complete
  }

  private var sources: [ExactText: ArchiveSource] = [:]
  private var members: [ExactText: [String]] = [:]
  /// The names of files by their locations.
  private var names: [ExactText: String] = [:]
  private var locations: [ExactText: String] = [:]
  private let coverage: Coverage

  /// Takes sources as an earlier `discover` found them, all of them swept to their ends.
  ///
  /// - Parameter named: sources whose names count, swept or not.
  public init(
    _ sources: [ArchiveSource] = [], named: [(path: String, location: String)] = [], coverage: Coverage = .partial
  ) {
    self.coverage = coverage
    for (path, location) in named { note(path, at: location) }
    for source in sources {
      self.sources[ExactText(source.path)] = source
      guard coverage == .complete else { continue }
      members[ExactText(source.path), default: []].append(source.path)
      // A name may hold the mark itself, so every piece before one may be the file.
      for index in source.path.utf8.indices where source.path.utf8[index] == 0x21 {
        members[ExactText(String(source.path[..<index])), default: []].append(source.path)
      }
    }
  }

  /// Notes what the file at `location` is called.
  ///
  /// The two end alike from the mark of a member on. A name may hold the mark itself, so each such end is noted.
  private mutating func note(_ path: String, at location: String) {
    var (name, file) = (Substring(path), Substring(location))
    while true {
      let key = ExactText(String(file))
      if names[key] == nil { names[key] = String(name) }
      locations[ExactText(String(name))] = locations[ExactText(String(name))] ?? String(file)
      guard let mark = name.utf8.lastIndex(of: 0x21), let other = file.utf8.lastIndex(of: 0x21),
        name[mark...].utf8.elementsEqual(file[other...].utf8)
      else { return }
      (name, file) = (name[..<mark], file[..<other])
    }
  }

  /// What the file at `location` is called, of which `path` is a spelling.
  ///
  /// A file keeps the name by which it became known. Where another file has the name already and is still there, as when
  /// two folders hold an `a.mbox` and each was the working folder once, the new one is called by its location.
  func name(of path: String, at location: String) -> String {
    if let name = names[ExactText(location)] { return name }
    guard let other = locations[ExactText(path)], FileStatus(following: other) != nil else { return path }
    return location
  }

  /// The member at `path` as it is known, where the outer file still has that stamp and the member that size.
  func source(at path: String, stamp: Int64, size: Int64) -> ArchiveSource? {
    guard let source = sources[ExactText(path)], source.modified == stamp, source.size == size else { return nil }
    return source
  }

  /// All that is known to be in the packed file at `path`, where nothing of it can have changed.
  func members(of path: String, stamp: Int64) -> [ArchiveSource]? {
    guard let paths = members[ExactText(path)], !paths.isEmpty else { return nil }
    let found = paths.compactMap { sources[ExactText($0)] }
    return found.allSatisfy { $0.modified == stamp } ? found : nil
  }
}

extension ArchiveFile {
  /// Time of change and size in one number: what packed members are known by.
  var stamp: Int64 { modified &+ size }
}
