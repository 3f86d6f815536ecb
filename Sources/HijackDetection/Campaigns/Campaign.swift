import Conversations
import MailModel

/// A wave: messages in unrelated conversations that share what they carry, within days.
public struct Campaign: Sendable, Hashable {
  /// `k` and 20 hexadecimal digits, derived from the content.
  public var id: String
  /// What the messages share, sorted.
  public var tokens: [ClusterToken]
  /// The messages, in the order of time.
  public var members: [ContentDigest]
  /// The conversations, sorted.
  public var conversations: [ConversationID]
  /// The authors' addresses, sorted.
  public var accounts: [String]
  /// The names of persons under which they write, sorted.
  public var persons: [String] = []
  /// The recipients' addresses, sorted.
  public var recipients: [String]
  /// The first message's date; nil where none has one.
  public var first: MailDate?
  /// The last message's date; nil where none has one.
  public var last: MailDate?

  /// Whether more than one account took part, or one under the names of several people.
  public var hasSeveralAccounts: Bool { accounts.count > 1 || persons.count > 1 }
}
