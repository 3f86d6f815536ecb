/// Brevity that fits everywhere.
enum GenericLure: SignalRule {
  static let definition = SignalDefinition(
    id: "generic-lure", group: .intent, defaultWeight: 1.5,
    summary: "A few lines that fit any conversation and send the reader to a link or an attachment.",
    benignRate: "busy people; counts only beside something to open",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, message.isContinuation, facts.newTextLength < 600, facts.requests.contains(.lure),
      !message.strangeLinks.isEmpty || !message.risks.isEmpty
    else { return nil }
    return SignalEvidence(
      text: "\(facts.newTextLength) characters of new text that send to what is to be opened",
      strength: facts.newTextLength < 300 ? 1 : 0.7, shows: [.request(.lure)])
  }
}
