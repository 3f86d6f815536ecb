/// A known name, by a program that its bearer never used.
enum UnlikeNamedClient: SignalRule {
  static let definition = SignalDefinition(
    id: "unlike-named-client", group: .client, defaultWeight: 1.5,
    summary: "A message under a known name and from a new address was written by a program unlike that person's.",
    benignRate: "a private account of a new make; it comes back later",
    rests: [.mailer, .userAgent, .messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let habits = message.keys.nameHabits, let client = habits.client, message.isUnderAnothersName else {
      return nil
    }
    let known = message.history.before(habits.withClient, byAtLeast: Wave.week.rawValue)
    guard known >= 3, message.history.isNew(client, before: .week), message.history.after(client, beyond: .week) < 2
    else { return nil }
    return SignalEvidence(
      text: "\(known) earlier messages under the name, none of them by \(message.facts.client.name)")
  }
}
