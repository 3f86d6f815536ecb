/// A link to where nobody has linked before.
enum NewLinkDomain: SignalRule {
  static let definition = SignalDefinition(
    id: "new-link-domain", group: .payload, defaultWeight: 2.8,
    summary: "The new text links to a domain that the archive has not seen more than a week before.",
    benignRate: "8 to 83 in 10,000 in replies on four lists",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeLinks where isNew(link, message) {
      let shared = link.sharedService != nil
      return SignalEvidence(
        text: "\(link.host) was linked in no message until a week before",
        strength: (shared ? 0.5 : message.isList ? 0.6 : 1) * message.history.depth, shows: [.link(link)])
    }
    return nil
  }

  /// Whether a link leads to a domain that is new to the archive: not linked more than a week before, and not that of
  /// a correspondent.
  ///
  /// A week, because a wave sends the same host to many within hours. How much that says depends on `History.depth`.
  static func isNew(_ link: LinkFact, _ message: JudgedMessage) -> Bool {
    let history = message.history
    return history.before(MessageKeys.linkDomain(link.place), byAtLeast: Wave.week.rawValue) == 0
      && history.before(MessageKeys.mailDomain(link.domain)) == 0
      && history.before(MessageKeys.addressedDomain(link.domain)) == 0
  }
}
