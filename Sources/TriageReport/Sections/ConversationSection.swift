import CaseStore
import HijackDetection
import MailModel

/// A conversation: its tree with the turning point marked, and a panel for each message with a finding.
struct ConversationSection {
  let dossier: ConversationDossier
  let text: (MessageRow) -> String?

  func write(to page: inout HTMLWriter) {
    page.element("section", "card", id: dossier.id) { card in
      card.element("h3", text: dossier.subject.isEmpty ? "(no subject)" : dossier.subject, limit: 200)
      card.element(
        "p", "soft",
        text: "\(dossier.order.mails.count) mails in \(dossier.rows.count) copies, conversation \(dossier.id)")
      tree(&card)
      for finding in dossier.findings { MessagePanel(finding: finding, dossier: dossier, text: text).write(to: &card) }
    }
  }

  private func tree(_ card: inout HTMLWriter) {
    let order = dossier.order
    card.element("ol", "tree") { list in
      for (row, depth) in order.mails.prefix(400) {
        let isTurn = row.message.digest == dossier.turningPoint
        if isTurn { list.safe("<li class=\"turnline\" aria-hidden=\"true\">turning point</li>") }
        let kind = isTurn ? "turn" : (row.hijackLevel ?? .info) >= .medium ? "bad" : ""
        list.safe("<li id=\"m-\(row.message.digest.hex)\" class=\"\(kind) d\(min(depth, 6))\">")
        list.element("time", text: row.message.minute)
        list.address(row.message.author)
        list.text("  " + row.message.subject, limit: 160)
        if !row.message.attachments.isEmpty {
          list.element("span", "soft", text: "  \(row.message.attachments.count) attached")
        }
        if let level = row.hijackLevel, level >= .low {
          list.raw(" ")
          LevelMark.write(level, to: &list)
        }
        list.raw("</li>")
      }
    }
    if order.mails.count > 400 { card.element("p", "soft", text: "and \(order.mails.count - 400) more messages") }
  }
}
