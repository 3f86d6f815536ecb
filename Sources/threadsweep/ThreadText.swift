import CaseStore
import Conversations
import FindingExport
import MailModel

/// A conversation as an indented tree, with the message marked at which it turned.
struct ThreadText {
  private let conversation: String
  private let rows: [ThreadRow]
  private let order: ThreadOrder

  init(_ conversation: String, _ rows: [ThreadRow]) {
    self.conversation = conversation
    self.rows = rows
    order = ThreadOrder(rows)
  }

  private static let weakLinks = Set(
    [LinkReason.threadIndex, .gmailThread, .quotedHistory, .subject].map(\.rawValue))

  /// The tree, a line a message.
  var text: String {
    let turningPoint = rows.first { ($0.hijackLevel ?? .info) >= .medium }?.row
    let subject = rows.first?.message.subject ?? ""
    var lines = ["conversation \(conversation): \(order.mails.count) mails in \(rows.count) copies, subject \(subject)"]
    if turningPoint == nil { lines.append("no message of it was judged a hijack") }
    for (row, depth) in order.mails {
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
}
