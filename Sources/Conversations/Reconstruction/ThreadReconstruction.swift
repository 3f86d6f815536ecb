import MailModel

/// Rebuilds conversations from what each message says about its place.
///
/// - All identifiers that a message bears or names connect: conversations are the connected components.
/// - A message's parent is its last reference. Where no message is there, but one is at its In-Reply-To, that one;
///   where there are no References, its In-Reply-To. What others' References say of it fills in where it says nothing.
/// - References that are written latest first are turned round, where the messages they name say so.
/// - Content given twice is one message. An identifier with two contents gives two siblings; answers go to the earlier.
/// - A message that is told to be a copy of another stands beside it, whatever its own fields say.
/// - Cycles are cut at one link; self-references are ignored.
/// - A message that is only named is a placeholder. It stays where it is the root of a tree, the missing first
///   message, or joins several branches; elsewhere its only child takes its place (after Zawinski, "message threading",
///   1997).
/// - Weak links (`LinkReason`) join trees whose head names no message that is there.
///
/// The result depends on the messages alone, not on the order in which they are given. Where there are too many to hold
/// all their edges, `ConversationBuilder` takes them one by one.
public struct ThreadReconstruction: Sendable {
  /// The conversations, sorted by id.
  public var conversations: [Conversation]

  /// Rebuilds the conversations of all messages in `edges`; `originals` names for each copy what it is a copy of.
  public init(_ edges: [ThreadEdges], originals: [ContentDigest: ContentDigest] = [:]) {
    var builder = ConversationBuilder()
    for message in edges { builder.add(message) }
    for (copy, original) in originals where originals[original] == nil { builder.setOriginal(original, of: copy) }
    let wanted = Set(builder.messagesToPlaceByQuotes())
    if !wanted.isEmpty {
      for message in edges where wanted.contains(message.message) {
        builder.setQuotedText(message.quotedText, of: message.message)
      }
      for message in edges { builder.addNewText(message.newText, of: message.message) }
    }
    conversations = builder.conversations()
  }
}
