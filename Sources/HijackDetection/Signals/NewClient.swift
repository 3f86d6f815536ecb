/// A program that the author has not used before.
enum NewClient: SignalRule {
  static let definition = SignalDefinition(
    id: "new-client", group: .client, defaultWeight: 1.2,
    summary: "The program is new for an author of whom five or more messages are known.",
    benignRate: "55 to 101 in 10,000 on four lists: phones and upgrades, which come back later",
    rests: [.mailer, .userAgent, .messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.history.before(message.keys.authorWithClient) >= 5,
      let client = message.keys.authorClient,
      message.history.isNew(client, before: .burst)
    else { return nil }
    return SignalEvidence(
      text:
        "first message by \(message.facts.client.name) after \(message.history.before(message.keys.authorWithClient)) of \(message.facts.author)"
    )
  }
}
