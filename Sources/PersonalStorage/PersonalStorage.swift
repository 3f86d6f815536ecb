import ByteReading
import OutlookItems

/// An Outlook data file: a `.pst` or an `.ost` ([MS-PST]).
///
/// Opening reads the header; everything else is read where it is asked for, some blocks at a time, so that the file's
/// size does not matter. Nothing in the file is believed: what is damaged is told, and what can be read is.
public final class PersonalStorage: Sendable {
  /// A message, and what was noticed on the way.
  public struct Reading: Sendable {
    /// The message; nil where nothing of it could be read.
    public var item: OutlookItem?
    /// What is wrong with it, each kind once.
    public var damage: [StorageDamage]
  }

  /// What the file holds.
  public struct Listing: Sendable {
    /// The folders with messages, an outer one before those in it; last the messages that no folder lists.
    public var folders: [StorageFolder]
    /// The store's name, which programs show for the mailbox.
    public var name: String?
    /// What is wrong with the tables, each kind once.
    public var damage: [StorageDamage]
  }

  private let database: NodeDatabase

  /// How many bytes `isStorage` wants to see.
  public static let magicBytes = 12

  /// Whether a file that begins so is an Outlook data file, of whatever version.
  public static func isStorage(_ head: [UInt8]) -> Bool {
    // The client is one of SM, SO and AB; other files of Microsoft's have the first four bytes too.
    StorageHeader.isMagic(head)
  }

  /// Opens a file.
  ///
  /// - Throws: `notAStorage`, `unsupportedVersion`, `unsupportedEncoding`, `truncated`, `damaged`, `unreadable`.
  public init(_ bytes: any StorageBytes) throws(StorageError) {
    database = try NodeDatabase(bytes)
  }

  /// Walks the folders and their tables, and the tree of nodes for what no folder lists.
  ///
  /// Costs some bytes of memory a message.
  /// - Throws: `unreadable`.
  public func listing() throws(StorageError) -> Listing {
    let tree = try FolderTree(database)
    var folders = tree.folders
    let orphans = try orphans(besides: tree.listed)
    if !orphans.isEmpty {
      folders.append(
        StorageFolder(
          id: nil, path: [StorageFolder.orphanedItems], use: .deleted, messageCount: orphans.count,
          messageBytes: orphans.reduce(0) { $0 + Int64($1.weight) }))
    }
    var damage = DamageLog(work: 1 << 20)
    for found in tree.log.found { damage.note(found) }
    if database.header.isDamaged { damage.note(.page) }
    return Listing(folders: folders, name: try name(&damage), damage: damage.sorted)
  }

  /// The messages of a folder in the order of their nodes; those that no folder lists where `id` is nil.
  ///
  /// - Throws: `unreadable`.
  public func messages(in id: NodeID?) throws(StorageError) -> [StorageMessage] {
    guard let id else { return try orphans(besides: try FolderTree(database).listed) }
    var contents = ContentsListing(database)
    var log = DamageLog(work: work)
    return try contents.messages(in: id, &log)
  }

  /// Reads a message, of which at most `limit` bytes of values.
  ///
  /// - Throws: `unreadable`.
  public func message(_ id: NodeID, limit: Int) throws(StorageError) -> Reading {
    var reader = ItemReader(database, limit: limit)
    guard let node = try database.node(id, &reader.log) else {
      reader.log.note(.structure)
      return Reading(item: nil, damage: reader.log.sorted)
    }
    let item = try reader.item(data: node.data, subnodes: node.subnodes)
    return Reading(item: item, damage: reader.log.sorted)
  }

  /// How much work a look at the whole file may cost.
  private var work: Int { Int(clamping: database.size / 2 + (1 << 22)) }

  private func name(_ log: inout DamageLog) throws(StorageError) -> String? {
    guard let node = try database.node(.messageStore, &log),
      let context = try PropertyContext(data: node.data, subnodes: node.subnodes, in: database, &log)
    else { return nil }
    var budget = ItemBudget(left: 4_096)
    return try context.value(.displayName, &budget, &log)?.text
  }

  /// The messages that stand in the tree of nodes and in no folder's table: what was removed and not yet overwritten.
  private func orphans(besides listed: [NodeID]) throws(StorageError) -> [StorageMessage] {
    let listed = Set(listed)
    var orphans: [StorageMessage] = []
    var log = DamageLog(work: work)
    try database.forEachNode(&log) { node in
      guard node.id.kindBits == NodeID.Kind.message.rawValue, node.data != .none, !listed.contains(node.id) else {
        return
      }
      orphans.append(StorageMessage(id: node.id, weight: ContentsListing.unknownWeight))
    }
    return ContentsListing.sorted(orphans)
  }
}
