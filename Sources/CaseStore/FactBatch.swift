import AttachmentInspection
import HijackDetection
import MailArchives
import MailModel

/// What the sweep found in a batch of messages, and how far it got: the unit of one transaction.
public struct FactBatch: Sendable {
  /// The messages of the batch, in archive order.
  public var messages: [SweptMessage]
  /// Where each source of the batch stands once these messages are stored.
  public var checkpoints: [Checkpoint]
  /// The rules of the user's that its verdicts were made with; empty without.
  public var rules = ""
  /// How many bytes of attachments the case may keep in all, deflated.
  public var mostKeptBytes = Int64.max

  /// Makes a batch from its messages and the positions that they reach.
  public init(messages: [SweptMessage], checkpoints: [Checkpoint]) {
    self.messages = messages
    self.checkpoints = checkpoints
  }
}

/// One message as the sweep leaves it: where it stands, and every fact that is kept of it.
public struct SweptMessage: Sendable {
  /// Where the message stands.
  public var place: Place
  /// The role of the folder in which the mailbox keeps this message, where it is not the source's.
  public var role: FolderRole?
  /// What the mailbox notes of the message.
  public var flags: MessageFlags
  /// The parsed message; its text is not stored.
  public var message: Message
  /// What judgement reads.
  public var facts: MessageFacts
  /// The parts that are attachments, each with the verdict on its bytes.
  public var attachments: [SweptAttachment]

  /// Makes a swept message from its place, its parsed form, its facts and its attachments.
  public init(
    place: Place, role: FolderRole? = nil, flags: MessageFlags = [], message: Message, facts: MessageFacts,
    attachments: [SweptAttachment]
  ) {
    self.place = place
    self.role = role
    self.flags = flags
    self.message = message
    self.facts = facts
    self.attachments = attachments
  }
}

/// An attachment of a message and the verdict on its bytes alone.
public struct SweptAttachment: Sendable {
  /// The part that carries it.
  public var part: BodyPart
  /// How it was found where it is no part of the tree (`uuencode`, `tnef`, …); nil for a part of the tree.
  public var via: String?
  /// What its bytes say, names left aside.
  public var verdict: AttachmentVerdict
  /// The passwords that the mail around it names, where it is locked.
  public var passwords: [String] = []
  /// Its bytes, where the case is to keep them.
  public var kept: KeptContent?

  /// Makes an attachment from its part and verdict.
  public init(part: BodyPart, via: String?, verdict: AttachmentVerdict) {
    self.part = part
    self.via = via
    self.verdict = verdict
  }
}

/// How far a source was swept.
public struct Checkpoint: Sendable {
  /// The source.
  public var source: ArchiveSource
  /// What the source looked like, and the byte at which to go on.
  public var identity: SourceIdentity
  /// Whether the source was swept to its end.
  public var isComplete: Bool

  /// Makes a checkpoint of a source at a position.
  public init(source: ArchiveSource, identity: SourceIdentity, isComplete: Bool) {
    self.source = source
    self.identity = identity
    self.isComplete = isComplete
  }
}
