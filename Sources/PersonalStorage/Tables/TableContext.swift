import ByteReading
import OutlookItems

/// A table: a folder's messages, a message's recipients or attachments ([MS-PST] 2.3.4).
struct TableContext: Sendable {
  /// A column ([MS-PST] 2.3.4.2).
  struct Column: Sendable {
    var id: PropertyID
    var type: PropertyType
    /// Where in a row its cell stands.
    var offset: Int
    var width: Int
    /// Which bit says whether a row has a value there.
    var bit: Int
  }

  /// A row: its identifier, and where in the matrix it stands.
  struct Row: Sendable {
    var id: NodeID
    var index: Int
  }

  let columns: [Column]
  /// In the order of their identifiers.
  let rows: [Row]
  private let values: ValueReader
  private let rowBytes: Int
  private let bitmap: Int
  /// The matrix where it lies in the heap, else its blocks.
  private let matrix: [UInt8]
  private let blocks: [BlockID]
  private let rowsPerBlock: Int

  /// Reads the table's columns and the index of its rows, at most `limit` of them; nil where there is no such table.
  init?(
    data: BlockID, subnodes: BlockID, in database: NodeDatabase, limit: Int, _ log: inout DamageLog
  ) throws(StorageError) {
    guard let heap = try Heap(data, of: .table, in: database, &log), let info = try heap.allocation(heap.root, &log)
    else { return nil }
    guard info.byte(at: 0) == Heap.Client.table.rawValue, let count = info.byte(at: 1), let bitmap = info.u16(at: 6),
      let rowBytes = info.u16(at: 8), let index = info.u32(at: 10), let matrix = info.u32(at: 14), rowBytes >= 4,
      bitmap <= rowBytes
    else {
      log.note(.structure)
      return nil
    }
    columns = (0..<Int(count)).compactMap { Column(info, at: 22 + $0 * 8, rowBytes: rowBytes) }
    self.rowBytes = rowBytes
    self.bitmap = bitmap
    values = ValueReader(heap: heap, subnodes: try SubnodeTable(subnodes, in: database, &log))
    rows = try Self.rows(UInt32(truncatingIfNeeded: index), in: heap, limit: limit, &log)
    let reference = UInt32(truncatingIfNeeded: matrix)
    var blocks: [BlockID] = []
    var inHeap: [UInt8] = []
    if reference & 0x1F == NodeID.Kind.heap.rawValue {
      if reference != 0 { inHeap = try heap.allocation(reference, &log) ?? [] }
    } else if let node = values.subnodes[NodeID(rawValue: reference)] {
      blocks = try NodeData(node.data, in: database, &log).blocks
    } else {
      log.note(.structure)
    }
    self.matrix = inHeap
    self.blocks = blocks
    // Rows do not cross blocks ([MS-PST] 2.3.4.4).
    var first = 0
    if let id = blocks.first { first = try database.block(id, &log)?.count ?? 0 }
    rowsPerBlock = max(first / rowBytes, 1)
  }

  private static func rows(
    _ index: UInt32, in heap: Heap, limit: Int, _ log: inout DamageLog
  ) throws(StorageError) -> [Row] {
    let isWide = heap.database.format != .ansi
    let valueBytes = isWide ? 4 : 2
    guard let tree = try HeapTree(index, in: heap, keyBytes: 4, valueBytes: valueBytes, &log) else { return [] }
    var rows: [Row] = []
    try tree.forEachLeaf(in: heap, &log) { (page, log) throws(StorageError) in
      for at in stride(from: 0, through: page.count - 4 - valueBytes, by: 4 + valueBytes) {
        guard rows.count < limit else {
          log.note(.limit)
          return false
        }
        guard let id = page.u32(at: at), let place = isWide ? page.u32(at: at + 4) : page.u16(at: at + 4) else {
          continue
        }
        rows.append(Row(id: NodeID(rawValue: UInt32(truncatingIfNeeded: id)), index: place))
      }
      return true
    }
    return rows
  }

  /// The bytes of a row; nil where the matrix does not reach so far.
  func bytes(of row: Row, _ log: inout DamageLog) throws(StorageError) -> [UInt8]? {
    let start: Int
    let whole: [UInt8]
    if blocks.isEmpty {
      start = row.index.multipliedReportingOverflow(by: rowBytes).partialValue
      whole = matrix
    } else {
      let place = row.index / rowsPerBlock
      guard blocks.indices.contains(place), let block = try values.heap.database.block(blocks[place], &log) else {
        log.note(.structure)
        return nil
      }
      start = row.index % rowsPerBlock * rowBytes
      whole = block
    }
    guard start >= 0, start <= whole.count - rowBytes else {
      log.note(.structure)
      return nil
    }
    return Array(whole[start..<start + rowBytes])
  }

  /// The value of a cell; nil where the row has none.
  func value(
    of column: Column, in row: [UInt8], _ budget: inout ItemBudget, _ log: inout DamageLog
  ) throws(StorageError) -> PropertyValue? {
    guard let bits = row.byte(at: bitmap + column.bit / 8), bits & 0x80 >> UInt8(column.bit % 8) != 0 else {
      return nil
    }
    let cell = row.bytes(at: column.offset, count: column.width)
    // Numbers of eight bytes stand in the row, other than in the properties of an object.
    if column.width == 8 { return PropertyValue(type: column.type, bytes: cell) }
    return try values.value(column.type, inline: cell, &budget, &log)
  }

  /// The column of a property; nil where the table has none.
  func column(_ id: PropertyID) -> Column? { columns.first { $0.id == id } }

  /// All values of a row.
  func bag(of row: Row, _ budget: inout ItemBudget, _ log: inout DamageLog) throws(StorageError) -> PropertyBag {
    var bag = PropertyBag()
    guard let bytes = try bytes(of: row, &log) else { return bag }
    for column in columns where column.id.rawValue < 0x8000 {
      if let value = try value(of: column, in: bytes, &budget, &log) { bag.set(column.id, value) }
    }
    return bag
  }
}

extension TableContext.Column {
  /// Reads a column's description; nil where its cell would lie outside of the row.
  fileprivate init?(_ info: [UInt8], at: Int, rowBytes: Int) {
    guard let type = info.u16(at: at), let id = info.u16(at: at + 2), let offset = info.u16(at: at + 4),
      let width = info.byte(at: at + 6), let bit = info.byte(at: at + 7), offset + Int(width) <= rowBytes
    else { return nil }
    self.id = PropertyID(rawValue: UInt16(truncatingIfNeeded: id))
    self.type = PropertyType(rawValue: UInt16(truncatingIfNeeded: type))
    self.offset = offset
    self.width = Int(width)
    self.bit = Int(bit)
  }
}
