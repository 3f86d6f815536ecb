/// A parsed message: what its header fields, its parts and its text say.
///
/// A plain value. Text is UTF-8 in which U+FFFD stands for what could not be decoded.
public struct Message: Sendable {
  /// The message's identity: SHA-256 with mbox quoting undone and line ends as LF.
  public var digest: ContentDigest
  /// Bytes of the message, quoting undone.
  public var size: Int
  /// The fields that judgement reads, in the order of the message (see `HeaderRetention` in MailParsing).
  public var header: [HeaderField] = []
  /// Where the known fields stand, in the order of the message: those of `header`, and those that are read below.
  ///
  /// Counted as if lines ended in LF, so that all copies of a mail agree.
  public var fieldPlaces: [HeaderPlace] = []
  /// The identifier; nil where the message has none.
  public var messageID: MessageID?
  /// The decoded subject; nil where the message has none.
  public var subject: String?
  /// The Date field; nil where it is missing or cannot be read.
  public var date: MailDate?
  /// The mailboxes of From.
  public var from: [MailAddress] = []
  /// The mailbox of Sender.
  public var sender: MailAddress?
  /// The mailboxes of To, groups flattened.
  public var to: [MailAddress] = []
  /// The mailboxes of Cc, groups flattened.
  public var cc: [MailAddress] = []
  /// The mailboxes of Reply-To.
  public var replyTo: [MailAddress] = []
  /// The identifiers in In-Reply-To.
  public var inReplyTo: [MessageID] = []
  /// The identifiers in References, oldest first as written.
  public var references: [MessageID] = []
  /// The leaf parts in document order.
  public var parts: [BodyPart] = []
  /// Where the encoded bodies of `parts` stand, in their order, counted as `fieldPlaces` are.
  public var partPlaces: [ByteRange] = []
  /// Parts found inside leaves or by a second reading.
  public var embedded: [EmbeddedPart] = []
  /// The text a person reads: plain text, or HTML reduced to text where there is no plain part.
  public var text: String = ""
  /// The text of HTML parts that is there and that no person sees: hidden by its style, in the colour of what is behind
  /// it, moved out of the page.
  public var hiddenText: String = ""
  /// The links of HTML parts, with the text that a person sees.
  public var links: [HyperLink] = []
  /// What is wrong with the message.
  public var defects: [Defect] = []

  /// Makes an empty message of that identity and size in bytes.
  public init(digest: ContentDigest, size: Int) {
    self.digest = digest
    self.size = size
  }
}

/// A link of an HTML part: where it leads, and what it shows.
public struct HyperLink: Sendable, Hashable {
  /// The target as written, entities decoded.
  public var target: String
  /// The visible text; empty where there is none.
  public var text: String

  /// Makes a link from its target and its visible text.
  public init(target: String, text: String) {
    self.target = target
    self.text = text
  }
}
