import CaseStore
import HijackDetection
import MailModel

/// The top of the page: the story in a sentence, the numbers, when it happened, through whom.
struct OverviewSection {
  let overview: CaseOverview

  func write(to page: inout HTMLWriter) {
    page.element("h1", text: "Hijacked conversations")
    page.element("p", "lead", text: story)
    page.element("nav") { nav in
      for (id, title) in [
        ("campaigns", "Campaigns"), ("queue", "Findings"), ("conversations", "Conversations"), ("servers", "Servers"),
        ("sources", "Sources"), ("appendix", "Appendix"),
      ] { nav.jump(to: id) { $0.text(title) } }
    }
    page.element("div", "tiles") { tiles in
      for level in Level.allCases.reversed() where level >= .low {
        tile(&tiles, "\(overview.counts.findings[level] ?? 0)", level.rawValue)
      }
      tile(&tiles, "\(overview.counts.uniqueMessages)", "different messages")
      tile(&tiles, "\(overview.counts.messages)", "places of messages")
      tile(&tiles, "\(overview.counts.conversations)", "conversations")
      tile(&tiles, "\(overview.counts.attachments)", "attachments")
      tile(&tiles, "\(overview.counts.quarantined)", "quarantined")
    }
    let histogram = Histogram(of: overview.findings)
    if !histogram.isEmpty {
      page.element("div", "card") { card in
        card.element("h3", text: "When")
        card.safe(histogram.svg)
      }
    }
    let graph = RelationGraph(of: overview.alarms)
    if !graph.isEmpty {
      page.element("div", "card") { card in
        card.element("h3", text: "Who sent what to whom")
        card.element("div", "scroll") { $0.safe(graph.svg) }
      }
    }
  }

  private func tile(_ tiles: inout HTMLWriter, _ number: String, _ name: String) {
    tiles.element("div", "tile") { tile in
      tile.element("b", text: number)
      tile.element("span", text: name)
    }
  }

  private var story: String {
    let alarms = overview.alarms
    guard !alarms.isEmpty else {
      return "No message crossed the alarm line in \(overview.counts.uniqueMessages) messages."
    }
    let accounts = Set(alarms.map { $0.message.author.lowercased() }).count
    let conversations = Set(alarms.compactMap(\.message.conversation)).count
    let days = alarms.compactMap(\.message.rfc3339).sorted().map { $0.prefix(10) }
    let span = days.first.map { " between \($0) and \(days.last ?? $0)" } ?? ""
    return "\(alarms.count) messages from \(accounts) accounts hijacked \(conversations) conversations\(span)."
  }
}
