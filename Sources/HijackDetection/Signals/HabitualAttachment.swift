import MailModel

/// What the author always sends.
enum HabitualAttachment: SignalRule {
  static let definition = SignalDefinition(
    id: "habitual-attachment", group: .exculpation, defaultWeight: -3,
    summary: "The author has sent attachments of that kind before.",
    benignRate: "finance and its macros",
    rests: [.attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    // What inspection itself takes for an attack is not excused by harmless ones that came before.
    guard let (_, risk) = message.risks.first,
      !message.facts.attachments.contains(where: { $0.score >= Level.high.floor })
    else { return nil }
    let sent = message.history.before(
      MessageKeys.attachmentClass(message.facts.author, risk.habit), byAtLeast: Wave.week.rawValue)
    guard sent >= 3 else { return nil }
    return SignalEvidence(text: "\(sent) earlier messages of the author carried a \(risk.summary)")
  }
}
