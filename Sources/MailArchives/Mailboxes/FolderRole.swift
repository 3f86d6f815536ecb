/// What a mail folder is for, as far as its name says: the special uses of RFC 6154, and the inbox.
public enum FolderRole: String, Sendable, Hashable, CaseIterable {
  /// Mail that came in; also folders below the inbox.
  case inbox
  /// Copies of what the owner sent, the outbox included.
  case sent
  /// What was not sent yet.
  case drafts
  /// What was thrown away, and what can still be recovered of it.
  case deleted
  /// What was taken for junk.
  case junk
  /// What was laid by.
  case archive
  /// The name does not say.
  case unknown
}

extension FolderRole {
  /// How many pieces at a path's end may name the folder: those above belong to the computer, not to the mailbox.
  private static let namedPieces = 5

  /// The role of the folder in which the mail at `path` lies.
  ///
  /// The innermost folder with a known name decides, so that what lies below a Sent folder was sent. Names are known in
  /// some twenty languages, in any case, and as Maildir++ (`.Sent`), IMAP's UTF-7, Thunderbird (`Inbox.sbd`), Apple
  /// Mail (`Sent Messages.mbox`) and exporters write them. Labels of Gmail stand in each message, not here
  /// (see `GmailLabels`).
  public init(path: String) {
    self.init(folders: MailboxPath.folders(of: path))
  }

  init(folders: [String]) {
    let pieces = folders.suffix(Self.namedPieces)
    for (distance, piece) in pieces.reversed().enumerated() {
      for name in MailboxPath.names(in: piece) {
        guard let role = FolderNames.role(of: name) else { continue }
        // "archive" names many a folder of a disk.
        if role == .archive && distance > 1 { continue }
        self = role
        return
      }
    }
    self = .unknown
  }
}

/// Whose mailbox a file is from, as far as its path says.
public enum MailboxOwner: Sendable, Hashable {
  /// An address in the path, in lower case.
  case address(String)
  /// The name of the folder above the mailbox's own folders: an account, a person, or what the exporter called it.
  case folder(String)
}

extension MailboxOwner {
  /// The owner of the mailbox at `path`; nil where the path does not say.
  ///
  /// The innermost address in the path is taken, else the folder right above one with a known role.
  public init?(path: String) {
    self.init(folders: MailboxPath.folders(of: path))
  }

  init?(folders pieces: [String]) {
    for piece in pieces.reversed() {
      if let address = MailboxPath.address(in: piece) {
        self = .address(address)
        return
      }
    }
    // The outermost of the folders with a known name is the mailbox's: `ann/Inbox/Archive/x.mbox` is Ann's.
    let named = pieces.indices.suffix(5).first { index in
      MailboxPath.names(in: pieces[index]).prefix(1).contains {
        FolderNames.role(of: $0).map { $0 != .archive } ?? false
      }
    }
    guard var index = named else { return nil }
    while index > 0 {
      index -= 1
      let name = MailboxPath.withoutSuffixes(pieces[index])
      if FolderNames.isStructural(name) || FolderNames.role(of: name.lowercased()) != nil { continue }
      self = .folder(name)
      return
    }
    return nil
  }
}

extension ArchiveSource {
  /// What the folder is for in which this source lies, by the word of the archive, else by its path.
  public var role: FolderRole { mailbox?.role ?? FolderRole(folders: folders) }

  /// Whose mailbox this source is from: whose the user says, else the archive, else its path; nil where none does.
  public var owner: MailboxOwner? {
    statedOwner.map { .address($0) } ?? mailbox?.owner ?? MailboxOwner(folders: folders)
  }

  /// The names of the folders; that of the file as well where it is a mailbox, and not a message.
  private var folders: [String] {
    let pieces = MailboxPath(path).pieces
    guard kind != .mbox, kind != .pst else { return pieces }
    let folders = Array(pieces.dropLast())
    // The Maildir itself is the inbox; its other folders lie in it, behind dots (Maildir++).
    if kind == .maildir, folders.count > 1, folders[folders.count - 2].lowercased() == "maildir" {
      return folders.dropLast() + ["inbox"]
    }
    return folders
  }
}
