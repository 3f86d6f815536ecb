import OutlookItems

/// Lists the messages of folders ([MS-PST] 2.4.4.5), over all folders no more than the file can hold.
struct ContentsListing {
  /// What a message weighs of which no table tells the size.
  static let unknownWeight: UInt32 = 4_096
  private static let mostBytes: UInt32 = 1 << 31

  let database: NodeDatabase
  /// Rows that may still be read: each takes twenty bytes of the file at least.
  private var rowsLeft: Int
  /// What folders list that is no mail.
  private(set) var otherItems: [NodeID] = []

  init(_ database: NodeDatabase) {
    self.database = database
    rowsLeft = Int(clamping: database.size / 20 + 1_024)
  }

  /// The messages that a folder lists, in the order of their nodes, none twice.
  mutating func messages(
    in folder: NodeID, _ log: inout DamageLog
  ) throws(StorageError) -> [StorageMessage] {
    guard let node = try database.node(folder.sibling(.contentsTable), &log),
      let table = try TableContext(
        data: node.data, subnodes: node.subnodes, in: database, limit: rowsLeft, &log)
    else { return [] }
    rowsLeft -= min(rowsLeft, table.rows.count)
    let onlyMail = try isMailFolder(folder, &log)
    let size = table.column(.messageSize)
    let itemClass = table.column(.messageClass)
    var messages: [StorageMessage] = []
    messages.reserveCapacity(table.rows.count)
    for row in table.rows where row.id.kindBits == NodeID.Kind.message.rawValue {
      var message = StorageMessage(id: row.id, weight: Self.unknownWeight)
      if let bytes = try table.bytes(of: row, &log) {
        var budget = ItemBudget(left: 1_024)
        if let size, let value = try table.value(of: size, in: bytes, &budget, &log)?.integer {
          message.weight = UInt32(clamping: min(max(value, 1), Int64(Self.mostBytes)))
        }
        if !onlyMail, let itemClass,
          !ItemClass.isMail(try table.value(of: itemClass, in: bytes, &budget, &log))
        {
          otherItems.append(row.id)
          continue
        }
      }
      messages.append(message)
    }
    return Self.sorted(messages)
  }

  /// Whether the folder's class says that all in it is mail; elsewhere each row is looked at.
  private func isMailFolder(_ folder: NodeID, _ log: inout DamageLog) throws(StorageError) -> Bool {
    guard let node = try database.node(folder, &log),
      let context = try PropertyContext(data: node.data, subnodes: node.subnodes, in: database, &log)
    else { return true }
    var budget = ItemBudget(left: 4_096)
    return ItemClass.isMailFolder(try context.value(.containerClass, &budget, &log)?.text)
  }

  /// Tables are sorted as they stand; hostile ones need not be.
  static func sorted(_ messages: [StorageMessage]) -> [StorageMessage] {
    var messages = messages
    if !zip(messages, messages.dropFirst()).allSatisfy({ $0.id < $1.id }) {
      messages.sort { ($0.id, $0.weight) < ($1.id, $1.weight) }
      var last: NodeID?
      messages.removeAll { message in
        defer { last = message.id }
        return message.id == last
      }
    }
    return messages
  }
}
