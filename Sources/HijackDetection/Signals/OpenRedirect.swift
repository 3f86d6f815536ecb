/// A link that carries another one: who clicks is sent on.
enum OpenRedirect: SignalRule {
  static let definition = SignalDefinition(
    id: "open-redirect", group: .payload, defaultWeight: 1.5,
    summary: "A link that is strange to the conversation holds the address of another host, to which it leads on.",
    benignRate: "trackers of newsletters; link rewriting that is known is undone first", rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeTargets {
      guard let target = target(in: link.url),
        RegistrableDomain(host: target).name != link.domain || link.sharedService != nil
      else { continue }
      return SignalEvidence(
        text: "\(link.host) leads on to \(target)", strength: message.isList ? 0.6 : 1, shows: [.link(link)])
    }
    return nil
  }

  /// The host of a link within a link, written out or percent-encoded; nil where there is none.
  private static func target(in url: String) -> String? {
    let bytes = url.bytes().map(\.lowered)
    for mark in ["https%3a%2f%2f", "http%3a%2f%2f", "https://", "http://"] {
      guard let at = ByteSearch.first(mark, in: bytes, from: 8) else { continue }
      let rest = bytes[(at + mark.utf8.count)...].prefix { $0.isAlphanumeric || $0 == 0x2E || $0 == 0x2D }
      let host = String(decoding: rest, as: UTF8.self)
      if host.utf8.contains(0x2E), LinkFact.host(of: "http://" + host) != nil { return host }
    }
    return nil
  }
}
