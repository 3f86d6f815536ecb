/// A quotation in which a link leads elsewhere than in the archived original.
enum AlteredLink: SignalRule {
  static let definition = SignalDefinition(
    id: "altered-link", group: .thread, defaultWeight: 3,
    summary: "The quoted text is an earlier message's, but for a link: that leads to a host which nobody had linked.",
    benignRate: "gateways that rewrite links, as far as they cannot be undone; quoted parts that are not archived",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    guard message.isPersonal, !facts.quotedLinks.isEmpty, let parent = message.parent,
      parent.newLinks.count + parent.quotedLinks.count < 60
    else { return nil }
    let before = Set((parent.newLinks + parent.quotedLinks).map(\.domain))
    let now = Set(facts.quotedLinks.map(\.domain))
    let gone = Set(parent.newLinks.filter { !$0.isOpaque }.map(\.domain)).subtracting(now)
    let come = facts.quotedLinks.filter { link in
      !link.isOpaque && !before.contains(link.domain) && !HostTables.everyday.contains(link.domain)
        && !message.organisation.owns(link.host) && !message.thread.linked(link.place, before: message.position)
        && !message.thread.domainParticipated(link.domain, before: message.position)
    }
    guard let new = come.first, let old = gone.min() else { return nil }
    guard message.quotesFaithfully,
      message.history.isNew(MessageKeys.linkDomain(new.place), before: .burst)
    else { return nil }
    return SignalEvidence(
      text: "the quoted text is that of earlier messages, and leads to \(quoted(new.url)), "
        + "and \(old) is gone from it",
      shows: [.link(new)])
  }
}
