import MailModel

/// Tells which of the files that were found are files that were known by another path.
///
/// A file is known again by its content: size, beginning, and what stands before the position that was read to. An mbox
/// may have grown since, as one that was put aside while mail came in.
public struct RenamedSources {
  /// A file that is no longer where it was.
  public struct Lost: Sendable {
    /// The path by which it was known.
    public var path: String
    /// What it was.
    public var kind: ArchiveKind
    /// What is remembered of it.
    public var identity: SourceIdentity

    /// Makes a record of a lost file.
    public init(path: String, kind: ArchiveKind, identity: SourceIdentity) {
      self.path = path
      self.kind = kind
      self.identity = identity
    }
  }

  private struct Key: Hashable {
    var size: Int64
    var head: ContentDigest
  }

  private var lost: [Lost]
  private var isTaken: Set<Int> = []
  private var whole: [Key: [Int]] = [:]
  private var sizes: Set<Int64> = []
  private var mailboxes: [Int]

  /// Begins with the files that are missed.
  public init(_ lost: [Lost]) {
    self.lost = lost
    for (index, file) in lost.enumerated() {
      whole[Key(size: file.identity.size, head: file.identity.headDigest), default: []].append(index)
      sizes.insert(file.identity.size)
    }
    // The longest first: what grew is the file that it has most of.
    mailboxes = lost.indices.filter { lost[$0].kind == .mbox }
      .sorted { lost[$0].identity.size > lost[$1].identity.size }
  }

  /// The lost file that `source` is; nil where it is none.
  ///
  /// Each is found once.
  ///
  /// - Throws: what opening and reading throws.
  public mutating func origin(of source: ArchiveSource) throws(ArchiveError) -> Lost? {
    guard isTaken.count < lost.count else { return nil }
    let mayHaveGrown = source.kind == .mbox && mailboxes.contains { lost[$0].identity.size < source.size }
    guard mayHaveGrown || sizes.contains(source.size) else { return nil }
    let own = try source.identity(at: 0)
    for index in whole[Key(size: own.size, head: own.headDigest)] ?? [] {
      if try take(index, as: source, from: own) { return lost[index] }
    }
    guard mayHaveGrown else { return nil }
    for index in mailboxes where lost[index].identity.size < source.size {
      if try take(index, as: source, from: own) { return lost[index] }
    }
    return nil
  }

  private mutating func take(
    _ index: Int, as source: ArchiveSource, from own: SourceIdentity
  ) throws(ArchiveError) -> Bool {
    let file = lost[index]
    // A file that was rewritten where it lies can look like itself at both ends.
    guard !isTaken.contains(index), ExactText(file.path) != ExactText(source.path),
      file.kind == source.kind || file.kind.isOneMessage && source.kind.isOneMessage,
      file.identity.beginnings.agree(with: own.beginnings), try source.holds(file.identity)
    else { return false }
    isTaken.insert(index)
    return true
  }
}

extension ArchiveKind {
  /// Whether such a file is one message as it went over the wire: what it is called follows from its folder.
  fileprivate var isOneMessage: Bool {
    switch self {
    case .eml, .maildir, .mh: true
    case .mbox, .emlx, .msg, .pst: false
    }
  }
}
