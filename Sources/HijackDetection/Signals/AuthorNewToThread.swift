/// Somebody who was not part of it.
enum AuthorNewToThread: SignalRule {
  static let definition = SignalDefinition(
    id: "author-new-to-thread", group: .thread, defaultWeight: 0.7,
    summary: "The author was neither author nor recipient of any earlier message of the conversation.",
    benignRate: "490 to 1,640 in 10,000 on four lists: never alone",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, message.position > 0, message.isContinuation,
      !message.facts.author.isEmpty,
      !message.thread.participated(message.facts.author, before: message.position)
    else { return nil }
    return SignalEvidence(text: "\(message.facts.author) is in no earlier From, To or Cc of the conversation")
  }
}
