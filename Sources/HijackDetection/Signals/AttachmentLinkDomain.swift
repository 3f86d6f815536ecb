/// A document that is there to lead somewhere.
enum AttachmentLinkDomain: SignalRule {
  static let definition = SignalDefinition(
    id: "attachment-link-domain", group: .payload, defaultWeight: 2.2,
    summary: "A document with few links leads to a domain that the archive has not seen more than a week before.",
    benignRate: "to be measured; brochures and invitations",
    rests: [.attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation,
      let link = message.strangeLures.first(where: { NewLinkDomain.isNew($0, message) })
    else { return nil }
    return SignalEvidence(
      text: "an attachment leads to \(link.host), which was linked in no message until a week before",
      strength: message.history.depth)
  }
}
