/// Continuity of the index (MS-OXOMSG section 2.2.1.3).
enum IndexExtended: SignalRule {
  static let definition = SignalDefinition(
    id: "index-extended", group: .exculpation, defaultWeight: -2.5,
    summary: "The Thread-Index is the parent's with exactly one block more.",
    benignRate: "present in 43 to 80 of 100 real pairs; its absence says nothing",
    rests: [.threadIndex])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard let parent = message.parent, parent.edges.threadIndex.count >= 22,
      message.facts.edges.threadIndex.count == parent.edges.threadIndex.count + 5,
      message.facts.edges.threadIndex.starts(with: parent.edges.threadIndex)
    else { return nil }
    // Whoever has the mail can go on from its index. It proves a mailbox of somebody who was there, not the person, and
    // nothing against a program, an origin or a file that speak otherwise.
    guard message.thread.participated(message.facts.author, before: message.position) else { return nil }
    let breaks = NewClient.evaluate(message) != nil || NewOrigin.evaluate(message) != nil
    return SignalEvidence(
      text: "the index goes on from the parent's \(parent.edges.threadIndex.count) bytes by one block",
      strength: message.hasProvenPayload ? 0.1 : breaks ? 0.4 : 1)
  }
}
