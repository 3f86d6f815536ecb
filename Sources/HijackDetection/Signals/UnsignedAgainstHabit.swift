/// A signature that is always there, and now is not.
enum UnsignedAgainstHabit: SignalRule {
  static let definition = SignalDefinition(
    id: "unsigned-against-habit", group: .transport, defaultWeight: 1.5,
    summary:
      "The author's domain signs its mail (DKIM), and this message bears no signature, or a server found it false.",
    benignRate: "gateways and lists that remove signatures, and do so to all", rests: [.signature, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, !facts.hops.isEmpty, !facts.authorDomain.isEmpty else { return nil }
    let signed = message.history.before(message.keys.domainSigned)
    let unsigned = message.history.before(message.keys.domainUnsigned)
    guard signed >= 8, unsigned * 20 <= signed, !facts.authentication.contains(.signed) else { return nil }
    let failed = facts.authentication.contains(.failed)
    return SignalEvidence(
      text: "no signature of \(facts.authorDomain), which signed \(signed) of \(signed + unsigned) earlier messages"
        + (failed ? "; a server says that a check failed" : ""),
      strength: failed || unsigned == 0 ? 1 : 0.7)
  }
}
