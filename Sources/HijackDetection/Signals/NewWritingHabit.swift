/// A message that is put together unlike all earlier ones of its author.
enum NewWritingHabit: SignalRule {
  static let definition = SignalDefinition(
    id: "new-writing-habit", group: .client, defaultWeight: 0.8,
    summary:
      "The order of the header fields, or the form of the boundary, is new for an author of eight or more messages.",
    benignRate: "every change of program; weak by itself", rests: [.contentType, .messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.authorHistory >= 8 else { return nil }
    let history = message.history
    let habits = message.facts.habits
    var news: [String] = []
    if history.before(message.keys.authorWithFieldOrder) >= 8,
      history.isNew(message.keys.authorFieldOrder, before: .burst)
    {
      news.append("the order of header fields “\(habits.fieldOrder)”")
    }
    if history.before(message.keys.authorWithBoundary) >= 5, history.isNew(message.keys.authorBoundary, before: .burst)
    {
      news.append("the boundary form \(quoted(habits.boundary ?? ""))")
    }
    guard !news.isEmpty else { return nil }
    return SignalEvidence(
      text: news.joined(separator: " and ") + " of \(message.authorHistory) messages of the author never seen",
      strength: news.count > 1 ? 1 : 0.6)
  }
}
