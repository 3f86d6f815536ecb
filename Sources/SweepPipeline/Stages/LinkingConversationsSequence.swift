import CaseStore
import Conversations
import MailModel

/// A message as the conversation stage leaves it: parsed, with the edges that place it in its conversation.
public struct LinkedMail: Sendable {
  /// The message of the stage before.
  public var parsed: ParsedMail
  /// The text taken apart: what is new, what is quoted.
  public var history: QuotedHistory
  /// The edges: identifiers, index, fingerprints.
  public var edges: ThreadEdges
}

extension LinkedMail {
  init(linking parsed: ParsedMail) {
    let history = QuotedHistory(parsed.message.text)
    self.init(parsed: parsed, history: history, edges: ThreadEdges(parsed.message, history: history))
  }
}

/// The third stage: what each message says about its place in a conversation.
///
/// Edges only: conversations themselves are made after the barrier, when all messages are there.
public struct LinkingConversationsSequence<Base: AsyncSequence>: AsyncSequence, Sendable
where Base: Sendable, Base.Element == MailBatch<ParsedMail> {
  /// A batch of linked messages.
  public typealias Element = MailBatch<LinkedMail>
  let base: Base
  let quarantine: Quarantine
  let width: Int

  /// Begins to link.
  public func makeAsyncIterator() -> Iterator {
    let quarantine = quarantine
    return Iterator(
      mapped: base.mapConcurrently(width: width) { batch in
        batch.with(
          batch.elements.compactMap { parsed in
            guard quarantine.admits(parsed.place, to: .linking) else { return nil }
            return quarantine.during(.linking, parsed.place) { LinkedMail(linking: parsed) }
          })
      }.makeAsyncIterator())
  }

  /// Hands on linked batches in archive order.
  public struct Iterator: AsyncIteratorProtocol {
    var mapped: OrderedConcurrentMap<Base, MailBatch<LinkedMail>>.Iterator

    /// The next linked batch; nil at the end.
    public mutating func next() async throws -> MailBatch<LinkedMail>? { try await mapped.next() }
  }
}

extension AsyncSequence where Self: Sendable, Element == MailBatch<ParsedMail> {
  /// These messages with their conversation edges, on up to `width` tasks.
  public func linkingConversations(
    quarantine: Quarantine = Quarantine(), width: Int
  ) -> LinkingConversationsSequence<Self> {
    LinkingConversationsSequence(base: self, quarantine: quarantine, width: width)
  }
}
