import ByteReading
import OutlookItems

/// How many bytes may still be read for one item.
struct ItemBudget {
  var left: Int
}

/// Finds the values that properties and cells refer to, in the heap or among the subnodes ([MS-PST] 2.3.3.2).
struct ValueReader: Sendable {
  let heap: Heap
  let subnodes: SubnodeTable

  /// The bytes behind a reference; empty where it refers to nothing.
  func bytes(_ reference: UInt32, _ budget: inout ItemBudget, _ log: inout DamageLog) throws(StorageError) -> [UInt8] {
    guard reference != 0 else { return [] }
    let limit = budget.left
    var bytes: [UInt8]
    if reference & 0x1F == NodeID.Kind.heap.rawValue {
      bytes = try heap.allocation(reference, &log) ?? []
      if bytes.count > limit {
        log.note(.limit)
        bytes.removeLast(bytes.count - limit)
      }
    } else {
      guard let node = subnodes[NodeID(rawValue: reference)] else {
        log.note(.structure)
        return []
      }
      bytes = try NodeData(node.data, in: heap.database, &log).bytes(in: heap.database, limit: limit, &log)
    }
    budget.left -= bytes.count
    return bytes
  }

  /// A value of that type whose four bytes are `inline`, or a reference to more.
  func value(
    _ type: PropertyType, inline: [UInt8], _ budget: inout ItemBudget, _ log: inout DamageLog
  ) throws(StorageError) -> PropertyValue {
    switch type {
    case .boolean: return PropertyValue(type: type, bytes: inline.bytes(at: 0, count: 1))
    case .integer16: return PropertyValue(type: type, bytes: inline.bytes(at: 0, count: 2))
    // 4: a short floating-point number; 10: an error code.
    case .integer32, PropertyType(rawValue: 0x0004), PropertyType(rawValue: 0x000A):
      return PropertyValue(type: type, bytes: inline)
    default:
      let reference = UInt32(truncatingIfNeeded: inline.u32(at: 0) ?? 0)
      return PropertyValue(type: type, bytes: try bytes(reference, &budget, &log))
    }
  }
}
