/// A domain that imitates a known one, seen from the whole archive.
enum LookAlikeDomain: SignalRule {
  static let definition = SignalDefinition(
    id: "look-alike-domain", group: .identity, defaultWeight: 4,
    summary: "The author's domain imitates one that wrote before or belongs to the organisation.",
    benignRate: "sister firms and resellers; cleared by an earlier history of their own",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let domain = message.facts.authorDomain
    guard message.isPersonal, !domain.isEmpty,
      message.history.before(message.keys.domain, byAtLeast: Wave.week.rawValue) < 3,
      message.history.isNew(message.keys.domainAddressed, before: .week), !message.organisation.owns(domain),
      LookAlikeOfParticipant.evaluate(message) == nil
    else { return nil }
    for own in message.organisation.domains {
      if let likeness = DomainNeighbourhood.likeness(of: domain, to: own) {
        return SignalEvidence(text: "\(domain) imitates \(own) of the organisation: \(likeness)")
      }
    }
    for (other, count) in message.history.establishedDomains(near: domain, atLeast: 3) {
      if let likeness = DomainNeighbourhood.likeness(of: domain, to: other) {
        return SignalEvidence(
          text: "\(domain) imitates \(other), \(count) earlier messages: \(likeness)",
          strength: message.isList ? 0.4 : 1)
      }
    }
    return nil
  }
}
