import ByteReading

/// A page of one of the two B-trees ([MS-PST] 2.2.2.7.7.1).
struct TreePage: Sendable {
  /// Which tree a page belongs to (ptype, [MS-PST] 2.2.2.7.1).
  enum Tree: UInt8, Sendable { case blocks = 0x80, nodes = 0x81 }

  /// 0 for leaves; the pages below are one level lower.
  var level: Int
  var keys: [UInt64]
  private var bytes: [UInt8]
  private var entryBytes: Int
  private var format: StorageFormat

  /// Reads a page; nil where it is none of that tree.
  init?(_ page: [UInt8], of tree: Tree, format: StorageFormat, log: inout DamageLog) {
    guard page.count == format.pageBytes, page.byte(at: format.pageTrailer) == tree.rawValue else { return nil }
    let at = format.pageEntries
    let isLarge = format == .unicode4K
    guard let count = isLarge ? page.u16(at: at) : page.byte(at: at).map(Int.init),
      let size = page.byte(at: at + (isLarge ? 4 : 2)), let level = page.byte(at: at + (isLarge ? 5 : 3))
    else { return nil }
    let width = format.width
    let least = level > 0 ? width * 3 : tree == .nodes ? (format == .ansi ? 16 : 32) : width == 4 ? 12 : 24
    guard Int(size) >= least, count * Int(size) <= at else { return nil }
    let checksumAt = format.pageTrailer + (format == .ansi ? 8 : 4)
    if page.u32(at: checksumAt) != Int(Checksum.of(page.bytes(at: 0, count: format.pageTrailer))) { log.note(.page) }
    self.level = Int(level)
    self.format = format
    entryBytes = Int(size)
    bytes = page
    keys = (0..<count).map { format.number(page, at: $0 * Int(size)) ?? 0 }
    // The lowest bit of a block identifier can differ.
    if tree == .blocks { keys = keys.map { $0 & ~1 } }
  }

  /// The last entry whose key is at most `key`.
  func index(notAbove key: UInt64) -> Int? {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] <= key { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? low - 1 : nil
  }

  /// Where the page stands to which an entry of an upper page leads.
  func child(at index: Int) -> Int64 {
    Int64(clamping: format.number(bytes, at: index * entryBytes + format.width * 2) ?? .max)
  }

  /// A leaf of the tree of nodes ([MS-PST] 2.2.2.7.7.4).
  func node(at index: Int) -> NodeEntry? {
    let at = index * entryBytes
    let width = format.width
    guard let id = bytes.u32(at: at), let data = format.number(bytes, at: at + width),
      let subnodes = format.number(bytes, at: at + width * 2), let parent = bytes.u32(at: at + width * 3)
    else { return nil }
    return NodeEntry(
      id: NodeID(rawValue: UInt32(truncatingIfNeeded: id)), data: BlockID(data), subnodes: BlockID(subnodes),
      parent: NodeID(rawValue: UInt32(truncatingIfNeeded: parent)))
  }

  /// A leaf of the tree of blocks ([MS-PST] 2.2.2.7.7.3).
  func block(at index: Int) -> BlockEntry? {
    let at = index * entryBytes
    let width = format.width
    guard let id = format.number(bytes, at: at), let offset = format.number(bytes, at: at + width),
      let size = bytes.u16(at: at + width * 2), let inflated = bytes.u16(at: at + width * 2 + 2)
    else { return nil }
    return BlockEntry(
      id: BlockID(id), offset: Int64(clamping: offset), size: size,
      inflatedSize: format == .unicode4K && inflated > 0 ? inflated : size)
  }
}

/// What the tree of nodes says of a node.
struct NodeEntry: Sendable {
  var id: NodeID
  var data: BlockID
  var subnodes: BlockID
  /// The folder of a folder or a message, as it was when the node was written.
  var parent: NodeID
}

/// What the tree of blocks says of a block.
struct BlockEntry: Sendable {
  var id: BlockID
  var offset: Int64
  /// Bytes of data as they are stored, without padding and trailer.
  var size: Int
  /// Bytes that they inflate to; the same where they are not deflated.
  var inflatedSize: Int
}
