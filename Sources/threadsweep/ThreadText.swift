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
    var lines = ["conversation \(conversation): \(rows.count) messages, subject \(rows.first?.message.subject ?? "")"]
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
    let present = Set(rows.map(\.row))
    var children: [Int64: [ThreadRow]] = [:]
    var stack: [(row: ThreadRow, depth: Int)] = []
    for row in rows.reversed() {
      if let parent = row.parent, present.contains(parent), parent != row.row {
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
}
