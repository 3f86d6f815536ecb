/// The look ahead: what the victims said.
enum WarnedByReader: SignalRule {
  static let definition = SignalDefinition(
    id: "warned-by-reader", group: .thread, defaultWeight: 2.5,
    summary: "Somebody answered that the message looks wrong, or its author that it was not theirs.",
    benignRate: "people who ask whether an odd but real mail is real",
    rests: [.messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let warning = message.entry.warning else { return nil }
    let answer = message.thread.entries[warning].facts
    return SignalEvidence(text: "\(answer.author) doubts it in the answer of \(answer.date?.rfc3339 ?? "unknown date")")
  }
}
