/// A link that shows another domain than its own.
enum MisleadingLinkText: SignalRule {
  static let definition = SignalDefinition(
    id: "misleading-link-text", group: .payload, defaultWeight: 2.2,
    summary: "A link shows one domain and leads to another.",
    benignRate: "newsletters and trackers; link rewriting is undone first",
    rests: [.text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeLinks {
      let shown = link.visibleText.trimmed
      guard !shown.utf8.contains(0x20),
        let host = LinkFact.host(of: shown) ?? LinkFact.host(of: "http://" + shown), host.utf8.contains(0x2E)
      else { continue }
      let domain = RegistrableDomain(host: host)
      guard domain.name != link.domain, domain.suffix.utf8.count >= 2, !shown.utf8.contains(0x40) else { continue }
      return SignalEvidence(
        text: "shows \(quoted(bounded(shown, to: 80))), leads to \(link.host)", shows: [.link(link)])
    }
    return nil
  }
}
