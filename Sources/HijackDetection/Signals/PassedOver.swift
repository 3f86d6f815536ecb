/// The look ahead: the conversation went on, and nobody took this up.
enum PassedOver: SignalRule {
  static let definition = SignalDefinition(
    id: "passed-over", group: .thread, defaultWeight: 1,
    summary: "Others went on with the conversation, and none of them answers or quotes this message.",
    benignRate: "side remarks in long threads", rests: [.messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let entry = message.entry
    guard message.isPersonal, message.isContinuation, message.hasSomethingToOpen, entry.answers == 0,
      entry.warning == nil, entry.laterByOthers >= 2
    else { return nil }
    return SignalEvidence(
      text: "\(entry.laterByOthers) later messages of the conversation by others, none of which answers or quotes it",
      strength: entry.laterByOthers >= 4 ? 1 : 0.7)
  }
}
