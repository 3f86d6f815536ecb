/// Another language than the conversation's.
enum LanguageDiffers: SignalRule {
  static let definition = SignalDefinition(
    id: "language-differs", group: .thread, defaultWeight: 1.8,
    summary: "The new text is in a language in which neither the conversation nor its author has written.",
    benignRate: "people who write to several countries, and do so again", rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, let language = message.facts.language else { return nil }
    let (entries, known) = message.thread.spoke(language, before: message.position)
    guard entries >= 1, !known, message.history.isNew(message.keys.authorLanguage, before: .burst),
      message.history.after(message.keys.authorLanguage, beyond: .week) < 2
    else { return nil }
    let spoken = message.history.before(message.keys.authorWithLanguage)
    return SignalEvidence(
      text:
        "written in “\(language)”, unlike \(entries) earlier messages of the conversation and \(spoken) of the author",
      strength: spoken >= 5 ? 1 : 0.6)
  }
}
