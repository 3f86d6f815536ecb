import MailModel

/// A Reply-To that leads away.
enum ReplyToDiverted: SignalRule {
  static let definition = SignalDefinition(
    id: "reply-to-diverted", group: .identity, defaultWeight: 2.5,
    summary: "Answers are led to an address on another domain that the author never used for them.",
    benignRate: "assistants, tickets, mailing lists",
    rests: [.replyTo, .from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, let replyTo = message.keys.replyTo, message.isContinuation,
      message.history.isNew(replyTo.habit, before: .week)
    else { return nil }
    let domain = RegistrableDomain(host: MailAddress(address: replyTo.address).domain).name
    guard domain != RegistrableDomain(host: message.facts.authorDomain).name,
      !message.facts.recipients.contains(where: { $0.key == replyTo.address }),
      !message.thread.participated(replyTo.address, before: message.position)
    else { return nil }
    let known = message.history.before(replyTo.participant)
    let imitates = DomainNeighbourhood.likeness(of: domain, to: message.facts.authorDomain)
    let text = "From is \(message.facts.author), answers go to \(replyTo.address)"
    if let imitates { return SignalEvidence(text: text + ", which imitates it: \(imitates)") }
    return SignalEvidence(text: text, strength: known == 0 ? 0.8 : 0.3)
  }
}
