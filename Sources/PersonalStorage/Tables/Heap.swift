import ByteReading

/// A heap in the data of a node ([MS-PST] 2.3.1): what properties and tables are made of.
struct Heap: Sendable {
  /// What a heap is the base of (bClientSig, [MS-PST] 2.3.1.2).
  enum Client: UInt8, Sendable {
    case properties = 0xBC
    case table = 0x7C
  }

  private static let signature: UInt8 = 0xEC

  let database: NodeDatabase
  private let data: NodeData
  /// The allocation at which reading begins.
  let root: UInt32

  /// Reads the head of the heap at `root`; nil where there is none, or one of another kind.
  init?(
    _ root: BlockID, of client: Client, in database: NodeDatabase, _ log: inout DamageLog
  ) throws(StorageError) {
    let data = try NodeData(root, in: database, &log)
    guard let first = data.blocks.first, let block = try database.block(first, &log) else { return nil }
    guard block.byte(at: 2) == Self.signature, block.byte(at: 3) == client.rawValue, let user = block.u32(at: 4) else {
      log.note(.structure)
      return nil
    }
    self.database = database
    self.data = data
    self.root = UInt32(truncatingIfNeeded: user)
  }

  /// The bytes of an allocation ([MS-PST] 2.3.1.1, 2.3.1.5); nil where there is no such allocation.
  func allocation(_ id: UInt32, _ log: inout DamageLog) throws(StorageError) -> [UInt8]? {
    let bits = database.format.heapIndexBits
    let index = Int(id >> 5 & (1 << bits - 1))
    let place = Int(id >> (5 + bits))
    guard id & 0x1F == NodeID.Kind.heap.rawValue, index > 0, data.blocks.indices.contains(place),
      let block = try database.block(data.blocks[place], &log)
    else {
      log.note(.structure)
      return nil
    }
    guard let map = block.u16(at: 0), let count = block.u16(at: map), index <= count,
      let start = block.u16(at: map + 2 + index * 2), let end = block.u16(at: map + 4 + index * 2), start <= end,
      end <= block.count
    else {
      log.note(.structure)
      return nil
    }
    return Array(block[start..<end])
  }
}
