/// The kinds of mail archive that can be read.
public enum ArchiveKind: String, Sendable, Hashable, CaseIterable {
  /// Messages one after another, each below a `From ` line (RFC 4155 and its older relatives).
  case mbox
  /// One message as it went over the wire (RFC 5322).
  case eml
}

/// One file of mail: where it is, what it is, and what it looked like when it was found.
public struct ArchiveSource: Sendable, Hashable {
  /// The path as the user gave it; for a file found in a folder, the folder's path, `/` and the path below it.
  public var path: String
  /// What the file's content is.
  public var kind: ArchiveKind
  /// Bytes in the file when it was found.
  public var size: Int64
  /// When the file was last changed, in nanoseconds since 1970.
  public var modified: Int64

  /// Makes a source from all that is known of it.
  public init(path: String, kind: ArchiveKind, size: Int64, modified: Int64) {
    self.path = path
    self.kind = kind
    self.size = size
    self.modified = modified
  }
}
