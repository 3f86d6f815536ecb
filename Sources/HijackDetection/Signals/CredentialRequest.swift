/// A sign-in is asked for.
enum CredentialRequest: SignalRule {
  static let definition = SignalDefinition(
    id: "credential-request", group: .intent, defaultWeight: 2,
    summary: "The new text asks to sign in or to confirm an account.",
    benignRate: "real notices by machines, which have no place in a reply",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, message.facts.requests.contains(.credentials),
      !message.strangeLinks.isEmpty || !message.facts.attachments.isEmpty
    else { return nil }
    return SignalEvidence(
      text: "asks to sign in or to confirm an account", strength: message.isList ? 0.5 : 1,
      shows: [.request(.credentials)])
  }
}
