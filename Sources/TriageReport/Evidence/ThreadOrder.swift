import CaseStore

/// The messages of a conversation depth first, each with its depth.
struct ThreadOrder {
  private(set) var rows: [(row: ThreadRow, depth: Int)] = []

  init(_ messages: [ThreadRow]) {
    let known = Set(messages.map(\.row))
    var children: [Int64: [ThreadRow]] = [:]
    var stack: [(row: ThreadRow, depth: Int)] = []
    for message in messages.reversed() {
      if let parent = message.parent, parent != message.row, known.contains(parent) {
        children[parent, default: []].append(message)
      } else {
        stack.append((message, 0))
      }
    }
    while let next = stack.popLast() {
      rows.append(next)
      for child in children.removeValue(forKey: next.row.row) ?? [] { stack.append((child, next.depth + 1)) }
    }
  }
}
