import MailModel

/// Rebuilds conversations from what each message says about its place.
///
/// - All identifiers that a message bears or names connect: conversations are the connected components.
/// - A message's parent is its last reference. Where no message is there, but one is at its In-Reply-To, that one;
///   where there are no References, its In-Reply-To. What others' References say of it fills in where it says nothing.
/// - Content given twice is one message. An identifier with two contents gives two siblings; answers go to the earlier.
/// - Cycles are cut at one link; self-references are ignored.
/// - A message that is only named is a placeholder. It stays where it is the root of a tree, the missing first
///   message, or joins several branches; elsewhere its only child takes its place (after Zawinski, "message threading",
///   1997).
/// - Weak links (`LinkReason`) join trees whose head names no message that is there.
///
/// The result depends on the messages alone, not on the order in which they are given.
public struct ThreadReconstruction: Sendable {
  /// The conversations, sorted by id.
  public var conversations: [Conversation]

  /// Rebuilds the conversations of all messages in `edges`.
  public init(_ edges: [ThreadEdges]) {
    let slots = MessageSlots(edges)
    var links = ParentLinks(slots)
    var sets = DisjointSets(count: slots.count)
    for index in slots.messages.indices {
      let own = Int(slots.slot[index])
      for slot in slots.references[index] { sets.join(own, Int(slot)) }
      for slot in slots.inReplyTo[index] { sets.join(own, Int(slot)) }
    }
    for (slot, original) in slots.duplicates { sets.join(slot, original) }
    WeakLinks.link(slots, &links, &sets)
    conversations = ConversationAssembly(slots, links).conversations(&sets)
  }
}
