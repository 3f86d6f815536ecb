/// What kind of attack a hijack looks like.
enum HijackFamily {
  /// The family that the evidence speaks for: who writes comes before what is written.
  static func of(_ message: ObservedMessage, _ signals: [Signal]) -> String {
    let seen = Set(signals.lazy.filter { $0.weight > 0 }.map(\.id))
    func has(_ ids: String...) -> Bool { ids.contains(where: seen.contains) }
    // What lies in the mailbox of its author was sent from within it, whatever the names look like.
    let sentWithin = [SentFromAccount.definition.id, SentCopyThrownAway.definition.id]
    if signals.contains(where: { sentWithin.contains($0.id) }) { return "internal-compromised-account" }
    if has("look-alike-participant", "look-alike-domain") { return "look-alike-fraud" }
    if has("known-name-new-address", "name-shows-other-address") { return "external-impostor" }
    if has("altered-bank-details", "bank-detail-change") { return "payment-diversion" }
    if message.isInternal, message.isAuthorKnown || has("campaign", "campaign-one-sender") {
      return "internal-compromised-account"
    }
    if has("archive-password") { return "password-archive" }
    if message.isAuthorKnown { return "external-compromised-account" }
    if has("malicious-attachment", "risky-attachment-new") { return "attachment" }
    if !message.hosts.isEmpty { return "link" }
    return "other"
  }
}
