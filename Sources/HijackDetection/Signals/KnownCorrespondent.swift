/// A firm that is known, though the address is not.
enum KnownCorrespondent: SignalRule {
  static let definition = SignalDefinition(
    id: "known-correspondent", group: .exculpation, defaultWeight: -2,
    summary: "The archive knows the author's domain from mail in both directions.",
    benignRate: "hijacks from known firms; so it weighs against novelty of the address only",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard KnownNameNewAddress.evaluate(message) != nil || LookAlikeDomain.evaluate(message) != nil,
      !HostTables.freeMail.contains(facts.authorDomain)
    else { return nil }
    let wrote = message.history.before(message.keys.domain, byAtLeast: Wave.week.rawValue)
    let addressed = message.history.before(message.keys.domainAddressed, byAtLeast: Wave.week.rawValue)
    guard wrote >= 3, addressed >= 1 else { return nil }
    return SignalEvidence(
      text: "\(facts.authorDomain) wrote \(wrote) messages before and was written to in \(addressed)")
  }
}
