import MailModel

/// What one message says about its place in a conversation: the edges from which threads are rebuilt.
///
/// A fact about one message alone: it never depends on other messages or on the order of the archive.
public struct ThreadEdges: Sendable, Hashable {
  /// The message's identity.
  public var message: ContentDigest
  /// Its own identifier; nil where it has none.
  public var messageID: MessageID?
  /// The identifiers of In-Reply-To, in the order of the field.
  public var inReplyTo: [MessageID]
  /// The identifiers of References, oldest first as written.
  public var references: [MessageID]
  /// The decoded Thread-Index header (MS-OXOMSG §2.2.1.3); empty where there is none.
  public var threadIndex: [UInt8]
  /// Gmail's thread number (X-GM-THRID); nil where there is none.
  public var gmailThread: String?
  /// The subject with its reply prefixes and list tags taken apart.
  public var subject: ThreadSubject
  /// The Date field; nil where it cannot be read.
  public var date: MailDate?
  /// The author's address in its comparable form; empty where there is none.
  public var author: String
  /// The addresses of To and Cc in their comparable form.
  public var recipients: [String]
  /// Fingerprints of the text that this message adds, sorted.
  public var newText: [UInt64]
  /// Fingerprints of the text that this message quotes, sorted.
  public var quotedText: [UInt64]

  /// Makes the edges of a message.
  public init(
    message: ContentDigest, messageID: MessageID? = nil, inReplyTo: [MessageID] = [], references: [MessageID] = [],
    threadIndex: [UInt8] = [], gmailThread: String? = nil, subject: ThreadSubject = ThreadSubject(""),
    date: MailDate? = nil, author: String = "", recipients: [String] = [], newText: [UInt64] = [],
    quotedText: [UInt64] = []
  ) {
    self.message = message
    self.messageID = messageID
    self.inReplyTo = inReplyTo
    self.references = references
    self.threadIndex = threadIndex
    self.gmailThread = gmailThread
    self.subject = subject
    self.date = date
    self.author = author
    self.recipients = recipients
    self.newText = newText
    self.quotedText = quotedText
  }
}
