import CaseStore
import MailModel

/// The waves, each with accounts, servers, who answered, and where the mail was stolen.
struct CampaignSection {
  let campaigns: [CampaignRow]

  func write(to page: inout HTMLWriter) {
    page.element("h2", id: "campaigns") { $0.text("Campaigns") }
    if campaigns.isEmpty { page.element("p", "soft", text: "No wave was found: what was found stands alone.") }
    for campaign in campaigns { page.element("section", "card", id: campaign.id) { write(campaign, to: &$0) } }
  }

  private func write(_ campaign: CampaignRow, to card: inout HTMLWriter) {
    card.element("h3") { title in
      LevelMark.write(campaign.level, to: &title)
      let days = [campaign.firstSeen, campaign.lastSeen].map { String(($0 ?? "?").prefix(10)) }
      title.text(
        " \(campaign.messages.count) messages in \(campaign.conversations.count) conversations, "
          + days.joined(separator: " to "))
    }
    card.element("p", text: campaign.shared)
    card.element("div", "scroll") { box in
      box.element("table") { table in
        row(&table, "Accounts") { cell in for name in campaign.accounts { cell.address(name); cell.raw(" ") } }
        row(&table, "Recipients") { cell in
          for name in campaign.recipients.prefix(60) { cell.address(name); cell.raw(" ") }
        }
        row(&table, "Servers") { cell in
          for server in campaign.servers.prefix(12) {
            cell.address(server.host)
            cell.text(" (\(server.messages)) ")
          }
        }
        row(&table, "Answered by") { cell in
          if campaign.reactions.isEmpty { cell.text("nobody") }
          for reaction in campaign.reactions.prefix(40) {
            cell.address(reaction.message.author)
            cell.text(reaction.isForward ? " (passed on) " : " ")
          }
        }
        row(&table, "Stolen from") { leak(&$0, campaign) }
      }
    }
  }

  private func leak(_ cell: inout HTMLWriter, _ campaign: CampaignRow) {
    guard let best = campaign.leaks.first else { return cell.text("the answered messages are not in the archive") }
    for candidate in campaign.leaks.filter({ $0.held == best.held }).prefix(8) {
      cell.address(candidate.mailbox)
      cell.raw(" ")
    }
    let date = best.earliest.map { String(MailDate(seconds: $0).rfc3339.prefix(10)) } ?? "an unknown day"
    cell.element(
      "div", "soft", text: "held \(best.held) of \(best.answered) answered messages; the latest is of \(date)")
  }

  private func row(_ table: inout HTMLWriter, _ name: String, _ body: (inout HTMLWriter) -> Void) {
    table.element("tr") { row in
      row.element("th", text: name)
      row.element("td", "", body)
    }
  }
}

/// A level as a coloured word.
enum LevelMark {
  static func write(_ level: Level, to page: inout HTMLWriter) {
    page.safe("<span class=\"lv \(level.rawValue)\">\(level.rawValue)</span>")
  }
}
