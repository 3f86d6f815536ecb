/// Two novelties that seldom come together.
enum NewClientAndOrigin: SignalRule {
  static let definition = SignalDefinition(
    id: "new-client-and-origin", group: .client, defaultWeight: 1.5,
    summary: "Program and place of origin are new together.",
    benignRate: "with the zone 2.5 to 15 in 10,000 on four lists",
    rests: [.mailer, .userAgent, .messageID, .received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard NewClient.evaluate(message) != nil, NewOrigin.evaluate(message) != nil else { return nil }
    return SignalEvidence(
      text: "\(message.facts.client.name) from \(message.facts.origin.summary): neither was seen before for this author"
    )
  }
}
