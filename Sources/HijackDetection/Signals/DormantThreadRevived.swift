/// A conversation that had ended and goes on.
enum DormantThreadRevived: SignalRule {
  static let definition = SignalDefinition(
    id: "dormant-thread-revived", group: .thread, defaultWeight: 1.5,
    summary: "The conversation had been silent for more than 60 days.",
    benignRate: "8 to 40 in 10,000 on four lists beyond 90 days; p99 of the time to reply is 40 days",
    rests: [.date])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.position > 0, message.facts.date != nil else { return nil }
    let last = message.thread.entries[message.position - 1].facts.moment
    let (silence, overflow) = message.facts.moment.subtractingReportingOverflow(last)
    guard !overflow, silence > 60 * 86_400 else { return nil }
    let days = silence / 86_400
    return SignalEvidence(text: "the conversation was silent for \(days) days", strength: days > 90 ? 1 : 0.7)
  }
}
