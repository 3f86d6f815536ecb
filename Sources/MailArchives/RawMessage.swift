import MailModel

/// A message as an archive holds it: its bytes, and where they stand.
public struct RawMessage: Sendable {
  /// The file and the message's bytes in it, before quoting is undone.
  public var place: Place
  /// The message with mbox quoting undone; only its head where it was cut.
  public var bytes: MailBytes
  /// The identity of the whole message; given only where `bytes` is cut, and nil where `bytes` has it all.
  public var digest: ContentDigest?
  /// What is wrong with the message as the archive holds it; offsets count in `bytes`.
  public var defects: [Defect]
  /// What the mailbox notes of the message, as far as it says; empty where it says nothing.
  public var flags: MessageFlags
  /// The role of the folder in which the mailbox keeps this message, where the mailbox says so for each message; nil
  /// where it is that of the source.
  public var role: FolderRole?

  /// Makes a raw message from its place, its bytes and what is wrong with it.
  public init(
    place: Place, bytes: MailBytes, digest: ContentDigest? = nil, defects: [Defect] = [], flags: MessageFlags = [],
    role: FolderRole? = nil
  ) {
    self.place = place
    self.bytes = bytes
    self.digest = digest
    self.defects = defects
    self.flags = flags
    self.role = role
  }
}

/// Messages that were read together, and where reading goes on after them.
public struct RawBatch: Sendable {
  /// The messages in the order of the file.
  public var messages: [RawMessage]
  /// Where to resume after this batch: an offset in the file, in bytes.
  public var position: Int64
  /// Bytes of the file that this batch covers.
  public var bytesRead: Int64

  /// Makes a batch from its messages and its place in the file.
  public init(messages: [RawMessage], position: Int64, bytesRead: Int64) {
    self.messages = messages
    self.position = position
    self.bytesRead = bytesRead
  }
}
