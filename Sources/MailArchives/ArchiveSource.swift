/// The kinds of mail archive that can be read.
public enum ArchiveKind: String, Sendable, Hashable, CaseIterable {
  /// Messages one after another, each below a `From ` line (RFC 4155 and its older relatives).
  case mbox
  /// One message as it went over the wire (RFC 5322).
  case eml
  /// One message in `cur` or `new` of a Maildir.
  case maildir
  /// One message in a folder of MH, which names it by a number.
  case mh
  /// One message as Apple Mail keeps it, between its length and a property list.
  case emlx
  /// One message as Outlook keeps it, in a compound file ([MS-OXMSG]).
  case msg
  /// A folder of an Outlook data file, `.pst` or `.ost` ([MS-PST]).
  case pst
}

/// One file of mail: where it is, what it is, and what it looked like when it was found.
///
/// A member of a ZIP or tar is a source of its own, by the path `outer!inner`, nested as deep as the archives are:
/// `takeout.zip!Takeout/Mail/All.mbox`, `a.tar.gz!b.mbox`. A gzip file that is no tar is the file in it, and keeps its
/// path: `list.mbox.gz`, `x.zip!y.mbox.gz`. The second of two members with the same name ends in `#2`. Offsets count
/// in the innermost file. A folder of an Outlook data file is a member too: `ann.pst!Inbox/Projects`.
public struct ArchiveSource: Sendable {
  /// The path as the user gave it; for a file found in a folder, the folder's path, `/` and the path below it.
  public var path: String
  /// What the innermost file's content is.
  public var kind: ArchiveKind
  /// Bytes in the file when it was found; for a packed one, the bytes it inflates to.
  ///
  /// For gzip data this is what their last bytes say, and an estimate: beyond 4 GiB, and where several gzip files stand
  /// one behind another, only reading tells.
  public var size: Int64
  /// When the file was last changed, in nanoseconds since 1970.
  ///
  /// For what is packed, this is the stamp of the outer file: its time of change and its size in one number, equal only
  /// where both are.
  public var modified: Int64
  /// The path with the file on disk by its absolute path, every symbolic link followed; nil where nobody looked.
  ///
  /// By it a source is known again under another spelling of its path, or from another folder.
  public var location: String?
  /// Whose mailbox it is by the word of the user, an address; nil where nobody said.
  public var statedOwner: String?
  /// What the archive itself says of the mailbox; nil where only the path does.
  var mailbox: MailboxFacts?
  /// How to come to the member; nil for a plain file, and where nobody looked yet.
  var route: MemberRoute?

  /// Whether it was found as a file of its own, neither packed nor in an archive.
  public var isPlain: Bool { route == nil }

  /// Makes a source from all that is known of it.
  public init(path: String, kind: ArchiveKind, size: Int64, modified: Int64) {
    self.path = path
    self.kind = kind
    self.size = size
    self.modified = modified
  }
}

extension ArchiveSource {
  /// Takes the file at `path` for one of that kind, whatever it holds; reading it fails where there is none.
  public init(fileAt path: String, as kind: ArchiveKind) {
    let status = FileStatus(following: path)
    self.init(path: path, kind: kind, size: status?.size ?? 0, modified: status?.modified ?? 0)
  }
}

extension ArchiveSource: Hashable {
  /// Whether path, kind, size and time are the same; how to come there does not matter.
  public static func == (left: Self, right: Self) -> Bool {
    ExactText(left.path) == ExactText(right.path) && left.kind == right.kind && left.size == right.size
      && left.modified == right.modified
  }

  /// Hashes path and size.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(ExactText(path))
    hasher.combine(size)
  }
}
