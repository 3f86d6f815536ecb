/// An identifier of a new make.
enum NewMessageIDForm: SignalRule {
  static let definition = SignalDefinition(
    id: "new-message-id-form", group: .client, defaultWeight: 0.8,
    summary: "The identifier is built unlike all earlier ones of the author.",
    benignRate: "every change of program or server; weak by itself",
    rests: [.messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.authorHistory >= 8, let form = message.keys.authorForm,
      message.history.isNew(form, before: .burst)
    else { return nil }
    return SignalEvidence(
      text: "Message-ID of the form \(message.facts.messageIDForm.shape), new after \(message.authorHistory) messages")
  }
}
