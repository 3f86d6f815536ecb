/// A zone in which the author's clock never stood.
enum NewZone: SignalRule {
  static let definition = SignalDefinition(
    id: "new-time-zone", group: .transport, defaultWeight: 0.8,
    summary: "The clock's zone is new for an author of eight or more messages.",
    benignRate: "51 to 79 in 10,000 on four lists: travel, the change to summer time",
    rests: [.date])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.facts.isOutlookItem, message.authorHistory >= 8,
      let zone = message.keys.authorZone,
      let minutes = message.facts.date?.zoneMinutes, message.history.isNew(zone, before: .burst)
    else { return nil }
    // An hour from a zone of the author is summer time.
    for near in [Int(minutes) - 60, Int(minutes) + 60]
    where message.history.before(ObservationKey(.authorZone, message.facts.author, String(near))) > 0 { return nil }
    return SignalEvidence(text: "zone of \(minutes) minutes, never in \(message.authorHistory) earlier messages")
  }
}
