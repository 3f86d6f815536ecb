import MailModel

/// What a checkpoint remembers of a source, to tell later whether it is still the same file.
///
/// For a packed source, size and time are those of `ArchiveSource`, and both digests are one of what its container says
/// of it: name, size and checksum. Taking it inflates nothing.
public struct SourceIdentity: Sendable, Hashable {
  /// Bytes in the file.
  public var size: Int64
  /// When the file was last changed, in nanoseconds since 1970.
  public var modified: Int64
  /// The digest of the file's first 64 KiB, or of all of it where it is shorter.
  public var headDigest: ContentDigest
  /// The digest of the 64 KiB that end at `position`, or of all bytes before it where they are fewer.
  public var tailDigest: ContentDigest
  /// How far the file was read.
  public var position: Int64
  /// What the file began with, for the case that it is shorter now than the block that `headDigest` covers.
  public var beginnings: FileBeginnings

  /// Makes an identity from what was recorded.
  public init(
    size: Int64, modified: Int64, headDigest: ContentDigest, tailDigest: ContentDigest, position: Int64,
    beginnings: FileBeginnings = FileBeginnings()
  ) {
    self.size = size
    self.modified = modified
    self.headDigest = headDigest
    self.tailDigest = tailDigest
    self.position = position
    self.beginnings = beginnings
  }
}

/// What became of a source since a checkpoint.
public enum SourceChange: Sendable, Hashable {
  /// Size, time of change and content are as they were: reading goes on at the position.
  case unchanged
  /// Only more was appended, and at the position a new message begins: reading goes on there.
  case grown
  /// The file is another one, or was rewritten: what was read does not count.
  case replaced
  /// The file lost bytes.
  case shortened
}

extension ArchiveSource {
  private static let blockBytes: Int64 = 64 << 10

  /// What a checkpoint at `position` remembers of the file as it is now.
  ///
  /// - Throws: what opening and reading throws; `shortened` where the file ends before `position`.
  public func identity(at position: Int64) throws(ArchiveError) -> SourceIdentity {
    let file: ArchiveFile
    switch try place() {
    case .file(let found): file = found
    case .member(let route):
      return SourceIdentity(
        size: size, modified: try ArchiveFile(path: path, at: route.file).stamp, headDigest: route.fingerprint,
        tailDigest: route.fingerprint, position: position)
    }
    guard position <= file.size else { throw ArchiveError.shortened(path) }
    let head = try Self.head(of: file, size: file.size)
    return SourceIdentity(
      size: file.size, modified: file.modified, headDigest: head.withUnsafeBytes { ContentDigest(of: $0) },
      tailDigest: try Self.tailDigest(of: file, position: position), position: position,
      beginnings: FileBeginnings(of: head))
  }

  /// What became of the file since `recorded` was taken of it.
  ///
  /// A member of an archive is unchanged where its container says the same of it as before, whatever became of the
  /// other members.
  ///
  /// A file of the same size that was changed later counts as replaced even where both digests agree: programs
  /// rewrite flags in the midst of an mbox without changing its size.
  /// - Throws: what opening and reading throws.
  public func change(since recorded: SourceIdentity) throws(ArchiveError) -> SourceChange {
    let file: ArchiveFile
    switch try place() {
    case .file(let found): file = found
    case .member(let route):
      // A container is a snapshot: a member that differs in anything is another one.
      return route.fingerprint == recorded.headDigest && size == recorded.size ? .unchanged : .replaced
    }
    guard file.size >= recorded.size, file.size >= recorded.position else {
      return try hasOtherHead(file, than: recorded) ? .replaced : .shortened
    }
    guard try !hasOtherHead(file, than: recorded),
      try Self.tailDigest(of: file, position: recorded.position) == recorded.tailDigest
    else { return .replaced }
    if file.size == recorded.size { return file.modified == recorded.modified ? .unchanged : .replaced }
    guard kind == .mbox else { return .replaced }
    return try continues(file, at: recorded) ? .grown : .replaced
  }

  /// Whether the file's head differs; where the file is now too short for the digest, its beginnings tell.
  private func hasOtherHead(_ file: ArchiveFile, than recorded: SourceIdentity) throws(ArchiveError) -> Bool {
    guard file.size >= min(recorded.size, Self.blockBytes) else {
      let head = try Self.head(of: file, size: file.size)
      return !FileBeginnings(of: head).agree(with: recorded.beginnings)
    }
    let head = try Self.head(of: file, size: recorded.size)
    return head.withUnsafeBytes { ContentDigest(of: $0) } != recorded.headDigest
  }

  /// Whether a message begins at the position, as it does where the last message had been written to its end.
  private func continues(_ file: ArchiveFile, at recorded: SourceIdentity) throws(ArchiveError) -> Bool {
    guard recorded.position > 0, recorded.position >= recorded.size else { return true }
    let form = try MboxForm(learnedFrom: file)
    let position = recorded.position
    let start = max(position - Int64(SeparatorEvidence.lookbehind), 0)
    let bytes = try file.bytes(from: start, count: SeparatorEvidence.lookahead * 2)
    return bytes.withUnsafeBytes { bytes in
      var at = Int(clamping: position - start)
      guard at >= 1, bytes[at - 1] == form.terminator else { return false }
      while at < bytes.count, bytes[at] == 0x0A || bytes[at] == 0x0D { at += 1 }
      if at == bytes.count { return true }
      let span = bytes.bindMemory(to: UInt8.self).span
      return SeparatorEvidence(in: span, at: at, terminator: form.terminator, isAtFileStart: false, counting: .always)?
        .isSeparator(in: form) ?? false
    }
  }

  private static func head(of file: ArchiveFile, size: Int64) throws(ArchiveError) -> MailBytes {
    try file.bytes(from: 0, count: Int(clamping: min(size, blockBytes)))
  }

  private static func tailDigest(of file: ArchiveFile, position: Int64) throws(ArchiveError) -> ContentDigest {
    let start = max(position - blockBytes, 0)
    return try file.bytes(from: start, count: Int(clamping: position - start))
      .withUnsafeBytes { ContentDigest(of: $0) }
  }
}
