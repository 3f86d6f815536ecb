/// A quotation that nobody wrote.
enum QuoteWithoutAncestor: SignalRule {
  static let definition = SignalDefinition(
    id: "quote-without-ancestor", group: .thread, defaultWeight: 1.8,
    summary: "The quoted text is held by no earlier message of the conversation.",
    benignRate: "56 to 1,121 in 10,000 on four lists against the parent alone; against all ancestors far less",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let quoted = message.facts.edges.quotedText
    guard message.isPersonal, message.parent != nil, !quoted.isEmpty,
      message.facts.edges.subject.forwardPrefixes == 0
    else { return nil }
    let (known, count) = message.thread.known(quoted, before: message.position)
    guard count >= 12, known * 20 < count else { return nil }
    return SignalEvidence(
      text: "of \(count) fingerprints of the quoted text \(known) occur in earlier messages of the conversation",
      strength: message.isList ? 0.5 : 1)
  }
}
