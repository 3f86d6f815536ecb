/// Money is to go elsewhere.
enum BankDetailChange: SignalRule {
  static let definition = SignalDefinition(
    id: "bank-detail-change", group: .intent, defaultWeight: 3.5,
    summary: "The new text says that bank details have changed.",
    benignRate: "to be measured; firms do change banks",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, message.facts.requests.contains(.bankChange) else { return nil }
    let iban = message.facts.newIBANs.first { !message.thread.ibanKnown($0, before: message.position) }
    if let iban {
      return SignalEvidence(
        text: "announces new bank details, with an IBAN new to the conversation: \(iban)",
        shows: [.request(.bankChange), .iban(iban)])
    }
    return SignalEvidence(text: "announces new bank details", strength: 0.8, shows: [.request(.bankChange)])
  }
}
