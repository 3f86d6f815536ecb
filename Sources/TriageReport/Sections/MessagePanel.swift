import CaseStore
import HijackDetection
import MailModel

/// One message with a finding: the verdict, what departs from the sender's habit, every signal, the text.
struct MessagePanel {
  let finding: FindingRow
  let dossier: ConversationDossier
  let text: (MessageRow) -> String?

  func write(to card: inout HTMLWriter) {
    let message = finding.message
    card.element("h3", id: finding.id) { title in
      LevelMark.write(finding.level, to: &title)
      title.text(" \(finding.kind), \(finding.family), score \((finding.score * 1_000).rounded() / 1_000)")
    }
    card.element("p") { line in
      line.address(message.author)
      line.text(", \(message.rfc3339 ?? "no date"), ")
      line.element("code", text: "\(message.place.source) at \(message.place.range.offset)", limit: 400)
    }
    if finding.kind == "hijack" { habits(&card) }
    signals(&card)
    payload(&card)
    quote(&card)
    card.element("details") { details in
      details.element("summary", text: "Text of the message")
      if let text = text(message) {
        details.element("pre", text: text, limit: 20_000)
      } else {
        details.element("p", "soft", text: "The archive is not where it was swept; its text cannot be shown.")
      }
    }
    card.element("code", "cmd", text: "threadsweep findings show \(finding.id)")
    card.element("code", "cmd", text: "threadsweep evidence export \(finding.id) --output evidence/\(finding.id)")
    card.element("p", "soft") { line in
      line.text("message ")
      line.element("code", text: message.digest.hex)
      if let id = message.messageID {
        line.text(", id ")
        line.element("code", text: id, limit: 300)
      }
    }
  }

  private func habits(_ card: inout HTMLWriter) {
    guard let norm = dossier.norms[finding.message.digest], !norm.lines.isEmpty else { return }
    card.element("h3", text: "Beside the sender's \(norm.basis) earlier messages")
    card.element("div", "scroll") { box in
      box.element("table") { table in
        table.headerRow(["", "Usual", "Here"])
        for line in norm.lines {
          table.element("tr") { row in
            row.element("th", text: line.name)
            row.element("td", text: line.usual ?? "nothing is known", limit: 200)
            if line.differs {
              row.element("td", "differs", text: line.shown, limit: 200)
            } else {
              row.element("td", text: line.shown, limit: 200)
            }
          }
        }
      }
    }
  }

  private func signals(_ card: inout HTMLWriter) {
    card.element("div", "scroll") { box in
      box.element("table") { table in
        table.headerRow(["Weight", "Signal", "Group", "Evidence"])
        for signal in finding.signals {
          table.element("tr") { row in
            row.element("td", "num", text: "\((signal.weight * 100).rounded() / 100)")
            row.element("td", "mono", text: signal.id)
            row.element("td", text: signal.group)
            row.element("td", text: HTMLText.defanged(text: signal.evidence), limit: 600)
          }
        }
      }
    }
  }

  private func payload(_ card: inout HTMLWriter) {
    let links = finding.facts?.newLinks ?? []
    guard !links.isEmpty || !finding.attachments.isEmpty else { return }
    card.element("ul") { list in
      for attachment in finding.attachments.prefix(20) {
        list.element("li") { item in
          item.text(
            (attachment.name ?? "(no name)") + ", \(attachment.type.rawValue), \(attachment.size) bytes, score "
              + "\((attachment.score * 100).rounded() / 100), ", limit: 300)
          item.element("code", text: attachment.digest.hex)
          if !attachment.techniques.isEmpty {
            item.element("div", "soft", text: attachment.techniques.joined(separator: ", "))
          }
        }
      }
      for link in links.prefix(20) {
        list.element("li") { item in
          item.link(link.url)
          if !link.visibleText.isEmpty { item.text(" shown as “\(link.visibleText)”", limit: 200) }
        }
      }
    }
  }

  private func quote(_ card: inout HTMLWriter) {
    guard let facts = dossier.facts[finding.message.digest] else { return }
    switch QuoteMatch(of: facts, among: dossier.order.mails.compactMap { dossier.facts[$0.row.message.digest] }) {
    case .none: break
    case .matches(let digest, let share):
      card.element("p", "quote") { line in
        line.text("The quoted text holds \(Int((share * 100).rounded())) % of ")
        line.jump(to: "m-" + digest.hex) { $0.text("an archived message of this conversation") }
        line.text(".")
      }
    case .differs:
      card.element("p", "quote", text: "The quoted text is in no archived message of this conversation.")
    }
  }
}
