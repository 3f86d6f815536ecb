import ByteReading

/// The nodes within a node ([MS-PST] 2.2.2.8.3.3).
struct SubnodeTable: Sendable {
  /// More no message has; each costs memory.
  private static let mostEntries = 1 << 20

  private var entries: [NodeID: (data: BlockID, subnodes: BlockID)] = [:]

  /// Reads the table at `root`; an empty one where there is none.
  init(_ root: BlockID, in database: NodeDatabase, _ log: inout DamageLog) throws(StorageError) {
    guard root != .none, let block = try database.block(root, &log) else { return }
    guard block.byte(at: 0) == 2, let level = block.byte(at: 1), level <= 1 else {
      log.note(.structure)
      return
    }
    if level == 0 {
      readLeaf(block, database.format, &log)
      return
    }
    let format = database.format
    var seen: Set<BlockID> = []
    for index in 0..<Self.count(of: block, entry: format.width * 2, format, &log) {
      let at = Self.start(format) + index * format.width * 2 + format.width
      guard let number = format.number(block, at: at), seen.insert(BlockID(number)).inserted,
        let leaf = try database.block(BlockID(number), &log), leaf.byte(at: 0) == 2, leaf.byte(at: 1) == 0,
        entries.count < Self.mostEntries
      else {
        log.note(.structure)
        continue
      }
      readLeaf(leaf, format, &log)
    }
  }

  /// The entries stand behind the count; in the wide forms behind four bytes more.
  private static func start(_ format: StorageFormat) -> Int { format == .ansi ? 4 : 8 }

  private static func count(of block: [UInt8], entry: Int, _ format: StorageFormat, _ log: inout DamageLog) -> Int {
    let stated = block.u16(at: 2) ?? 0
    let room = max(block.count - start(format), 0) / entry
    if stated > room { log.note(.structure) }
    return min(stated, room)
  }

  private mutating func readLeaf(_ block: [UInt8], _ format: StorageFormat, _ log: inout DamageLog) {
    let width = format.width
    let count = Self.count(of: block, entry: width * 3, format, &log)
    guard log.spend(count) else { return }
    for index in 0..<count {
      let at = Self.start(format) + index * width * 3
      guard let id = block.u32(at: at), let data = format.number(block, at: at + width),
        let subnodes = format.number(block, at: at + width * 2)
      else { continue }
      let node = NodeID(rawValue: UInt32(truncatingIfNeeded: id))
      if entries[node] == nil { entries[node] = (BlockID(data), BlockID(subnodes)) }
    }
  }

  /// The blocks of a subnode; nil where there is no such subnode.
  subscript(id: NodeID) -> (data: BlockID, subnodes: BlockID)? { entries[id] }
}
