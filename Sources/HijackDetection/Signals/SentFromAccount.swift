/// A copy in the sent mail of its own author: whoever wrote it sat in the mailbox.
enum SentFromAccount: SignalRule {
  static let definition = SignalDefinition(
    id: "sent-from-account", group: .exculpation, defaultWeight: -1,
    summary: "A copy lies in the folder of sent mail of the author's own mailbox: nobody outside forged it.",
    benignRate:
      "nearly all honest mail; what a thief sends from a stolen account is there as well, so it weighs little",
    rests: [.from, .messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.trace.marks.contains(.inOwnSent) else { return nil }
    return SignalEvidence(text: "a copy lies in the sent mail of \(message.facts.author)")
  }
}
