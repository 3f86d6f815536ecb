/// A quotation that was changed where the money goes.
enum AlteredBankDetails: SignalRule {
  static let definition = SignalDefinition(
    id: "altered-bank-details", group: .thread, defaultWeight: 5,
    summary: "The quoted text holds an IBAN that no earlier message holds, where earlier ones hold others.",
    benignRate: "to be measured; a partial export can show it", isProof: true,
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let parent = message.parent, !message.facts.quotedIBANs.isEmpty,
      message.thread.hadIBAN(before: message.position), !parent.newIBANs.isEmpty || !parent.quotedIBANs.isEmpty
    else { return nil }
    for iban in message.facts.quotedIBANs where !message.thread.ibanKnown(iban, before: message.position) {
      return SignalEvidence(
        text: "the quoted text has \(iban), which no earlier message of the conversation has",
        shows: [.iban(iban)])
    }
    return nil
  }
}
