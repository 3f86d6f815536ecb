/// One address under the names of several people: a mailbox from which others are impersonated.
enum SeveralNames: SignalRule {
  static let definition = SignalDefinition(
    id: "several-names", group: .identity, defaultWeight: 2.5,
    summary: "An address that was not known a month ago writes under the names of several people.",
    benignRate: "shared mailboxes, which are older; names with and without a middle name", rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let history = message.history
    guard message.isPersonal, let name = message.keys.authorName,
      history.isNew(message.keys.author, before: .month),
      history.before(message.keys.authorNamed) + history.after(message.keys.authorNamed) <= 64
    else { return nil }
    let named = history.before(message.keys.authorNamed) + history.after(message.keys.authorNamed)
    let alike = history.before(name) + history.after(name)
    guard named - alike >= 1 else { return nil }
    let shown = message.facts.from?.name ?? ""
    return SignalEvidence(
      text: "\(message.facts.author) writes as \(quoted(shown)), and under other names in \(named - alike) messages",
      strength: named - alike >= 2 ? 1 : 0.7)
  }
}
