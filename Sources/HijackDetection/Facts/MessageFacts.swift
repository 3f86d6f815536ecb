import Conversations
import MailModel

/// Everything that judgement needs to know of one message: what the sweep persists of it.
///
/// A fact about one message alone, bounded in size whatever the message's: it never depends on other messages or on
/// the order of the archive. Addresses are in their comparable form (`MailAddress.key`).
public struct MessageFacts: Sendable, Hashable {
  /// The message's place among others.
  public var edges: ThreadEdges
  /// The decoded subject, at most 512 bytes; empty where there is none.
  public var subject = ""
  /// The first mailbox of From; nil where there is none.
  public var from: MailAddress?
  /// The person who wrote it, as an address in its comparable form; empty where there is none.
  ///
  /// The address of From, unless a mailing list put its own there (as lists do where DMARC forbids to pass mail on): then
  /// that of Reply-To, to which such lists move the author.
  public var author = ""
  /// The address of Sender; nil where there is none.
  public var sender: String?
  /// The addresses of Reply-To.
  public var replyTo: [String] = []
  /// The address of Return-Path; empty for `<>`, nil where there is none.
  public var returnPath: String?
  /// The mailboxes of To, at most 100.
  public var to: [MailAddress] = []
  /// The mailboxes of Cc, at most 100.
  public var cc: [MailAddress] = []
  /// When: the Date field, or the latest Received where that is missing or implausible; nil where neither can be read.
  public var date: MailDate?
  /// The program that wrote it.
  public var client = ClientClass.unknown
  /// The form of its identifier.
  public var messageIDForm = MessageIDForm.none
  /// Where it entered the mail system.
  public var origin = OriginNetwork()
  /// Its way, the latest step first, at most 24 steps.
  public var hops: [Hop] = []
  /// The links of the new text, and of HTML parts where they belong to it, each target once, at most 64.
  public var newLinks: [LinkFact] = []
  /// The links of the quoted text, at most 64.
  public var quotedLinks: [LinkFact] = []
  /// Passwords that the new text names, with the words around them.
  public var passwords: [String] = []
  /// What the new text asks for.
  public var requests: RequestFacts = []
  /// IBANs in the new text.
  public var newIBANs: [String] = []
  /// IBANs in the quoted text.
  public var quotedIBANs: [String] = []
  /// Characters (UTF-8 bytes) of the new text, white space at the ends not counted.
  public var newTextLength = 0
  /// Characters (UTF-8 bytes) of the quoted text.
  public var quotedTextLength = 0
  /// The attachments.
  public var attachments: [AttachmentFact] = []
  /// The user's rules that match the message itself, at most 16.
  public var ruleMatches: [RuleFact] = []
  /// What kind of mail it says it is.
  public var markers: MailMarkers = []
  /// The identifier of its mailing list (RFC 2919), lower case; nil where it names none.
  public var listID: String?
  /// Exchange's word on how the sender signed in (`Internal`, `Anonymous`); nil where there is none.
  public var authAs: String?

  /// The language of the new text by its two letters of ISO 639-1; nil where that does not show.
  public var language: String?
  /// Fingerprints of the words of the new text that tell its matter, sorted (`TextProfile`).
  public var topics: [UInt32] = []
  /// Amounts of money in the new text.
  public var newAmounts: [String] = []
  /// Amounts of money in the quoted text.
  public var quotedAmounts: [String] = []
  /// Addresses in the quoted text, and of those who are said to have written it.
  public var quotedAddresses: [String] = []
  /// What the signature at the end of the new text names.
  public var signature = SignatureFact()
  /// How the program puts a message together.
  public var habits = WritingHabits()
  /// What is said of its signatures.
  public var authentication: AuthenticationMarks = []
  /// Where its fields and its texts stand.
  public var places = EvidencePlaces()

  /// Makes the facts of a message of which nothing is known but its place among others.
  public init(edges: ThreadEdges) {
    self.edges = edges
    date = edges.date
  }

  /// The message's identity.
  public var digest: ContentDigest { edges.message }

  /// The domain of the author's address, lower case.
  var authorDomain: String { MailAddress(address: author).domain }

  /// To and Cc together.
  var recipients: [MailAddress] { to + cc }

  /// Whether the message says that it continues a conversation.
  var claimsContinuity: Bool {
    edges.subject.replyPrefixes > 0 || edges.subject.forwardPrefixes > 0 || !edges.inReplyTo.isEmpty
      || !edges.references.isEmpty || quotedTextLength > 80
  }
}
