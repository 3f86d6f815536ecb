import MailModel

/// A name that is known, from an address that is not: the mark of Emotet's stolen threads.
enum KnownNameNewAddress: SignalRule {
  static let definition = SignalDefinition(
    id: "known-name-new-address", group: .identity, defaultWeight: 4,
    summary: "A display name that the archive knows writes from an address that it has never seen.",
    benignRate: "3.5 to 34 in 10,000 on four lists, with a payload none in 87,546: a new job, a private account",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, let name = message.keys.name, let nameAddress = message.keys.nameAddress else {
      return nil
    }
    // Exchange's own name for somebody of the house, where no Internet address was kept: no address at all.
    guard message.facts.authorDomain != MailAddress.exchangeDomain else { return nil }
    let history = message.history
    let known = history.before(name, byAtLeast: Wave.week.rawValue)
    guard known >= 3, history.isNew(nameAddress, before: .week),
      history.isNew(message.keys.author, before: .week),
      history.isNew(message.keys.authorAsParticipant, before: .week)
    else { return nil }
    let shown = message.facts.from?.name ?? ""
    // A name that comes back later from the same address has moved; a hijacker's address is used once.
    let later = history.after(nameAddress, beyond: .week)
    let strength = later >= 5 ? 0.3 : later >= 2 ? 0.6 : 1
    return SignalEvidence(
      text: "\(known) earlier messages of \(quoted(shown)), none from \(message.facts.author)", strength: strength)
  }
}
