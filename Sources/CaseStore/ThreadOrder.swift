/// The mails of a conversation as people read them: depth first, copies of one mail put together.
public struct ThreadOrder: Sendable {
  private typealias Group = (row: ThreadRow, copies: [Int64])

  /// A row for each mail, with its depth; siblings in the order given.
  public let mails: [(row: ThreadRow, depth: Int)]

  /// Orders the messages of a conversation.
  public init(_ rows: [ThreadRow]) { mails = Self.inReadingOrder(Self.grouped(rows)) }

  /// The rows depth first, each with its depth; siblings in the order given.
  private static func inReadingOrder(_ grouped: [Group]) -> [(row: ThreadRow, depth: Int)] {
    let shown = Dictionary(grouped.map { ($0.row.row, $0) }) { first, _ in first }
    var standsFor: [Int64: Int64] = [:]
    for group in grouped { for copy in group.copies { standsFor[copy] = group.row.row } }
    var children: [Int64: [ThreadRow]] = [:]
    var stack: [(row: ThreadRow, depth: Int)] = []
    for group in grouped.reversed() {
      let row = group.row
      if let parent = row.parent.flatMap({ standsFor[$0] }), parent != row.row, shown[parent] != nil {
        children[parent, default: []].append(row)
      } else {
        stack.append((row, row.message.link == "root" || row.message.parent == nil ? 0 : 1))
      }
    }
    var ordered: [(row: ThreadRow, depth: Int)] = []
    while let next = stack.popLast() {
      ordered.append(next)
      for child in children.removeValue(forKey: next.row.row) ?? [] { stack.append((child, next.depth + 1)) }
    }
    return ordered
  }

  /// The rows with copies of one mail (the sender's and the readers', which differ in their trace fields) put together;
  /// the copy with a finding stands for all, else one that was received.
  private static func grouped(_ rows: [ThreadRow]) -> [Group] {
    var groups: [Group] = []
    var groupOf: [String: Int] = [:]
    let byRow = Dictionary(rows.map { ($0.row, $0) }) { first, _ in first }
    for row in rows {
      let key = mail(of: row.copyOf.flatMap { byRow[$0] } ?? row)
      guard let index = groupOf[key] else {
        groupOf[key] = groups.count
        groups.append((row, [row.row]))
        continue
      }
      groups[index].copies.append(row.row)
      let shown = groups[index].row
      let isBetter = row.hijackLevel != nil || shown.copyOf != nil && row.copyOf == nil
      if shown.hijackLevel == nil, isBetter { groups[index].row = row }
    }
    return groups
  }

  /// What copies of one mail agree in.
  private static func mail(of row: ThreadRow) -> String {
    let message = row.message
    return message.messageID.map { "\($0)\n\(message.author)\n\(message.date ?? 0)\n\(message.subject)" }
      ?? "\(row.row)"
  }
}
