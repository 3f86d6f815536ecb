import MailModel

/// What a source was when it was opened: checkpoints tell this, whatever becomes of its path and its end meanwhile.
///
/// A file that grew while it was read has the size that was read, so that the next run sees the rest; one that was
/// replaced is still the one that was read.
struct OpenedIdentity: Sendable {
  /// Bytes at the head, and before the position, that are digested.
  static let blockBytes: Int64 = 64 << 10

  private let file: ArchiveFile?
  private let path: String
  private let opening: SourceIdentity

  /// Takes note of `source`, which was found at `place`.
  ///
  /// - Throws: what opening and reading throws.
  init(of source: ArchiveSource, at place: ArchiveSource.Place) throws(ArchiveError) {
    path = source.path
    switch place {
    case .member(let route):
      file = nil
      // Of a source that was discovered this is the stamp of its outer file.
      let stamp = source.route == nil ? try ArchiveFile(path: path, at: route.file).stamp : source.modified
      opening = SourceIdentity(
        size: source.size, modified: stamp, headDigest: route.fingerprint, tailDigest: route.fingerprint, position: 0)
    case .file(let found):
      file = found
      let head = try Self.head(of: found, size: found.size)
      let digest = head.withUnsafeBytes { ContentDigest(of: $0) }
      opening = SourceIdentity(
        size: found.size, modified: found.modified, headDigest: digest, tailDigest: digest, position: 0,
        beginnings: FileBeginnings(of: head))
    }
  }

  /// What a checkpoint at `position` remembers.
  ///
  /// - Throws: what reading throws; `shortened` where the file ends before `position`.
  func identity(at position: Int64) throws(ArchiveError) -> SourceIdentity {
    var identity = opening
    identity.position = position
    guard let file else { return identity }
    guard position <= file.size else { throw ArchiveError.shortened(path) }
    identity.tailDigest = try Self.tailDigest(of: file, position: position)
    return identity
  }

  /// Whether the file is not what it was when `source` was found; of a member this was asked when it was opened.
  func differs(from source: ArchiveSource) -> Bool {
    guard let file else { return false }
    return file.size != source.size || file.modified != source.modified
  }

  /// Whether the file is mail of that kind, as it stands.
  func isMail(_ kind: ArchiveKind) throws(ArchiveError) -> Bool {
    guard let file else { return true }
    let prefix = try file.bytes(from: 0, count: MailSniffer.prefixBytes)
    return try FileContent(file, prefix: prefix, path: path, isWhole: Int64(prefix.count) == file.size) == .mail(kind)
  }

  static func head(of file: ArchiveFile, size: Int64) throws(ArchiveError) -> MailBytes {
    try file.bytes(from: 0, count: Int(clamping: min(size, blockBytes)))
  }

  static func tailDigest(of file: ArchiveFile, position: Int64) throws(ArchiveError) -> ContentDigest {
    let start = max(position - blockBytes, 0)
    return try file.bytes(from: start, count: Int(clamping: position - start))
      .withUnsafeBytes { ContentDigest(of: $0) }
  }
}
