/// A quotation whose origin the references do not know: who has stolen a text has not always stolen its identifier.
enum AncestorOmitted: SignalRule {
  static let definition = SignalDefinition(
    id: "ancestor-omitted", group: .thread, defaultWeight: 1.5,
    summary: "The message quotes one that is archived, and its references name others, none of which is.",
    benignRate: "gateways and lists that give mail new identifiers, which do so to all mail of an author",
    rests: [.references, .inReplyTo, .text])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, message.entry.link == .quotedHistory, message.facts.hasReferences,
      let parent = message.parent, parent.edges.messageID != nil
    else { return nil }
    // A gateway of the author's, or of the one who is answered, would do so again.
    let others = message.thread.entries.indices.contains { other in
      other != message.position && message.thread.entries[other].link == .quotedHistory
        && message.thread.entries[other].facts.hasReferences
    }
    guard !others else { return nil }
    let named = message.facts.edges.references.last ?? message.facts.edges.inReplyTo.last
    return SignalEvidence(
      text: "quotes \(quoted(parent.edges.messageID?.rawValue ?? "")) and names \(quoted(named?.rawValue ?? "")), "
        + "which is not archived")
  }
}
