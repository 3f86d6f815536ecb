/// A novelty that stayed.
enum ClientRecurs: SignalRule {
  static let definition = SignalDefinition(
    id: "client-recurs", group: .exculpation, defaultWeight: -1.5,
    summary: "The program or origin that was new comes back in later messages of the author.",
    benignRate: "an account that stays hijacked",
    rests: [.mailer, .userAgent, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let history = message.history
    // Only what was new can come back: what the author always had says nothing.
    let client = NewClient.evaluate(message).map { _ in history.after(message.keys.authorClient, beyond: .burst) }
    let origin = NewOrigin.evaluate(message).map { _ in
      max(
        history.after(message.keys.authorNetwork, beyond: .burst),
        history.after(message.keys.authorOriginDomain, beyond: .burst))
    }
    let returned = [client, origin].compactMap { $0 }
    guard returned.contains(where: { $0 >= 3 }) else { return nil }
    let words = [
      client.map { "\($0) by the same program" }, origin.map { "\($0) from the same origin" },
    ].compactMap { $0 }
    return SignalEvidence(
      text: "later messages of the author: " + words.joined(separator: ", "),
      strength: returned.allSatisfy { $0 >= 3 } ? 1 : 0.5)
  }
}
