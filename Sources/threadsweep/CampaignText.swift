import CaseStore
import FindingExport
import MailModel

/// A wave of hijacks as a person reads it.
enum CampaignText {
  private static let shown = 40

  static func text(of campaign: CampaignRow) -> String {
    var lines = [
      "campaign \(campaign.id): \(campaign.level.rawValue), \(campaign.messages.count) messages in "
        + "\(campaign.conversations.count) conversations, \(campaign.firstSeen ?? "?") to \(campaign.lastSeen ?? "?")",
      "", "  \(campaign.shared)", "",
      "accounts    " + campaign.accounts.joined(separator: ", "),
      "recipients  " + campaign.recipients.joined(separator: ", "),
      "servers     " + campaign.servers.prefix(8).map { "\($0.host) (\($0.messages))" }.joined(separator: ", "),
      "", "messages",
    ]
    lines += campaign.messages.prefix(shown).map { line(of: $0) }
    if campaign.messages.count > shown { lines.append("  and \(campaign.messages.count - shown) more") }
    lines += ["", campaign.reactions.isEmpty ? "nobody answered" : "answered or passed on by"]
    lines += campaign.reactions.prefix(shown).map {
      line(of: $0.message) + ($0.isForward ? "  [forwarded]" : "")
    }
    return (lines + leak(of: campaign)).map { $0.printable + "\n" }.joined()
  }

  private static func line(of message: MessageRow) -> String {
    "  \((message.rfc3339 ?? "no date").prefix(16))  \(message.author)  \(message.subject)"
  }

  /// Where the conversations were stolen, as far as the archive tells.
  private static func leak(of campaign: CampaignRow) -> [String] {
    guard let best = campaign.leaks.first else { return ["", "none of the answered messages is in the archive"] }
    let all = campaign.leaks.filter { $0.held == best.held }
    let whole = best.held == best.answered
    let date = best.earliest.map { MailDate(seconds: $0).rfc3339 } ?? "an unknown date"
    return [
      "",
      whole
        ? "held all \(best.answered) answered messages, so may be where they were stolen"
        : "held \(best.held) of \(best.answered) answered messages; no mailbox held all",
    ] + all.prefix(10).map { "  \($0.mailbox)" }
      + (all.count > 10 ? ["  and \(all.count - 10) more"] : [])
      + ["the latest of them is of \(date): they cannot have been taken together before"]
  }
}
