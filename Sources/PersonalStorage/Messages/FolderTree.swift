import ByteReading
import OutlookItems

/// The folders of a store: their names, their order and what they are for ([MS-PST] 2.4.4).
struct FolderTree {
  /// Deeper no program nests folders, and no path can be.
  private static let deepest = 64

  private struct Spot {
    var id: NodeID
    var path: [String]
    var use: StorageFolder.SpecialUse?
    var isShown: Bool
  }

  private let database: NodeDatabase
  private var uses: [NodeID: StorageFolder.SpecialUse] = [:]
  private var subtree: NodeID?
  private var seen: Set<NodeID> = []
  private var rowsLeft: Int
  private(set) var log: DamageLog

  /// The folders, an outer one before those in it, without those that list no messages.
  private(set) var folders: [StorageFolder] = []
  /// What the folders list, mail or not, in no order.
  private(set) var listed: [NodeID] = []

  /// Walks all folders that the tables name, then those that only the tree of nodes knows.
  init(_ database: NodeDatabase) throws(StorageError) {
    self.database = database
    // A folder takes four nodes, each with a block.
    rowsLeft = Int(clamping: database.size / 256 + 64)
    log = DamageLog(work: Int(clamping: database.size / 2 + (1 << 22)))
    var contents = ContentsListing(database)
    try readUses()
    try walk(Spot(id: .rootFolder, path: [], use: nil, isShown: false), &contents)
    var others: [NodeEntry] = []
    try database.forEachNode(&log) { node in
      if node.id.kindBits == NodeID.Kind.folder.rawValue { others.append(node) }
    }
    let known = seen
    others.removeAll { known.contains($0.id) }
    // Those whose parent is another of them come below it.
    let lost = Set(others.map(\.id))
    for node in others where !lost.contains(node.parent) || node.parent == node.id {
      try walk(Spot(id: node.id, path: [StorageFolder.orphanedFolders], use: .deleted, isShown: true), &contents)
    }
    for node in others where !seen.contains(node.id) {
      try walk(Spot(id: node.id, path: [StorageFolder.orphanedFolders], use: .deleted, isShown: true), &contents)
    }
    listed += contents.otherItems
  }

  // MARK: What folders are for

  /// The entry identifiers that the store and the root name ([MS-PST] 2.4.3.2).
  private mutating func readUses() throws(StorageError) {
    for (owner, named) in [
      (
        NodeID.messageStore,
        [
          (PropertyID.sentMailEntryID, StorageFolder.SpecialUse.sent), (.wastebasketEntryID, .deleted),
          (.outboxEntryID, .outbox),
        ]
      ),
      (.rootFolder, [(.draftsEntryID, .drafts)]),
    ] {
      guard let context = try properties(of: owner) else { continue }
      for (property, use) in named {
        if let folder = try folder(named: property, in: context) { uses[folder] = use }
      }
      if owner == .messageStore { subtree = try folder(named: .subtreeEntryID, in: context) }
    }
  }

  private mutating func properties(of id: NodeID) throws(StorageError) -> PropertyContext? {
    guard let node = try database.node(id, &log) else { return nil }
    return try PropertyContext(data: node.data, subnodes: node.subnodes, in: database, &log)
  }

  private mutating func folder(named property: PropertyID, in context: PropertyContext) throws(StorageError) -> NodeID?
  {
    var budget = ItemBudget(left: 4_096)
    guard let entry = try context.value(property, &budget, &log), entry.bytes.count == 24,
      let id = entry.bytes.u32(at: 20)
    else { return nil }
    return NodeID(rawValue: UInt32(truncatingIfNeeded: id))
  }

  // MARK: The walk

  private mutating func walk(_ start: Spot, _ contents: inout ContentsListing) throws(StorageError) {
    var open = [start]
    while var spot = open.popLast() {
      guard seen.insert(spot.id).inserted else { continue }
      let context = try properties(of: spot.id)
      try name(&spot, context)
      let messages = try contents.messages(in: spot.id, &log)
      listed += messages.map(\.id)
      if !messages.isEmpty {
        folders.append(
          StorageFolder(
            id: spot.id, path: spot.path, use: spot.use, messageCount: messages.count,
            messageBytes: messages.reduce(0) { $0 + Int64($1.weight) }))
      }
      guard spot.path.count < Self.deepest else {
        log.note(.limit)
        continue
      }
      for child in try children(of: spot.id).reversed() {
        open.append(Spot(id: child, path: spot.path, use: spot.use, isShown: true))
      }
    }
  }

  /// Gives the spot its own name and use.
  ///
  /// The folder that a mailbox shows as its top has a name in the language of its program, which says nothing.
  private mutating func name(_ spot: inout Spot, _ context: PropertyContext?) throws(StorageError) {
    if spot.isShown {
      if spot.id == subtree {
        spot.path = []
      } else {
        var budget = ItemBudget(left: 4_096)
        let name = try context?.value(.displayName, &budget, &log)?.text
        spot.path.append(name.flatMap { $0.isEmpty ? nil : $0 } ?? "folder \(spot.id.rawValue)")
      }
    }
    // The Inbox names the drafts too; whichever comes first counts ([MS-OXOSFLD] §2.2.3).
    if let context, let drafts = try folder(named: .draftsEntryID, in: context), uses[drafts] == nil {
      uses[drafts] = .drafts
    }
    if let use = uses[spot.id] { spot.use = use }
  }

  private mutating func children(of folder: NodeID) throws(StorageError) -> [NodeID] {
    guard let node = try database.node(folder.sibling(.hierarchyTable), &log) else { return [] }
    guard
      let table = try TableContext(data: node.data, subnodes: node.subnodes, in: database, limit: rowsLeft, &log)
    else { return [] }
    rowsLeft -= min(rowsLeft, table.rows.count)
    // Search folders repeat what other folders hold.
    return table.rows.map(\.id).filter { $0.kindBits == NodeID.Kind.folder.rawValue && $0 != folder }
  }
}
