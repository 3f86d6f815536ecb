import MailModel

/// Rebuilds conversations from edges that are handed in one by one.
///
/// Keeps some 200 to 300 bytes a message: identifiers, addresses and subjects each once and as numbers, and no
/// fingerprints but those of quoted text that is asked for. Use it in this order:
///
/// 1. `add` the edges of all messages; then tell which are copies of others, as far as anyone knows.
/// 2. Hand in the quoted text of each of `messagesToPlaceByQuotes()`.
/// 3. Where there are any, hand in the new text of all messages.
/// 4. Take the `conversations()`.
///
/// Within each step the order is free and changes nothing. `ThreadReconstruction` tells by what rules it works.
public struct ConversationBuilder: Sendable {
  private var messages = MessageTable()
  private var quotes = QuotedTextTable()
  /// The links so far, made when they are first asked for.
  private var links: WeakLinks?

  /// Starts without messages.
  public init() {}

  /// Takes in what a message says about its place; content that has come before changes nothing.
  public mutating func add(_ edges: ThreadEdges) {
    links = nil
    messages.add(edges)
  }

  /// Notes that one message is a copy of another that has come: they stand side by side, and what answers the copy
  /// answers the original.
  ///
  /// Identifiers need not agree: a copy from a folder of sent mail often has none. A copy of a copy is left out, as is
  /// what has not been added.
  public mutating func setOriginal(_ original: ContentDigest, of copy: ContentDigest) {
    guard let one = messages.number(of: original), let other = messages.number(of: copy) else { return }
    links = nil
    messages.setOriginal(one, of: other)
  }

  /// The messages that nothing but quoted text could place, by (date, digest): answers at the head of a tree that name
  /// no message that is there.
  public mutating func messagesToPlaceByQuotes() -> [ContentDigest] {
    var links = takeLinks()
    let found = links.messagesToPlaceByQuotes()
    self.links = links
    return found
  }

  /// Hands in the fingerprints of the text that a message quotes (`ThreadEdges.quotedText`).
  ///
  /// To be done before any new text is handed in. Nothing happens where the message has not been added.
  public mutating func setQuotedText(_ fingerprints: [UInt64], of message: ContentDigest) {
    guard let number = messages.number(of: message) else { return }
    quotes.setQuotedText(fingerprints, of: number)
  }

  /// Hands in the fingerprints of the text that a message adds (`ThreadEdges.newText`).
  ///
  /// Kept only as far as quoted text has the same. Nothing happens where the message has not been added.
  public mutating func addNewText(_ fingerprints: [UInt64], of message: ContentDigest) {
    guard !quotes.isEmpty, let number = messages.number(of: message) else { return }
    quotes.addNewText(fingerprints, of: number)
  }

  /// The conversations, sorted by id.
  public consuming func conversations() -> [Conversation] {
    let links = takeLinks()
    messages = MessageTable()
    let matches = takeQuotes().matches(places: links.places)
    var trees = links.linked(by: matches)
    trees.freeze()
    return ConversationAssembly.conversations(trees)
  }

  /// The links, no longer held here: they would be copied where they change.
  private mutating func takeLinks() -> WeakLinks {
    defer { links = nil }
    return links ?? WeakLinks(IdentifierTrees(messages))
  }

  private mutating func takeQuotes() -> QuotedTextTable {
    defer { quotes = QuotedTextTable() }
    return quotes
  }
}
