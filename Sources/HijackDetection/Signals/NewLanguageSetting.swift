/// A program that is set to languages to which the author's never was.
enum NewLanguageSetting: SignalRule {
  static let definition = SignalDefinition(
    id: "new-language-setting", group: .client, defaultWeight: 0.6,
    summary:
      "Accept-Language (else Content-Language) is new for the author's own program, after eight or more messages.",
    benignRate: "a new computer, a proofing language that was changed, which come back later", rests: [.language])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, let keys = message.keys.languages,
      let languages = message.facts.habits.languages
    else { return nil }
    // Some programs name the language of the text, as far as they can tell it: that is no setting.
    if let spoken = message.facts.language, languages.prefix(while: { $0 != "-" }) == spoken, !languages.contains(",") {
      return nil
    }
    let history = message.history
    let known = history.before(keys.any, byAtLeast: Wave.burst.rawValue)
    guard known >= 8, history.isNew(keys.same, before: .burst), history.after(keys.same, beyond: .week) < 2 else {
      return nil
    }
    return SignalEvidence(
      text: "set to \(quoted(languages)), to which none of \(known) earlier messages by "
        + "\(message.facts.client.name) was")
  }
}
