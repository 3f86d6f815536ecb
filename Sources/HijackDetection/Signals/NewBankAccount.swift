/// A firm's bank account that is none of those it had.
enum NewBankAccount: SignalRule {
  static let definition = SignalDefinition(
    id: "new-bank-account", group: .intent, defaultWeight: 2.5,
    summary:
      "The new text names an IBAN that no message has named, where the author's domain or the conversation had others.",
    benignRate: "to be measured; firms have several accounts, which come back",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    let history = message.history
    let hadOthers =
      message.thread.hadIBAN(before: message.position)
      || history.before(message.keys.domainWithIBAN, byAtLeast: Wave.week.rawValue) >= 2
    guard hadOthers else { return nil }
    for iban in message.facts.newIBANs where !message.thread.ibanKnown(iban, before: message.position) {
      let key = MessageKeys.iban(iban)
      guard history.isNew(key, before: .week) else { continue }
      return SignalEvidence(
        text: "\(iban) is named for the first time; the author's domain or the conversation had other accounts",
        strength: history.after(key, beyond: .month) >= 2 ? 0.3 : 1, shows: [.iban(iban)])
    }
    return nil
  }
}
