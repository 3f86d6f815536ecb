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
  /// Only more was appended, and the last message goes on in it: that one had not been written to its end.
  case lastMessageGrew
  /// The file is another one, or was rewritten: what was read does not count.
  case replaced
  /// The file lost bytes.
  case shortened
}

extension ArchiveSource {
  /// What a checkpoint at `position` remembers of the file as it is now.
  ///
  /// - Throws: what opening and reading throws; `shortened` where the file ends before `position`.
  public func identity(at position: Int64) throws(ArchiveError) -> SourceIdentity {
    try OpenedIdentity(of: self, at: try place()).identity(at: position)
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
    guard kind == .mbox, try hasSameForm(file, as: recorded) else { return .replaced }
    return try continues(file, at: recorded) ? .grown : .lastMessageGrew
  }

  /// Whether the file begins with all that `recorded` covers, by its digests: it is the same file under another path,
  /// or a copy of it.
  ///
  /// Its time of change does not count. Only an mbox may have grown.
  /// - Throws: what opening and reading throws.
  func holds(_ recorded: SourceIdentity) throws(ArchiveError) -> Bool {
    guard recorded.size > 0, size >= recorded.size, kind == .mbox || size == recorded.size else { return false }
    switch try place() {
    case .member(let route): return route.fingerprint == recorded.headDigest && size == recorded.size
    case .file(let file):
      guard file.size >= recorded.size, file.size >= recorded.position else { return false }
      guard try !hasOtherHead(file, than: recorded) else { return false }
      return try Self.tailDigest(of: file, position: recorded.position) == recorded.tailDigest
    }
  }

  /// Where the separator of the message at `offset` of the mbox begins; the message's own beginning where none stands.
  ///
  /// - Throws: what opening and reading throws.
  public func separatorPosition(before offset: Int64) throws(ArchiveError) -> Int64 {
    guard kind == .mbox, offset > 0 else { return 0 }
    let bytes = try open(ArchiveLimits())
    let form = try MboxForm(learnedFrom: bytes)
    let start = max(offset - Int64(SeparatorLine.maximumLength) - 2, 0)
    let line = try bytes.bytes(from: start, count: Int(clamping: offset - start)).array
    guard line.last == form.terminator else { return start == 0 ? 0 : offset }
    let end = line.count - 1
    let first = line[..<end].lastIndex(of: form.terminator).map { $0 + 1 } ?? 0
    guard first > 0 || start == 0 else { return offset }
    guard SeparatorLine(in: line.span, from: first, to: end) != nil else { return offset }
    return start + Int64(first)
  }

  /// Whether the message at `range`, as it was swept, still stands there.
  ///
  /// - Throws: what opening and reading throws.
  public func stillHolds(_ digest: ContentDigest, at range: ByteRange) throws(ArchiveError) -> Bool {
    let position = kind == .mbox ? try separatorPosition(before: Int64(range.offset)) : 0
    var limits = ArchiveLimits()
    limits.batchMessages = 1
    var reader = try ArchiveReader(self, from: position, limits: limits)
    guard let message = try reader.nextBatch()?.messages.first, message.place.range.offset == range.offset else {
      return false
    }
    return message.digest ?? message.bytes.withUnsafeBytes { ContentDigest(ofMessage: $0) } == digest
  }

  /// Whether separators and quoting of the mbox look as they did before it grew.
  private func hasSameForm(_ file: ArchiveFile, as recorded: SourceIdentity) throws(ArchiveError) -> Bool {
    let looked = Int64(MboxForm.window + SeparatorEvidence.lookahead)
    guard recorded.size > 0, recorded.size < looked else { return true }
    let before = try MboxForm(learnedFrom: ByteSlice(of: file, from: 0, length: recorded.size))
    return try before == MboxForm(learnedFrom: file)
  }

  /// Whether the file's head differs; where the file is now too short for the digest, its beginnings tell.
  private func hasOtherHead(_ file: ArchiveFile, than recorded: SourceIdentity) throws(ArchiveError) -> Bool {
    guard file.size >= min(recorded.size, OpenedIdentity.blockBytes) else {
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
    try OpenedIdentity.head(of: file, size: size)
  }

  private static func tailDigest(of file: ArchiveFile, position: Int64) throws(ArchiveError) -> ContentDigest {
    try OpenedIdentity.tailDigest(of: file, position: position)
  }
}
