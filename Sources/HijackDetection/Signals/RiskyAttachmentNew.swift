/// A kind of attachment that neither conversation nor author is known for.
enum RiskyAttachmentNew: SignalRule {
  static let definition = SignalDefinition(
    id: "risky-attachment-new", group: .payload, defaultWeight: 3.5,
    summary:
      "The first attachment of a risky kind in the conversation, from an author who never sent that kind before.",
    benignRate: "0 to 3.5 in 10,000 on four lists; people in finance send macro workbooks and are known for it",
    rests: [.attachments])

  static func evaluate(_ message: JudgedMessage) -> SignalEvidence? {
    guard message.isPersonal, message.isContinuation, !message.thread.hadRisk(before: message.position) else {
      return nil
    }
    let history = message.history
    for (attachment, risk) in message.risks {
      let habit = MessageKeys.attachmentClass(message.facts.author, risk.habit)
      let sent = history.before(habit, byAtLeast: Wave.week.rawValue)
      guard sent < 3, history.before(MessageKeys.attachment(attachment.digest), byAtLeast: Wave.week.rawValue) == 0
      else {
        continue
      }
      let name = attachment.name.map { quoted(bounded($0, to: 80)) } ?? "without a name"
      return SignalEvidence(
        text: "first \(risk.summary) in \(message.position + 1) messages: \(name); the author sent \(sent) such before",
        strength: (sent == 0 ? 1 : 0.6) * (risk.habit == "encrypted" && !attachment.isProven ? 0.7 : 1),
        attachments: [attachment.digest])
    }
    return nil
  }
}
