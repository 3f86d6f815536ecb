/// A locked file with its key beside it, so that scanners stay outside and people do not.
enum ArchivePassword: SignalRule {
  static let definition = SignalDefinition(
    id: "archive-password", group: .payload, defaultWeight: 3,
    summary: "The text names a password, and the message carries an encrypted file or links to an archive.",
    benignRate: "to be measured: personnel and legal departments",
    rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, let mention = message.facts.passwords.first else { return nil }
    if let locked = message.facts.attachments.first(where: \.encrypted) {
      let habit = message.history.before(MessageKeys.attachmentClass(message.facts.author, "encrypted"))
      let name = locked.name.map { quoted(bounded($0, to: 80)) } ?? "an encrypted file"
      return SignalEvidence(
        text: "\(quoted(mention)) beside \(name); the author sent \(habit) encrypted files before",
        strength: habit >= 3 ? 0.2 : 1, shows: [.password(mention)], attachments: [locked.digest])
    }
    guard message.isContinuation, let link = message.strangeLinks.first else { return nil }
    return SignalEvidence(
      text: "\(quoted(mention)) beside a link to \(link.host)",
      strength: NewLinkDomain.isNew(link, message) ? 0.3 + 0.5 * message.history.depth : 0.3,
      shows: [.password(mention), .link(link)])
  }
}
