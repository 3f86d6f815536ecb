/// A Thread-Index that should be there (MS-OXOMSG section 2.2.1.3).
enum MissingThreadIndex: SignalRule {
  static let definition = SignalDefinition(
    id: "missing-thread-index", group: .client, defaultWeight: 2,
    summary: "The program always writes a Thread-Index, and this message has none.",
    benignRate: "2 of 182 real Outlook messages, 38 of 41 phishing mails that call themselves Outlook",
    rests: [.mailer, .userAgent, .messageID])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, !message.isList, message.facts.edges.threadIndex.isEmpty,
      message.facts.client.writesThreadIndex || message.facts.client == .exchangeOnline
    else { return nil }
    let client = message.facts.client.name
    let sent = message.history.before(message.keys.authorClient)
    let indexed = message.history.before(message.keys.authorIndexed)
    if sent >= 3, indexed == sent {
      return SignalEvidence(text: "\(client) without Thread-Index; all \(sent) earlier ones of the author had one")
    }
    guard sent == 0, message.facts.client == .outlook else { return nil }
    return SignalEvidence(text: "calls itself \(client), which writes a Thread-Index, and has none", strength: 0.5)
  }
}
