/// A known name, from a place from which its bearer never wrote.
enum UnlikeNamedOrigin: SignalRule {
  static let definition = SignalDefinition(
    id: "unlike-named-origin", group: .transport, defaultWeight: 1.2,
    summary:
      "A message under a known name and from a new address entered the mail system elsewhere than that person's.",
    benignRate: "every private account; counts only beside a new address under a known name",
    rests: [.received])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let habits = message.keys.nameHabits, let origin = habits.originDomain, message.isUnderAnothersName else {
      return nil
    }
    let known = message.history.before(habits.withOrigin, byAtLeast: Wave.week.rawValue)
    guard known >= 3, message.history.isNew(origin, before: .week), message.history.after(origin, beyond: .week) < 2
    else { return nil }
    return SignalEvidence(
      text: "\(known) earlier messages under the name, none of them from \(message.facts.origin.summary)")
  }
}
