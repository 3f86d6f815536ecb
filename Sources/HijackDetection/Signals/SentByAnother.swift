import MailModel

/// A message in somebody else's folder of sent mail.
enum SentByAnother: SignalRule {
  static let definition = SignalDefinition(
    id: "sent-by-another", group: .mailbox, defaultWeight: 1,
    summary: "It lies in the sent mail of a mailbox that is not its author's, for the first time.",
    benignRate: "delegates and shared mailboxes, which do so again and again; a second address of the same person",
    rests: [.from])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard let mailbox = message.trace.foreignSender, message.isPersonal,
      message.trace.marks.isDisjoint(with: [.inOwnSent, .elsewhereInOwn]),
      !MailAddress(address: facts.author).domain.isEmpty
    else { return nil }
    // Exchange names a delegate who sends on behalf of another.
    guard facts.sender ?? facts.author == facts.author, !isSamePerson(facts, mailbox) else { return nil }
    let history = message.history
    let key = MailboxKeys(facts).fromForeign
    // Who comes back after the wave is a delegate.
    guard history.isNew(key, before: .burst), history.after(key, beyond: .burst) == 0 else { return nil }
    return SignalEvidence(text: "sent from the mailbox of \(mailbox), and says to be from \(facts.author)")
  }

  /// Whether both addresses begin alike: one person under two domains of one firm.
  private static func isSamePerson(_ facts: MessageFacts, _ mailbox: String) -> Bool {
    facts.author.prefix { $0 != "@" } == mailbox.prefix { $0 != "@" }
  }
}
