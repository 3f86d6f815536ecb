/// A quotation in which a sum is another than in the archived original.
enum AlteredAmount: SignalRule {
  static let definition = SignalDefinition(
    id: "altered-amount", group: .thread, defaultWeight: 3,
    summary: "The quoted text is that of earlier messages, but for a sum of money, which none of them has.",
    benignRate: "people who correct a number within the quotation; quoted parts that are not archived", rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, let parent = message.parent, !facts.quotedAmounts.isEmpty,
      facts.quotedAmounts.count < 16, parent.newAmounts.count + parent.quotedAmounts.count < 16
    else { return nil }
    let gone = Set(parent.newAmounts).subtracting(facts.quotedAmounts)
    let come = facts.quotedAmounts.filter { !message.thread.amountKnown($0, before: message.position) }
    guard let old = gone.min(), let new = come.first, message.quotesFaithfully else { return nil }
    return SignalEvidence(
      text: "the quoted text has \(new), which no earlier message has, and \(old) is gone from it",
      shows: [.amount(new)])
  }
}
