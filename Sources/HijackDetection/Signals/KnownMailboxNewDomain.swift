import MailModel

/// A mailbox that is known by its name before the `@`, on a domain on which it never was.
enum KnownMailboxNewDomain: SignalRule {
  static let definition = SignalDefinition(
    id: "known-mailbox-new-domain", group: .identity, defaultWeight: 2.5,
    summary:
      "The part of the address before the @ is that of a known author, the domain is one that the archive never saw.",
    benignRate: "private accounts, firms that change their name; they come back later", rests: [.from, .replyTo])

  /// Names before the `@` that stand for a post, not for a person.
  private static let posts: Set<String> = [
    "info", "office", "mail", "contact", "kontakt", "sales", "support", "service", "admin", "noreply", "no-reply",
    "billing", "accounts", "accounting", "invoice", "rechnung", "hello", "team", "webmaster", "postmaster", "secretary",
    "reception", "marketing", "purchasing", "orders", "newsletter", "notifications", "helpdesk", "enquiries",
  ]

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let address = message.facts.author
    let mailbox = String(address.prefix { $0 != "@" })
    guard message.isPersonal, mailbox.utf8.count >= 5, !posts.contains(mailbox),
      message.facts.authorDomain != MailAddress.exchangeDomain
    else { return nil }
    let history = message.history
    let known = history.before(message.keys.mailboxName, byAtLeast: Wave.week.rawValue)
    guard known >= 3, history.isNew(message.keys.author, before: .week),
      history.isNew(message.keys.authorAsParticipant, before: .week),
      history.isNew(message.keys.domain, before: .week), history.isNew(message.keys.domainAddressed, before: .week)
    else { return nil }
    let isInThread = message.thread.entries[..<message.position].suffix(32).contains { entry in
      ([entry.facts.author] + entry.facts.recipients.map(\.key)).contains {
        $0 != address && $0.hasPrefix(mailbox + "@")
      }
    }
    let later = history.after(message.keys.author, beyond: .week)
    return SignalEvidence(
      text: "\(known) earlier messages of \(quoted(mailbox)) on other domains, none on \(message.facts.authorDomain)"
        + (isInThread ? "; one of them is in the conversation" : ""),
      strength: (later >= 5 ? 0.3 : later >= 2 ? 0.6 : 1) * (isInThread ? 1 : 0.6)
        // A private account is called like the one at work.
        * (HostTables.freeMail.contains(message.facts.authorDomain) ? 0.4 : 1))
  }
}
