/// An internal mark on mail that came from outside.
enum ForgedInternalAuthentication: SignalRule {
  static let definition = SignalDefinition(
    id: "forged-internal-authentication", group: .transport, defaultWeight: 2,
    summary: "Exchange marks the sender as internal, and the message came over a public network from outside.",
    benignRate: "hybrid organisations that are set up wrongly",
    rests: [.authAs, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.facts.authAs?.lowercased() == "internal", let first = message.facts.hops.last,
      let address = first.address.flatMap(IPAddress.init), address.isPublic,
      let from = first.fromDomain, !message.organisation.owns(from),
      message.organisation.owns(message.facts.authorDomain),
      !HostTables.mailProviders.contains(from)
    else { return nil }
    return SignalEvidence(text: "AuthAs says Internal, the first hop came from \(from) at \(first.address ?? "")")
  }
}
