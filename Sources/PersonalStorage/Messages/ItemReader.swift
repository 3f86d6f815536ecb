import ByteReading
import OutlookItems

/// Reads one message with its recipients and attachments ([MS-PST] 2.4.5, 2.4.6).
struct ItemReader {
  /// How deep messages may lie in messages.
  private static let deepest = 8
  private static let mostRows = 20_000

  let database: NodeDatabase
  /// What is left to read, over all that the message holds.
  var budget: ItemBudget
  var log: DamageLog

  /// Begins to read a message of which at most `limit` bytes of values count.
  init(_ database: NodeDatabase, limit: Int) {
    self.database = database
    budget = ItemBudget(left: max(limit, 1))
    log = DamageLog(work: (1 << 22) + min(max(limit, 0), 1 << 40) / 16)
  }

  /// The message whose properties lie in `data`; nil where there is none.
  mutating func item(data: BlockID, subnodes: BlockID, depth: Int = 0) throws(StorageError) -> OutlookItem? {
    guard let context = try PropertyContext(data: data, subnodes: subnodes, in: database, &log) else { return nil }
    var properties = try context.bag(without: [.subject], &budget, &log)
    if let subject = try context.value(.subject, &budget, &log) {
      properties.set(.subject, subject.withoutPrefixMark)
    }
    var item = OutlookItem(properties: properties)
    let nodes = context.values.subnodes
    if let table = try table(.recipientTable, among: nodes) {
      for row in table.rows where spend(64) { item.recipients.append(try table.bag(of: row, &budget, &log)) }
    }
    if let table = try table(.attachmentTable, among: nodes) {
      for row in table.rows where spend(64) {
        item.attachments.append(try attachment(row, of: table, among: nodes, depth: depth))
      }
    }
    return item
  }

  private mutating func table(_ id: NodeID, among nodes: SubnodeTable) throws(StorageError) -> TableContext? {
    guard let node = nodes[id] else { return nil }
    return try TableContext(data: node.data, subnodes: node.subnodes, in: database, limit: Self.mostRows, &log)
  }

  /// Takes a row's own weight off the budget; false where nothing is left.
  private mutating func spend(_ bytes: Int) -> Bool {
    guard budget.left > bytes else {
      log.note(.limit)
      return false
    }
    budget.left -= bytes
    return true
  }

  // MARK: Attachments

  /// An attachment: the subnode that its row names ([MS-PST] 2.4.6.2); where that is missing, what the row says.
  private mutating func attachment(
    _ row: TableContext.Row, of table: TableContext, among nodes: SubnodeTable, depth: Int
  ) throws(StorageError) -> OutlookAttachment {
    guard let node = nodes[row.id],
      let context = try PropertyContext(data: node.data, subnodes: node.subnodes, in: database, &log)
    else {
      log.note(.structure)
      let properties = try table.bag(of: row, &budget, &log)
      return OutlookAttachment(properties: properties, content: .missing("the data file does not hold it"))
    }
    let properties = try context.bag(without: [.attachData], &budget, &log)
    return OutlookAttachment(
      properties: properties, content: try content(of: context, method: properties[.attachMethod], depth: depth))
  }

  /// The content by its method ([MS-OXCMSG] §2.2.2.9, PidTagAttachMethod).
  private mutating func content(
    of context: PropertyContext, method: PropertyValue?, depth: Int
  ) throws(StorageError) -> OutlookAttachment.Content {
    guard let entry = context.entries.first(where: { $0.id == .attachData }) else {
      switch method?.integer {
      case 2, 3, 4, 7: return .missing("only a reference to a file elsewhere")
      default: return .missing("no data")
      }
    }
    guard entry.type == .object else {
      let value = try context.values.value(entry.type, inline: entry.inline, &budget, &log)
      return .bytes(value.bytes)
    }
    // An object: the subnode's identifier and a size ([MS-PST] 2.3.3.5).
    let reference = try context.values.value(.object, inline: entry.inline, &budget, &log)
    guard let id = reference.bytes.u32(at: 0),
      let node = context.values.subnodes[NodeID(rawValue: UInt32(truncatingIfNeeded: id))]
    else {
      log.note(.structure)
      return .missing("the data file does not hold it")
    }
    guard method?.integer == 5 else {
      let data = try NodeData(node.data, in: database, &log)
      let bytes = try data.bytes(in: database, limit: budget.left, &log)
      budget.left -= bytes.count
      return .bytes(bytes)
    }
    guard depth < Self.deepest else {
      log.note(.limit)
      return .missing("more than \(Self.deepest) messages within one another")
    }
    guard let item = try item(data: node.data, subnodes: node.subnodes, depth: depth + 1) else {
      log.note(.structure)
      return .missing("the data file does not hold it")
    }
    return .item(item)
  }
}

extension PropertyValue {
  /// A subject without the two characters that tell how long its prefix is ([MS-PST] 2.5.3.1.1.1).
  fileprivate var withoutPrefixMark: PropertyValue {
    let width = type == .text16 ? 2 : 1
    guard type == .text16 || type == .text8, bytes.count >= width * 2, bytes[0] == 1, width == 1 || bytes[1] == 0
    else { return self }
    return PropertyValue(type: type, bytes: Array(bytes[(width * 2)...]))
  }
}
