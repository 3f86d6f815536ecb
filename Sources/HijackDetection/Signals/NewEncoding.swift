/// A text that is encoded as the author's program never did.
enum NewEncoding: SignalRule {
  static let definition = SignalDefinition(
    id: "new-encoding", group: .client, defaultWeight: 0.6,
    summary:
      "The author's own program encodes the text as in none of eight or more messages (transfer encoding, charset).",
    benignRate: "servers that encode anew on the way; text in another script, which is compared with its like",
    rests: [.transferEncoding, .contentType])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, message.facts.client != .unknown, let keys = message.keys.encoding,
      let encoding = message.facts.habits.encoding
    else { return nil }
    let history = message.history
    let known = history.before(keys.any, byAtLeast: Wave.burst.rawValue)
    guard known >= 8, history.isNew(keys.same, before: .burst), history.after(keys.same, beyond: .week) < 2 else {
      return nil
    }
    return SignalEvidence(
      text: "text in \(quoted(encoding)), which none of \(known) earlier messages by \(message.facts.client.name) is")
  }
}
