/// A link that tells nothing of where it leads.
enum RandomLinkPath: SignalRule {
  static let definition = SignalDefinition(
    id: "random-link-path", group: .payload, defaultWeight: 1,
    summary:
      "A link on a host that is new to the archive ends in a word that nobody made up: letters and digits mixed.",
    benignRate: "invitations and trackers", rests: [.text, .attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation else { return nil }
    for link in message.strangeTargets where NewLinkDomain.isNew(link, message) {
      let query = link.url.split(separator: "?", maxSplits: 1).dropFirst().first.map(String.init) ?? ""
      let pieces =
        link.path.split(separator: "/").suffix(2).map(String.init) + query.split { "&=".contains($0) }.map(String.init)
      if let word = pieces.last(where: isRandom) {
        return SignalEvidence(
          text: "\(link.host) with \(quoted(bounded(word, to: 48)))", strength: message.history.depth,
          shows: [.link(link)])
      }
    }
    return nil
  }

  /// Whether a word of eight characters or more changes between letters and digits, or is long and holds hardly a vowel.
  private static func isRandom(_ piece: String) -> Bool {
    let word = Array(piece.utf8.prefix { $0 != 0x2E }.prefix(80))
    guard word.count >= 8, word.allSatisfy({ $0.isAlphanumeric || $0 == 0x2D || $0 == 0x5F }) else { return false }
    let digits = word.count(where: \.isDigit)
    let letters = word.count { !$0.isDigit && $0.isAlphanumeric }
    if digits >= 4, letters >= 4 { return true }
    let vowels = word.count { "aeiouyAEIOUY".utf8.contains($0) }
    return letters >= 12 && digits == 0 && vowels * 6 < letters
  }
}
