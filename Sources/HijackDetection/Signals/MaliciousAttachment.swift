/// What inspection says of the attachments.
enum MaliciousAttachment: SignalRule {
  static let definition = SignalDefinition(
    id: "malicious-attachment", group: .payload, defaultWeight: 5,
    summary: "Inspection finds an attachment likely to be malicious.",
    benignRate: "as the attachment score; macro workbooks that work with files",
    rests: [.attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let worst = message.facts.attachments.max(by: { ($0.score, $1.digest) < ($1.score, $0.digest) }),
      worst.score >= 0.5
    else { return nil }
    let name = worst.name.map { quoted(bounded($0, to: 80)) } ?? "an attachment without a name"
    let techniques = worst.techniques.prefix(4).joined(separator: ", ")
    return SignalEvidence(
      text: "\(name) scores \(percent(worst.score))" + (techniques.isEmpty ? "" : ": \(techniques)"),
      strength: worst.score >= 0.95 ? 1 : worst.score >= 0.8 ? 0.8 : 0.5, attachments: [worst.digest])
  }
}
