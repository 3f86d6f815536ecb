/// A return path that leads away.
enum ReturnPathDiverted: SignalRule {
  static let definition = SignalDefinition(
    id: "return-path-diverted", group: .identity, defaultWeight: 1,
    summary: "Bounces go to a domain that is neither the author's nor one that the author's mail used before.",
    benignRate: "mail services and lists; compared with the author's own past",
    rests: [.returnPath, .from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, let domain = message.facts.returnPathDomain,
      let key = message.keys.returnPath, message.authorHistory >= 5, message.history.before(key) == 0,
      domain != RegistrableDomain(host: message.facts.authorDomain).name
    else { return nil }
    return SignalEvidence(
      text:
        "Return-Path leads to \(domain), unlike \(message.authorHistory) earlier messages of \(message.facts.author)")
  }
}
