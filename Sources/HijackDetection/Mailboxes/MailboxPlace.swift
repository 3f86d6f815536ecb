/// Where a copy of a message lies: in whose mailbox, and in what kind of folder.
public struct MailboxPlace: Sendable, Hashable {
  /// What a folder is for, as far as judgement asks.
  public enum Folder: UInt8, Sendable, Hashable, CaseIterable {
    /// Any other, or one of which that is not known.
    case other
    /// What the owner sent.
    case sent
    /// What was thrown away.
    case deleted
  }

  /// Whose mailbox it is: an address or a name, lower case.
  public var mailbox: String
  /// What the folder is for.
  public var folder: Folder

  /// Makes a place from the mailbox's owner, by address or by name, and the folder.
  public init(mailbox: String, folder: Folder) {
    self.mailbox = mailbox.lowercased()
    self.folder = folder
  }
}
