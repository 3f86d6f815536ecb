import ByteReading
import Synchronization

/// The lower layer of the file: nodes and blocks, found through two B-trees ([MS-PST] 2.2).
///
/// Pages and blocks are read where they are needed; the last few are kept. Nothing depends on the size of the file but
/// the depth of the trees.
final class NodeDatabase: Sendable {
  /// Deeper trees no file has: eight levels of twenty entries are 25 thousand million.
  private static let deepestLevel = 12

  private struct PageKey: Hashable {
    var offset: Int64
    var tree: TreePage.Tree
  }

  let header: StorageHeader
  let size: Int64
  private let bytes: any StorageBytes
  private let pages = Mutex(RecentlyUsed<PageKey, TreePage>(capacity: 512))
  private let blocks = Mutex(RecentlyUsed<BlockID, [UInt8]>(capacity: 48))

  var format: StorageFormat { header.format }

  /// Reads the header.
  ///
  /// - Throws: what the header throws; `damaged` where it names no trees; `unreadable`.
  init(_ bytes: any StorageBytes) throws(StorageError) {
    self.bytes = bytes
    size = bytes.size
    header = try StorageHeader(try bytes.bytes(from: 0, count: StorageHeader.byteCount), size: bytes.size)
    var log = DamageLog(work: 1_024)
    guard try page(at: header.nodeRoot, of: .nodes, &log) != nil,
      try page(at: header.blockRoot, of: .blocks, &log) != nil
    else {
      throw StorageError(
        .damaged,
        "the tables of the Outlook data file are damaged; repair a copy with Outlook's scanpst, or export anew")
    }
  }

  // MARK: Trees

  /// The page at an offset; nil where none of that tree stands there.
  func page(at offset: Int64, of tree: TreePage.Tree, _ log: inout DamageLog) throws(StorageError) -> TreePage? {
    if let page = pages.withLock({ $0.value(of: PageKey(offset: offset, tree: tree)) }) { return page }
    // Pages stand at multiples of their size, so that there are no more of them than fit the file.
    guard offset > 0, offset % Int64(format.pageBytes) == 0, offset <= size - Int64(format.pageBytes) else {
      log.note(.page)
      return nil
    }
    guard log.spend(DamageLog.blockWork) else { return nil }
    let read = try bytes.bytes(from: offset, count: format.pageBytes)
    guard let page = TreePage(read, of: tree, format: format, log: &log), page.level <= Self.deepestLevel else {
      log.note(.page)
      return nil
    }
    pages.withLock { $0.keep(page, for: PageKey(offset: offset, tree: tree)) }
    return page
  }

  private func leaf(
    of tree: TreePage.Tree, at root: Int64, holding key: UInt64, _ log: inout DamageLog
  ) throws(StorageError) -> (page: TreePage, index: Int)? {
    var page = try page(at: root, of: tree, &log)
    while let current = page, let index = current.index(notAbove: key) {
      if current.level == 0 { return current.keys[index] == key ? (current, index) : nil }
      page = try self.page(at: current.child(at: index), of: tree, &log)
      // Each step leads down one level, and so to an end.
      if let page, page.level != current.level - 1 {
        log.note(.page)
        return nil
      }
    }
    return nil
  }

  /// The node of that identifier; nil where there is none.
  func node(_ id: NodeID, _ log: inout DamageLog) throws(StorageError) -> NodeEntry? {
    guard let found = try leaf(of: .nodes, at: header.nodeRoot, holding: UInt64(id.rawValue), &log) else { return nil }
    return found.page.node(at: found.index)
  }

  /// Hands all nodes to `body` in the order of their identifiers.
  func forEachNode(_ log: inout DamageLog, _ body: (NodeEntry) -> Void) throws(StorageError) {
    // A page that two entries lead to is read once, so that the walk ends after as many pages as the file has.
    var seen: Set<Int64> = []
    var path: [(page: TreePage, next: Int)] = []
    if let root = try page(at: header.nodeRoot, of: .nodes, &log) { path.append((root, 0)) }
    while let (page, next) = path.last {
      guard next < page.keys.count else {
        path.removeLast()
        continue
      }
      if page.level == 0 {
        guard log.spend(page.keys.count) else { return }
        for index in page.keys.indices { if let node = page.node(at: index) { body(node) } }
        path.removeLast()
        continue
      }
      path[path.count - 1].next += 1
      let offset = page.child(at: next)
      guard seen.insert(offset).inserted, let child = try self.page(at: offset, of: .nodes, &log),
        child.level == page.level - 1
      else {
        log.note(.page)
        continue
      }
      path.append((child, 0))
    }
  }

  // MARK: Blocks

  /// The data of a block, decoded; nil where there is no such block.
  func block(_ id: BlockID, _ log: inout DamageLog) throws(StorageError) -> [UInt8]? {
    guard id != .none, log.spend(1) else { return nil }
    if let block = blocks.withLock({ $0.value(of: id) }) { return block }
    guard log.spend(DamageLog.blockWork),
      let found = try leaf(of: .blocks, at: header.blockRoot, holding: id.rawValue, &log),
      let entry = found.page.block(at: found.index), let block = try read(entry, &log)
    else {
      log.note(.missingBlock)
      return nil
    }
    blocks.withLock { $0.keep(block, for: id) }
    return block
  }

  private func read(_ entry: BlockEntry, _ log: inout DamageLog) throws(StorageError) -> [UInt8]? {
    guard entry.size > 0, entry.size <= format.blockDataBytes, entry.offset > 0, entry.offset < size else { return nil }
    let alignment = format.blockAlignment
    let whole = (entry.size + format.blockTrailerBytes + alignment - 1) / alignment * alignment
    let stored = try bytes.bytes(from: entry.offset, count: whole)
    guard stored.count >= entry.size else { return nil }
    var data = Array(stored[..<entry.size])
    if !isSound(data, trailer: stored.bytes(at: whole - format.blockTrailerBytes, count: whole), entry) {
      log.note(.block)
    }
    if entry.inflatedSize != entry.size {
      // What is encoded is deflated as a rule; the other order is tried where that is no stream.
      if let inflated = BlockInflation.inflated(data, size: entry.inflatedSize) {
        data = inflated
      } else {
        BlockEncoding.decode(&data, as: entry.id.isInternal ? .none : header.encoding, block: entry.id)
        return BlockInflation.inflated(data, size: entry.inflatedSize)
      }
    }
    if !entry.id.isInternal { BlockEncoding.decode(&data, as: header.encoding, block: entry.id) }
    return data
  }

  /// Whether the trailer ([MS-PST] 2.2.2.8.1) is that of the block.
  private func isSound(_ data: [UInt8], trailer: [UInt8], _ entry: BlockEntry) -> Bool {
    let isANSI = format == .ansi
    guard trailer.u16(at: 0) == entry.size, let id = format.number(trailer, at: isANSI ? 4 : 8) else { return false }
    return BlockID(id) == entry.id && trailer.u32(at: isANSI ? 8 : 4) == Int(Checksum.of(data))
  }
}
