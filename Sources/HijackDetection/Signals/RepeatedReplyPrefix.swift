/// `Re: Re:`, as Emotet wrote it.
enum RepeatedReplyPrefix: SignalRule {
  static let definition = SignalDefinition(
    id: "repeated-reply-prefix", group: .thread, defaultWeight: 0.8,
    summary: "The subject has more than one reply prefix in a row.",
    benignRate: "programs in two languages (`Re: AW:`) pile them up",
    rests: [.subject])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    let subject = message.facts.edges.subject
    guard message.isPersonal, subject.replyPrefixes >= 2, message.facts.subject.lowercased().hasPrefix("re: re:") else {
      return nil
    }
    if let parent = message.parent, parent.edges.subject.replyPrefixes >= subject.replyPrefixes { return nil }
    return SignalEvidence(text: "the subject begins \(quoted(bounded(message.facts.subject, to: 40)))")
  }
}
