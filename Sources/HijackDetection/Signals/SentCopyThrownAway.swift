/// A copy of sent mail that somebody got rid of: rules that hide a hijack do so.
enum SentCopyThrownAway: SignalRule {
  static let definition = SignalDefinition(
    id: "sent-copy-thrown-away", group: .mailbox, defaultWeight: 2,
    summary: "The sender's copy lies in the deleted items of the author's own mailbox, against the author's habit.",
    benignRate: "by the author's own share of copies thrown away; threads that are tidied up as a whole are left out",
    rests: [.from, .messageID])

  private static let horizon: Int64 = 180 * 86_400
  private static let neighbours = 24

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.trace.isOnlyThrownAway, message.isPersonal, !message.wasTidiedUp else { return nil }
    let keys = MailboxKeys(message.facts)
    let kept = message.history.around(keys.kept, within: horizon, limit: neighbours)
    let thrown = message.history.around(keys.thrownAway, within: horizon, limit: neighbours, apart: .burst)
    guard kept.total >= 8 else { return nil }
    let share = (Double(thrown.total) + 0.5) / Double(kept.total + 1)
    guard share <= 0.15 else { return nil }
    return SignalEvidence(
      text: "the sent copy lies in the deleted items of \(message.facts.author); of \(kept.total) mails around it "
        + "\(thrown.total) were thrown away",
      strength: share <= 0.05 ? 1 : 0.6)
  }
}
