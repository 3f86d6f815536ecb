/// What stands where a source was.
public enum SourcePresence: Sendable, Hashable {
  /// A file.
  case file
  /// The archive in which it lay.
  case archive
  /// Nothing.
  case gone

  /// Looks where the source at `path` lies; a link counts as what it leads to.
  public init(ofSourceAt path: String) {
    if FileStatus(following: path) != nil {
      self = .file
      return
    }
    for index in path.utf8.indices where path.utf8[index] == 0x21 {
      if FileStatus(following: String(path[..<index]))?.type == .file {
        self = .archive
        return
      }
    }
    self = .gone
  }
}
