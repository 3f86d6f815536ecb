import MailModel

/// A quotation in which an address of the conversation is replaced by one that imitates it.
enum AlteredAddress: SignalRule {
  static let definition = SignalDefinition(
    id: "altered-address", group: .thread, defaultWeight: 4,
    summary: "The quoted text has an address whose domain imitates that of somebody in the conversation.",
    benignRate: "slips of the pen; sister firms, which are known from mail of their own", rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.parent != nil else { return nil }
    let domains = message.thread.domains(before: message.position)
    for address in message.facts.quotedAddresses
    where !message.thread.addressKnown(address, before: message.position) {
      let domain = MailAddress(address: address).domain
      guard !domain.isEmpty, !message.organisation.owns(domain),
        !message.thread.domainParticipated(domain, before: message.position),
        message.history.before(MessageKeys.mailDomain(domain)) == 0
      else { continue }
      for known in domains where !HostTables.freeMail.contains(known) {
        guard let likeness = DomainNeighbourhood.likeness(of: domain, to: known) else { continue }
        return SignalEvidence(
          text: "the quoted text has \(address), which imitates \(known): \(likeness)", shows: [.address(address)])
      }
    }
    return nil
  }
}
