import CaseStore
import Conversations
import HijackDetection
import MailModel

/// The links of reconstructed conversations, held against those in the case.
struct LinkChanges {
  /// Links that are new or different, by message row.
  private(set) var changed: [Int64: StoredLink] = [:]
  private var changedConversations: Set<ConversationID> = []

  init(
    of conversations: [Conversation], rows: [ContentDigest: Int64], copies: Copies, mailboxes: MailboxTraces,
    stored: [Int64: StoredLink]
  ) {
    // A conversation that lost a message is changed too, though all of its remaining links are as they were.
    var left: Set<String> = []
    for conversation in conversations {
      for node in conversation.nodes {
        guard let message = node.message, let row = rows[message] else { continue }
        let parent = node.parent.flatMap { $0 < conversation.nodes.count ? conversation.nodes[$0] : nil }
        let link = StoredLink(
          conversation: conversation.id.rawValue, reason: node.link.rawValue,
          parent: parent?.message.flatMap { rows[$0] }, parentID: parent?.messageID?.rawValue,
          copyOf: copies.originals[message].flatMap { rows[$0] }, trace: mailboxes[message].signature)
        let old = stored[row]
        guard old != link else { continue }
        changed[row] = link
        changedConversations.insert(conversation.id)
        if let old, old.conversation != link.conversation { left.insert(old.conversation) }
      }
    }
    for key in left { changedConversations.insert(ConversationID(key)) }
  }

  /// Whether a message came to the conversation, left it, or moved in it.
  func isChanged(_ conversation: ConversationID) -> Bool { changedConversations.contains(conversation) }
}
