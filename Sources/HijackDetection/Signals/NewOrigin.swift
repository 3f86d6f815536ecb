/// A place of origin that the author has not used before.
enum NewOrigin: SignalRule {
  static let definition = SignalDefinition(
    id: "new-origin", group: .transport, defaultWeight: 1.2,
    summary:
      "The message entered the mail system from a network and a host that are new for an author of five or more messages.",
    benignRate: "25 to 129 in 10,000 on four lists: migrations, travel",
    rests: [.received, .originatingAddress])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let origin = message.facts.origin
    guard message.isPersonal, message.history.before(message.keys.authorWithOrigin) >= 5, !origin.isEmpty else {
      return nil
    }
    let history = message.history
    for key in [message.keys.authorNetwork, message.keys.authorOriginDomain].compactMap({ $0 })
    where !history.isNew(key, before: .burst) { return nil }
    return SignalEvidence(
      text:
        "first message from \(origin.summary) after \(message.history.before(message.keys.authorWithOrigin)) of \(message.facts.author)"
    )
  }
}
