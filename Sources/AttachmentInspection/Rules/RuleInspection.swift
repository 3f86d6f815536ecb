import MailModel

extension Inspection {
  /// Matches that a verdict names.
  static let mostRuleMatches = 64
  /// Buffers in which a search was cut short, after which no more are searched: hostile bytes can be slow to search.
  private static let mostCuts = 3

  /// Whether the user brought rules along.
  var isMatching: Bool { rules != nil && ruleCuts < Self.mostCuts }

  /// Holds the user's rules against the buffer at hand.
  mutating func match(_ bytes: [UInt8]) { match(bytes, inside: nil) }

  /// Holds the user's rules against a piece of the buffer at hand: a part, a stream, the source of a module.
  ///
  /// A rule that matched the whole already is not told again of its pieces.
  mutating func match(_ bytes: [UInt8], inside piece: String?) {
    guard let rules, isMatching, !bytes.isEmpty else { return }
    let found = rules.matches(in: bytes)
    if found.isCut {
      ruleCuts += 1
      hit(.rules)
    }
    let here = path.joined(separator: "!").evidence(limit: 1_000)
    // What a password opened stands between the document and its parts.
    let wholes = openedDepth > 0 && piece != Self.openedName ? [here, place(of: Self.openedName)] : [here]
    for match in found.matches {
      var match = match
      if let piece {
        if ruleMatches.contains(where: { $0.name == match.name && wholes.contains($0.place) }) { continue }
        match.place = self.place(of: piece)
      } else {
        match.place = here
      }
      note(match)
    }
  }

  /// The name of what a password opened, among the pieces of a document.
  static let openedName = "opened"

  private func place(of piece: String) -> String {
    (path + [piece]).joined(separator: "!").evidence(limit: 1_000)
  }

  private mutating func note(_ match: RuleMatch) {
    guard !ruleMatches.contains(where: { $0.name == match.name && $0.place == match.place }) else { return }
    guard ruleMatches.count < Self.mostRuleMatches else { return hit(.rules) }
    ruleMatches.append(match)
    let saying = match.meta("description").map { ": " + $0 } ?? ""
    let place = match.place.isEmpty ? "" : " in " + match.place.evidence(limit: 300)
    let entry = TechniqueCatalogue.entry(.yaraMatch)
    add(
      Technique(
        id: entry.id.rawValue, attack: entry.attack, evidence: (match.name + saying).evidence() + place,
        weight: match.statedWeight ?? entry.weight))
  }
}
