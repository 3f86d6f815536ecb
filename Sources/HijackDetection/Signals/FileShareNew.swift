/// A place where anyone may leave a file, or send one on, for the first time.
enum FileShareNew: SignalRule {
  static let definition = SignalDefinition(
    id: "file-share-new", group: .payload, defaultWeight: 2.5,
    summary:
      "The new text leads to a file host or a redirector, to which neither author nor conversation linked before.",
    benignRate: "large files among people; who shares once shares again", rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeTargets {
      guard let service = link.sharedService else { continue }
      let key = MessageKeys.authorLink(message.facts.author, service)
      guard message.history.isNew(key, before: .week) else { continue }
      let later = message.history.after(key, beyond: .week)
      let history = message.authorHistory
      return SignalEvidence(
        text: "\(link.host): no link to \(service) in \(history) earlier messages of \(message.facts.author)",
        strength: (later >= 2 ? 0.4 : history >= 10 ? 1 : 0.7) * (message.isList ? 0.7 : 1), shows: [.link(link)])
    }
    return nil
  }
}
