/// A novelty that stayed.
enum ClientRecurs: SignalRule {
  static let definition = SignalDefinition(
    id: "client-recurs", group: .exculpation, defaultWeight: -1.5,
    summary: "The program or origin that was new comes back in later messages of the author.",
    benignRate: "an account that stays hijacked")

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard NewClient.evaluate(message) != nil || NewOrigin.evaluate(message) != nil else { return nil }
    let history = message.history
    let client = history.after(message.keys.authorClient, beyond: .burst)
    let origin = max(
      history.after(message.keys.authorNetwork, beyond: .burst),
      history.after(message.keys.authorOriginDomain, beyond: .burst))
    guard client >= 3 || origin >= 3 else { return nil }
    return SignalEvidence(
      text: "later messages of the author: \(client) by the same program, \(origin) from the same origin",
      strength: client >= 3 && origin >= 3 ? 1 : 0.5)
  }
}
