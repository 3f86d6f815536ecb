import ByteReading
import OutlookItems

/// The properties of one object ([MS-PST] 2.3.3).
struct PropertyContext: Sendable {
  /// More no object has.
  private static let mostProperties = 4_096

  /// One property: what it is, and its value or where that is.
  struct Entry: Sendable {
    var id: PropertyID
    var type: PropertyType
    var inline: [UInt8]
  }

  private(set) var entries: [Entry] = []
  let values: ValueReader

  /// Reads what properties there are; nil where there is no such object.
  init?(
    data: BlockID, subnodes: BlockID, in database: NodeDatabase, _ log: inout DamageLog
  ) throws(StorageError) {
    guard let heap = try Heap(data, of: .properties, in: database, &log),
      let tree = try HeapTree(heap.root, in: heap, keyBytes: 2, valueBytes: 6, &log)
    else { return nil }
    values = ValueReader(heap: heap, subnodes: try SubnodeTable(subnodes, in: database, &log))
    var found: [Entry] = []
    try tree.forEachLeaf(in: heap, &log) { (page, _) throws(StorageError) in
      for index in 0..<page.count / 8 where found.count < Self.mostProperties {
        guard let id = page.u16(at: index * 8), let type = page.u16(at: index * 8 + 2) else { continue }
        found.append(
          Entry(
            id: PropertyID(rawValue: UInt16(truncatingIfNeeded: id)),
            type: PropertyType(rawValue: UInt16(truncatingIfNeeded: type)),
            inline: page.bytes(at: index * 8 + 4, count: 4)))
      }
      return found.count < Self.mostProperties
    }
    entries = found
  }

  /// The value of a property; nil where it is absent.
  func value(
    _ id: PropertyID, _ budget: inout ItemBudget, _ log: inout DamageLog
  ) throws(StorageError) -> PropertyValue? {
    guard let entry = entries.first(where: { $0.id == id }) else { return nil }
    return try values.value(entry.type, inline: entry.inline, &budget, &log)
  }

  /// All properties but those in `excluded` and those with names of their own ([MS-PST] 2.4.7), whose numbers mean
  /// something else in every file.
  func bag(
    without excluded: Set<PropertyID> = [], _ budget: inout ItemBudget, _ log: inout DamageLog
  ) throws(StorageError) -> PropertyBag {
    var bag = PropertyBag()
    for entry in entries where entry.id.rawValue < 0x8000 && !excluded.contains(entry.id) {
      bag.set(entry.id, try values.value(entry.type, inline: entry.inline, &budget, &log))
    }
    return bag
  }
}
