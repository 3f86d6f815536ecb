/// A Thread-Index that cannot have come about by answering (MS-OXOMSG section 2.2.1.3).
enum ThreadIndexBroken: SignalRule {
  static let definition = SignalDefinition(
    id: "thread-index-broken", group: .thread, defaultWeight: 2.5,
    summary: "The Thread-Index was copied from the parent without a new block, or its clock is far from the date.",
    benignRate: "the clock is right within a day in 97 to 98 of 100 real replies; programs of other makers copy it",
    rests: [.threadIndex, .date])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let facts = message.facts
    let index = facts.edges.threadIndex
    guard message.isPersonal, index.count > 22, let parent = message.parent else { return nil }
    if index == parent.edges.threadIndex, parent.author != facts.author {
      return SignalEvidence(
        text: "the index of \(index.count) bytes is the parent's, without a block of its own",
        strength: facts.client.writesThreadIndex ? 1 : 0.6)
    }
    guard facts.edges.subject.replyPrefixes > 0, let date = facts.date,
      let lag = ThreadIndexClock(index)?.lag(of: date.seconds)
    else { return nil }
    // A draft may lie for weeks before it is sent; nobody sends what is not yet begun.
    guard lag < -2 * 86_400 || lag > 45 * 86_400 else { return nil }
    return SignalEvidence(
      text: "the last block of the index lies \(lag / 86_400) days before the date of the message", strength: 0.8)
  }
}
