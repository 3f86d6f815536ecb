import CaseStore
import MailModel

/// Every finding in one line, the worst first.
struct QueueSection {
  let findings: [FindingRow]
  /// Conversations that are shown below.
  let shown: Set<String>

  func write(to page: inout HTMLWriter) {
    page.element("h2", id: "queue") { $0.text("Findings") }
    guard !findings.isEmpty else { return page.element("p", "soft", text: "Nothing was found.") }
    page.element("div", "scroll") { box in
      box.element("table") { table in
        table.headerRow(["Level", "Score", "When", "From", "Subject", "Why", "Went to", "Attached"])
        for finding in findings { table.element("tr") { row(finding, &$0) } }
      }
    }
  }

  private func row(_ finding: FindingRow, _ row: inout HTMLWriter) {
    row.element("td") { LevelMark.write(finding.level, to: &$0) }
    row.element("td", "num", text: "\((finding.score * 1_000).rounded() / 1_000)")
    row.element("td", "when", text: finding.message.minute)
    row.element("td", "who") { $0.address(finding.message.author) }
    row.element("td") { cell in
      let subject = finding.message.subject.isEmpty ? "(no subject)" : finding.message.subject
      if let conversation = finding.message.conversation, shown.contains(conversation), finding.kind != "exposure" {
        cell.jump(to: conversation) { $0.text(subject, limit: 160) }
      } else {
        cell.text(finding.kind == "exposure" ? finding.signals.first?.evidence ?? subject : subject, limit: 300)
      }
    }
    row.element("td", text: finding.signals.filter { $0.weight > 0 }.prefix(3).map(\.id).joined(separator: ", "))
    row.element("td", "who") { cell in
      let recipients = (finding.facts?.to ?? []) + (finding.facts?.cc ?? [])
      for mailbox in recipients.prefix(3) {
        cell.address(mailbox.address)
        cell.raw(" ")
      }
      if recipients.count > 3 { cell.text("and \(recipients.count - 3) more") }
    }
    row.element("td", text: finding.attachments.prefix(3).map { $0.name ?? $0.type.rawValue }.joined(separator: ", "))
  }
}
