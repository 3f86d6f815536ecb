/// A domain that imitates that of a participant: nobody comes by it by chance.
enum LookAlikeOfParticipant: SignalRule {
  static let definition = SignalDefinition(
    id: "look-alike-participant", group: .identity, defaultWeight: 6,
    summary: "The author's domain imitates the domain of somebody in the conversation.",
    benignRate: "sister firms with similar names; cleared by an earlier history of their own", isProof: true)

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.facts.authorDomain.isEmpty, message.authorHistory < 3,
      message.history.before(message.keys.domain) < 3,
      !message.thread.domainParticipated(message.facts.authorDomain, before: message.position)
    else { return nil }
    for domain in message.thread.domains(before: message.position) {
      guard !HostTables.freeMail.contains(domain),
        let likeness = DomainNeighbourhood.likeness(of: message.facts.authorDomain, to: domain)
      else { continue }
      return SignalEvidence(
        text: "\(message.facts.authorDomain) imitates \(domain) of the conversation: \(likeness)",
        strength: message.isList ? 0.6 : 1)
    }
    return nil
  }
}
