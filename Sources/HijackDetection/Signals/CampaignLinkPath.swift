/// The path forms of Squirrelwaffle and Qakbot (`/ab-cd/efgh.zip`, `/ab/cd-1234567`).
enum CampaignLinkPath: SignalRule {
  static let definition = SignalDefinition(
    id: "campaign-link-path", group: .payload, defaultWeight: 3.2,
    summary:
      "A link's path has the form that hijack campaigns used: words that mean nothing, with a zip or seven digits.",
    benignRate: "to be measured; blogs have two words in a path, hardly the rest",
    rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isContinuation else { return nil }
    for link in message.strangeTargets {
      if let form = LinkPathForm(link) {
        return SignalEvidence(text: "\(link.url): \(form.summary)", shows: [.link(link)])
      }
    }
    return nil
  }
}
