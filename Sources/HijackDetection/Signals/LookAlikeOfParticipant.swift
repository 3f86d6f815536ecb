/// A domain that imitates that of a participant: nobody comes by it by chance.
enum LookAlikeOfParticipant: SignalRule {
  static let definition = SignalDefinition(
    id: "look-alike-participant", group: .identity, defaultWeight: 6,
    summary: "The author's domain imitates the domain of somebody in the conversation.",
    benignRate: "sister firms with similar names; cleared by an earlier history of their own", isProof: true,
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let candidate = message.facts.authorDomain
    guard message.isPersonal, !candidate.isEmpty,
      message.history.before(message.keys.domain, byAtLeast: Wave.week.rawValue) < 3
    else { return nil }
    // Who came first is imitated by who came later, in every later message too.
    let joined = message.thread.firstPlace(ofDomain: candidate) ?? message.position
    for domain in message.thread.domains(before: joined) {
      guard !HostTables.freeMail.contains(domain),
        let likeness = DomainNeighbourhood.likeness(of: candidate, to: domain)
      else { continue }
      return SignalEvidence(
        text: "\(candidate) imitates \(domain) of the conversation: \(likeness)",
        strength: message.isList ? 0.6 : 1)
    }
    return nil
  }
}
