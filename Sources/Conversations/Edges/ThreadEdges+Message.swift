import MailModel

extension ThreadEdges {
  /// How many fingerprints are kept of the text that a message adds.
  public static let newTextFingerprints = 64
  /// How many fingerprints are kept of the text that a message quotes.
  public static let quotedTextFingerprints = 128
  /// How many identifiers are kept of a field; beyond it the oldest go, but for the first one, the thread's root.
  public static let maximumReferences = 1_000
  private static let maximumThreadIndex = 4_096

  /// What `message` says about its place in a conversation; `history` is its text taken apart.
  public init(_ message: Message, history: QuotedHistory) {
    self.init(
      message: message.digest, messageID: message.messageID,
      inReplyTo: Array(message.inReplyTo.prefix(Self.maximumReferences)),
      references: Self.bounded(message.references),
      threadIndex: Base64Text.decode(message.header.first("thread-index") ?? "", limit: Self.maximumThreadIndex),
      gmailThread: Self.gmailThread(message), subject: ThreadSubject(message.subject ?? ""), date: message.date,
      author: message.from.first?.key ?? "", recipients: (message.to + message.cc).map(\.key),
      newText: Shingles.fingerprints(of: history.newText, limit: Self.newTextFingerprints),
      quotedText: Shingles.fingerprints(of: history.quotedText, limit: Self.quotedTextFingerprints))
  }

  private static func bounded(_ references: [MessageID]) -> [MessageID] {
    guard references.count > maximumReferences else { return references }
    return references.prefix(1) + references.suffix(maximumReferences - 1)
  }

  private static func gmailThread(_ message: Message) -> String? {
    guard let value = message.header.first("x-gm-thrid"), !value.isEmpty, value.utf8.count <= 64 else { return nil }
    return value
  }
}
