/// What the others made of it.
enum QuotedLater: SignalRule {
  static let definition = SignalDefinition(
    id: "quoted-later", group: .exculpation, defaultWeight: -2.5,
    summary: "Others went on from this message: they quote its new text without doubting it.",
    // A victim answers a hijack once, and the person in whose name it was written does not go on from it.
    benignRate: "a victim who answers a hijack quotes it too, so this clears nothing that carries a malicious file",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let quotedBy = message.entry.quotedBy
    guard quotedBy > 0, message.entry.warning == nil else { return nil }
    return SignalEvidence(
      text: "\(quotedBy) later messages by others quote its new text",
      strength: message.hasProvenPayload ? 0.2 : message.entry.laterByAuthor == 0 ? 0.4 : quotedBy > 1 ? 1 : 0.6)
  }
}
