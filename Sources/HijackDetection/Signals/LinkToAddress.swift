/// A host without a name.
enum LinkToAddress: SignalRule {
  static let definition = SignalDefinition(
    id: "link-to-address", group: .payload, defaultWeight: 2.2,
    summary: "The new text links to a host by its address in numbers.",
    benignRate: "administrators among themselves; private addresses do not count",
    rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeTargets {
      guard let address = IPAddress(link.host), address.isPublic else { continue }
      return SignalEvidence(
        text: "\(link.url) names its host by address", strength: message.isList ? 0.5 : 1, shows: [.link(link)])
    }
    return nil
  }
}
