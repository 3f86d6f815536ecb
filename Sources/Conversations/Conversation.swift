import MailModel

/// The identity of a conversation: `c` and the first 20 hexadecimal digits of the digest of its smallest identifier.
public struct ConversationID: Sendable, Hashable, Comparable {
  /// The printed form.
  public let rawValue: String

  /// Takes a printed form as it is.
  public init(_ rawValue: String) { self.rawValue = rawValue }

  /// Ordered by the printed form.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a message stands where it stands in its conversation, from the strongest reason to the weakest.
public enum LinkReason: String, Sendable, CaseIterable {
  case root
  case references
  case inReplyTo = "in-reply-to"
  case threadIndex = "thread-index"
  case gmailThread = "gmail-thread"
  case quotedHistory = "quoted-history"
  case subject
}

/// A conversation: a tree of messages, and of placeholders for messages that only others name.
public struct Conversation: Sendable, Hashable {
  /// Derived from the content: the same messages give the same id in whatever order they came.
  public var id: ConversationID
  /// The nodes in reading order: every parent before its children, siblings by date, then digest, undated last.
  public var nodes: [ConversationNode]

  /// Makes a conversation from its id and its nodes in reading order.
  public init(id: ConversationID, nodes: [ConversationNode]) {
    self.id = id
    self.nodes = nodes
  }
}

/// One place in a conversation's tree.
///
/// Laid out in 64 bytes: there are as many as messages.
public struct ConversationNode: Sendable, Hashable {
  /// The message; nil for a placeholder.
  public var message: ContentDigest?
  /// Why the node stands below its parent.
  public var link: LinkReason
  private var parentIndex: Int32
  /// The identifier; nil where the message has none.
  public var messageID: MessageID?
  private var steps: Int32

  /// The index of the parent node; nil for a root.
  public var parent: Int? { parentIndex < 0 ? nil : Int(parentIndex) }
  /// Steps from the root.
  public var depth: Int { Int(steps) }

  /// Makes a node from what it holds and where it stands.
  public init(message: ContentDigest?, messageID: MessageID?, parent: Int?, link: LinkReason, depth: Int) {
    self.message = message
    self.messageID = messageID
    self.parentIndex = parent.map { Int32(clamping: $0) } ?? -1
    self.link = link
    self.steps = Int32(clamping: depth)
  }
}
