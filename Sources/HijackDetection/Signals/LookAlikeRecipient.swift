/// A recipient who is put in the place of another: answers reach the impostor, and the one who is left out hears nothing.
enum LookAlikeRecipient: SignalRule {
  static let definition = SignalDefinition(
    id: "look-alike-recipient", group: .identity, defaultWeight: 4,
    summary: "A recipient's domain, which nobody wrote from, imitates that of somebody in the conversation.",
    benignRate: "slips of the pen, which bounce", rests: [.to, .cc])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, message.position > 0 else { return nil }
    let domains = message.thread.domains(before: message.position)
    var seen: Set<String> = []
    for mailbox in message.facts.recipients.prefix(50) where seen.insert(mailbox.domain).inserted {
      let domain = mailbox.domain
      guard !domain.isEmpty, !message.organisation.owns(domain),
        !message.thread.domainParticipated(domain, before: message.position),
        message.history.before(MessageKeys.mailDomain(domain), byAtLeast: Wave.week.rawValue) == 0,
        message.history.before(MessageKeys.addressedDomain(domain), byAtLeast: Wave.week.rawValue) == 0
      else { continue }
      for known in domains where !HostTables.freeMail.contains(known) {
        guard let likeness = DomainNeighbourhood.likeness(of: domain, to: known) else { continue }
        return SignalEvidence(text: "goes to \(mailbox.key), which imitates \(known): \(likeness)")
      }
    }
    return nil
  }
}
