import Conversations
import MailModel

/// A verdict on one message, with the evidence for it.
public struct Finding: Sendable, Hashable {
  /// What was found.
  public enum Kind: String, Sendable, CaseIterable {
    /// A message that hijacks a conversation.
    case hijack
    /// A dangerous attachment, hijack or not.
    case attachment
    /// A mail server that was open to attack.
    case exposure
  }

  /// `f` and 20 hexadecimal digits, derived from the message and the kind.
  public var id: String
  /// What was found.
  public var kind: Kind
  /// How urgent it is.
  public var level: Level
  /// The probability, 0…1.
  public var score: Double
  /// What kind of attack it looks like: `internal-compromised-account`, `external-impostor`, `look-alike-fraud` ….
  public var family: String
  /// The message's identity.
  public var message: ContentDigest
  /// The message's identifier; nil where it has none.
  public var messageID: String?
  /// Its conversation.
  public var conversation: ConversationID
  /// The wave it belongs to; nil where it stands alone.
  public var campaign: String?
  /// When; nil where that is not known.
  public var date: MailDate?
  /// The author's address.
  public var from: String
  /// The decoded subject.
  public var subject: String
  /// The evidence, heaviest first.
  public var signals: [Signal]
  /// The message's attachments.
  public var attachments: [AttachmentFact]
  /// What identifies the content, by which a finding is accepted for good: 32 hexadecimal digits.
  public var fingerprint: String

  /// The order in which findings are shown: most urgent first, then by date and identity.
  public static func ranked(_ left: Finding, _ right: Finding) -> Bool {
    if left.level != right.level { return left.level > right.level }
    if left.score != right.score { return left.score > right.score }
    let (a, b) = (left.date?.seconds ?? .max, right.date?.seconds ?? .max)
    return a != b ? a < b : (left.message, left.kind.rawValue) < (right.message, right.kind.rawValue)
  }
}
