import ByteReading

/// The data of a node: a block, or the blocks that a block of blocks names ([MS-PST] 2.2.2.8.3).
struct NodeData: Sendable {
  /// The blocks in order.
  var blocks: [BlockID] = []

  /// Finds the blocks to which `root` leads.
  ///
  /// One block can be named again and again: there are never more blocks than could fit the file.
  init(_ root: BlockID, in database: NodeDatabase, _ log: inout DamageLog) throws(StorageError) {
    guard root != .none else { return }
    guard root.isInternal else {
      blocks = [root]
      return
    }
    let most = Int(clamping: database.size / Int64(database.format.blockAlignment))
    let (level, upper) = try Self.references(root, in: database, &log)
    guard log.spend(upper.count) else { return }
    if level == 1 {
      blocks = upper
    } else if level == 2 {
      for id in upper {
        let (level, lower) = try Self.references(id, in: database, &log)
        guard level == 1, log.spend(lower.count) else {
          log.note(.structure)
          continue
        }
        blocks += lower
        if blocks.count > most { break }
      }
    }
    if blocks.count > most {
      log.note(.limit)
      blocks.removeLast(blocks.count - most)
    }
  }

  /// The level and the entries of a block of blocks ([MS-PST] 2.2.2.8.3.2).
  private static func references(
    _ id: BlockID, in database: NodeDatabase, _ log: inout DamageLog
  ) throws(StorageError) -> (level: Int, ids: [BlockID]) {
    guard id.isInternal, let block = try database.block(id, &log) else { return (0, []) }
    guard block.byte(at: 0) == 1, let level = block.byte(at: 1), let count = block.u16(at: 2) else {
      log.note(.structure)
      return (0, [])
    }
    let format = database.format
    let room = max(block.count - 8, 0) / format.width
    if count > room { log.note(.structure) }
    let ids = (0..<min(count, room)).compactMap { format.number(block, at: 8 + $0 * format.width).map(BlockID.init) }
    // Data stands in blocks that are not internal, lists of blocks in those that are.
    let sound = ids.filter { $0 != .none && $0.isInternal == (level == 2) }
    if sound.count < ids.count || level > 2 { log.note(.structure) }
    return (Int(level), sound)
  }

  /// The bytes of all blocks, at most `limit` of them.
  func bytes(
    in database: NodeDatabase, limit: Int, _ log: inout DamageLog
  ) throws(StorageError) -> [UInt8] {
    var bytes: [UInt8] = []
    for id in blocks {
      guard bytes.count < limit else {
        log.note(.limit)
        break
      }
      if let block = try database.block(id, &log) { bytes += block }
    }
    if bytes.count > limit {
      log.note(.limit)
      bytes.removeLast(bytes.count - limit)
    }
    return bytes
  }
}
