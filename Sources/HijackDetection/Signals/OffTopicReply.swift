/// An answer that says nothing of what it answers.
enum OffTopicReply: SignalRule {
  static let definition = SignalDefinition(
    id: "off-topic-reply", group: .thread, defaultWeight: 1,
    summary: "A message that carries or asks for something shares no word of weight with the conversation.",
    benignRate: "short answers, and people who change the matter without changing the thread", rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, message.position > 0, message.hasSomethingToOpen,
      message.facts.newTextLength < 3000, message.thread.topicCount >= 12
    else { return nil }
    let (known, count) = message.thread.known(words: message.facts.topics, before: message.position)
    guard count >= 3, known == 0 else { return nil }
    return SignalEvidence(
      text: "none of \(count) words of weight in the new text occurs in the \(message.position) earlier messages",
      strength: count >= 8 ? 1 : count >= 5 ? 0.8 : 0.6)
  }
}
