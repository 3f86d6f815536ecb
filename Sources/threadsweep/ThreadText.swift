import CaseStore
import Conversations
import FindingExport
import MailModel

/// A conversation as an indented tree, with the message marked at which it turned.
struct ThreadText {
  private let conversation: String
  private let rows: [ThreadRow]

  init(_ conversation: String, _ rows: [ThreadRow]) {
    self.conversation = conversation
    self.rows = rows
  }

  private static let weakLinks = Set(
    [LinkReason.threadIndex, .gmailThread, .quotedHistory, .subject].map(\.rawValue))

  /// The tree, a line a message.
  var text: String {
    let turningPoint = rows.first { ($0.hijackLevel ?? .info) >= .medium }?.row
    let subject = rows.first?.message.subject ?? ""
    var lines = ["conversation \(conversation): \(grouped.count) mails in \(rows.count) copies, subject \(subject)"]
    if turningPoint == nil { lines.append("no message of it was judged a hijack") }
    for (row, depth) in inReadingOrder {
      let date = String((row.message.rfc3339 ?? "no date").prefix(16)).replacing("T", with: " ")
      // Deep threads would run off the page; the depth is told instead.
      let indent = String(repeating: "  ", count: min(depth, 12)) + (depth > 12 ? "(\(depth)) " : "")
      var line = "\(mark(row, turningPoint)) \(date)  \(indent)\(row.message.author)  \(row.message.subject)"
      if let link = row.message.link, Self.weakLinks.contains(link) { line += "  [by \(link)]" }
      if !row.message.attachments.isEmpty { line += "  [\(row.message.attachments.count) attached]" }
      if let level = row.hijackLevel { line += "  <- hijack, \(level.rawValue): \(row.findings.first ?? "")" }
      lines.append(line)
    }
    return lines.map { $0.printable + "\n" }.joined()
  }

  private func mark(_ row: ThreadRow, _ turningPoint: Int64?) -> String {
    if row.row == turningPoint { return ">>>" }
    return (row.hijackLevel ?? .info) >= .medium ? " ! " : "   "
  }

  /// The rows depth first, each with its depth; siblings in the order given.
  private var inReadingOrder: [(row: ThreadRow, depth: Int)] {
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
  private var grouped: [(row: ThreadRow, copies: [Int64])] {
    var groups: [(row: ThreadRow, copies: [Int64])] = []
    var groupOf: [String: Int] = [:]
    let byRow = Dictionary(rows.map { ($0.row, $0) }) { first, _ in first }
    for row in rows {
      let key = Self.mail(of: row.copyOf.flatMap { byRow[$0] } ?? row)
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
