/// The user's rules on the message itself.
enum YaraMessage: SignalRule {
  static let definition = SignalDefinition(
    id: "yara-message", group: .payload, defaultWeight: 3,
    summary: "A rule that the user brought along matches the message as it stands, or decoded.",
    benignRate: "as the rule's; what it states for itself (`weight`, or `score` in percent) counts in place of this")

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let matches = message.facts.ruleMatches
    guard !matches.isEmpty else { return nil }
    let names = matches.prefix(4).map { quoted(bounded($0.name, to: 80)) }.joined(separator: ", ")
    let more = matches.count > 4 ? " and \(matches.count - 4) more" : ""
    return SignalEvidence(text: "\(names)\(more)", weight: matches.compactMap(\.weight).max())
  }
}
