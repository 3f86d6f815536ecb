/// A chain of seals that is always there, and now is not.
enum UnsealedAgainstHabit: SignalRule {
  static let definition = SignalDefinition(
    id: "unsealed-against-habit", group: .transport, defaultWeight: 0.8,
    summary: "The author's mail comes with a sealed chain of authentication results (ARC), and this does not.",
    benignRate: "a move to another service, after which none is sealed; copies that never left the house",
    rests: [.seal, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, !message.isList, !facts.hops.isEmpty, !facts.authentication.contains(.sealed) else {
      return nil
    }
    let history = message.history
    let sealed = history.before(message.keys.authorSealed)
    let unsealed = history.before(message.keys.authorUnsealed)
    guard sealed >= 8, unsealed * 20 <= sealed, history.after(message.keys.authorUnsealed, beyond: .week) < 2 else {
      return nil
    }
    return SignalEvidence(
      text: "no ARC chain, which \(sealed) of \(sealed + unsealed) earlier messages of \(facts.author) have",
      strength: unsealed == 0 ? 1 : 0.7)
  }
}
