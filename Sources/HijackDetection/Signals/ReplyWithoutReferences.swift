/// A reply that names no message: what a thief of text cannot know.
enum ReplyWithoutReferences: SignalRule {
  static let definition = SignalDefinition(
    id: "reply-without-references", group: .thread, defaultWeight: 2,
    summary: "The subject says reply, and no identifier says to what.",
    benignRate: "5 to 81 in 10,000 on four lists: web forms, gateways, some programs always",
    rests: [.subject])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, facts.edges.subject.replyPrefixes > 0, !facts.hasReferences,
      !facts.isOutlookItem
    else { return nil }
    let without = message.history.before(message.keys.replyWithoutReferences)
    let with = message.history.before(message.keys.replyWithReferences)
    // An author who often does so has a program that cannot do better.
    if without >= 2, without * 4 >= with { return nil }
    let strength = with >= 5 && without == 0 ? 1 : with > 0 ? 0.8 : 0.6
    return SignalEvidence(
      text:
        "a reply without In-Reply-To and References; of the author's earlier replies \(with) had them, \(without) not",
      strength: strength)
  }
}
