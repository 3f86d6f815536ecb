/// Servers that report what could not be delivered: who writes to everybody in an old archive meets many who are gone.
enum BurstOfBounces: SignalRule {
  static let definition = SignalDefinition(
    id: "burst-of-bounces", group: .transport, defaultWeight: 1.2,
    summary: "Within two days several reports of failed delivery came to the author, who hardly had any before.",
    benignRate: "newsletters of one's own; a broken server", rests: [.from, .date])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, message.facts.date != nil else { return nil }
    let key = message.keys.reportedToAuthor
    let now = message.history.around(key, within: Wave.burst.rawValue, limit: 24).after
    guard now >= 3 || message.entry.reports > 0 else { return nil }
    let before = message.history.before(key, byAtLeast: Wave.burst.rawValue)
    guard before <= now else { return nil }
    return SignalEvidence(
      text: "\(now) reports of failed delivery to \(message.facts.author) within two days, \(before) ever before"
        + (message.entry.reports > 0 ? "; \(message.entry.reports) on this message" : ""),
      strength: now >= 3 ? 1 : 0.6)
  }
}
