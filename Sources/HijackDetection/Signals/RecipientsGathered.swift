/// A reply to everybody who was ever in the conversation, which no program's button makes.
enum RecipientsGathered: SignalRule {
  static let definition = SignalDefinition(
    id: "recipients-gathered", group: .thread, defaultWeight: 1.2,
    summary: "A reply goes to three or more people who were in earlier messages, and not in the one that it answers.",
    benignRate: "somebody who takes a dropped circle in again; rare among people, so never alone",
    rests: [.to, .cc])

  /// How many of the recipients must come from messages other than the answered one.
  private static let fewest = 3

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, !message.isList, facts.edges.subject.replyPrefixes > 0, let parent = message.parent,
      let answered = parent.edges.messageID,
      facts.edges.inReplyTo.contains(answered) || facts.edges.references.last == answered,
      facts.recipients.count < 100, parent.recipients.count < 100
    else { return nil }
    let own = Set(facts.recipients.map(\.key)).subtracting([facts.author])
    let circle = Set(
      parent.recipients.map(\.key) + parent.replyTo + [parent.author, parent.from?.key ?? parent.author])
    let gathered = own.subtracting(circle).filter { message.thread.participated($0, before: message.position) }
    // Whoever is new besides was added by hand, and so may the others have been.
    let strangers = own.subtracting(circle).count - gathered.count
    guard gathered.count >= fewest, strangers == 0, circle.subtracting(own + [facts.author]).isEmpty else { return nil }
    return SignalEvidence(
      text: "\(gathered.count) recipients are from earlier messages and not from the answered one: "
        + gathered.sorted().prefix(3).joined(separator: ", "))
  }
}
