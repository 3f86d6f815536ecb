/// What an earlier sweep found and read to its end, so that a file that did not change need not be inflated again.
public struct KnownSources: Sendable {
  /// How much the sources cover.
  public enum Coverage: Sendable {
    /// Some of what a file holds may be missing.
    case partial
    /// The sweep looked at all members of each file, and had nothing to tell of those that it could not read.
    case complete
  }

  private var sources: [String: ArchiveSource] = [:]
  private var members: [String: [String]] = [:]
  private let coverage: Coverage

  /// Takes sources as an earlier `discover` found them, all of them swept to their ends.
  public init(_ sources: [ArchiveSource] = [], coverage: Coverage = .partial) {
    self.coverage = coverage
    for source in sources {
      self.sources[source.path] = source
      guard coverage == .complete else { continue }
      members[source.path, default: []].append(source.path)
      // A name may hold the mark itself, so every piece before one may be the file.
      for index in source.path.utf8.indices where source.path.utf8[index] == 0x21 {
        members[String(source.path[..<index]), default: []].append(source.path)
      }
    }
  }

  /// The member at `path` as it is known, where the outer file still has that stamp and the member that size.
  func source(at path: String, stamp: Int64, size: Int64) -> ArchiveSource? {
    guard let source = sources[path], source.modified == stamp, source.size == size else { return nil }
    return source
  }

  /// All that is known to be in the packed file at `path`, where nothing of it can have changed.
  func members(of path: String, stamp: Int64) -> [ArchiveSource]? {
    guard let paths = members[path], !paths.isEmpty else { return nil }
    let found = paths.compactMap { sources[$0] }
    return found.allSatisfy { $0.modified == stamp } ? found : nil
  }
}

extension ArchiveFile {
  /// Time of change and size in one number: what packed members are known by.
  var stamp: Int64 { modified &+ size }
}
