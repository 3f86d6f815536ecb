/// A change that a whole domain made.
enum ColleaguesChanged: SignalRule {
  static let definition = SignalDefinition(
    id: "colleagues-changed", group: .exculpation, defaultWeight: -2,
    summary: "Others of the author's domain use the same program or origin around that time.",
    benignRate: "an attacker who holds several accounts; a server that was broken into",
    rests: [.mailer, .userAgent, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard !HostTables.freeMail.contains(message.facts.authorDomain) else { return nil }
    let history = message.history
    let month: Int64 = 30 * 86_400
    if NewOrigin.evaluate(message) != nil {
      let others = history.otherAuthors(message.keys.domainNetwork, than: message.keys.author, within: month, days: 2)
      let named = history.otherAuthors(
        message.keys.domainOriginDomain, than: message.keys.author, within: month, days: 2)
      if max(others, named) >= 2 {
        return SignalEvidence(
          text: "\(max(others, named)) or more colleagues write from \(message.facts.origin.summary)")
      }
    }
    if NewClient.evaluate(message) != nil {
      let others = history.otherAuthors(message.keys.domainClient, than: message.keys.author, within: month, days: 2)
      if others >= 2 {
        return SignalEvidence(text: "\(others) or more colleagues write by \(message.facts.client.name)", strength: 0.5)
      }
    }
    return nil
  }
}
