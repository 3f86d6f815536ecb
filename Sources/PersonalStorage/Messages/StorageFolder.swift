/// A folder of the store that holds messages.
public struct StorageFolder: Sendable, Hashable {
  /// What a folder is for, by the word of the store and not by its name ([MS-OXOSFLD] §2.2).
  public enum SpecialUse: Sendable, Hashable {
    /// Copies of what was sent.
    case sent
    /// What waits to be sent.
    case outbox
    /// What was not sent yet.
    case drafts
    /// What was thrown away; also what no folder lists any more, and folders that no folder lists.
    case deleted
  }

  /// The folder's node; nil for the messages that no folder lists.
  public var id: NodeID?
  /// The names from the outermost folder to this one, below the folder that is shown as the mailbox.
  public var path: [String]
  /// The use of the folder, or of the innermost folder above it that has one; nil where the store does not say.
  public var use: SpecialUse?
  /// How many messages the folder lists.
  public var messageCount: Int
  /// Bytes of its messages, as the store counts them.
  public var messageBytes: Int64

  /// Makes a folder from what is known of it.
  public init(id: NodeID?, path: [String], use: SpecialUse? = nil, messageCount: Int, messageBytes: Int64) {
    self.id = id
    self.path = path
    self.use = use
    self.messageCount = messageCount
    self.messageBytes = messageBytes
  }

  /// The path that stands for messages that no folder lists.
  public static let orphanedItems = "Orphaned Items"
  /// The path below which folders stand that no folder lists.
  public static let orphanedFolders = "Orphaned Folders"
}

/// A message of a folder, as the folder's table has it.
public struct StorageMessage: Sendable, Hashable {
  /// The message's node.
  public var id: NodeID
  /// Its size in bytes as the store counts it, at least 1: what it weighs in progress and positions, and no length.
  public var weight: UInt32
}
