import Conversations
import MailModel

/// The first pass of judgement: what is odd about each message of a conversation.
public struct SignalPass: Sendable {
  private let pack: ScoringPack
  private let organisation: Organisation

  /// Prepares the pass with its weights and with what people know of their own mail.
  public init(pack: ScoringPack, organisation: Organisation) {
    self.pack = pack
    self.organisation = organisation
  }

  /// Looks at every message of a conversation.
  ///
  /// Returned are the messages that the later passes can do something with, in the order of time: those that carry or
  /// ask for something, whose identity is odd, or whose attachments are suspicious. Of copies of one message only one
  /// is looked at. `facts` holds at least the facts of the conversation's messages; a message without facts is passed
  /// over. What comes out depends on the conversation, on what `copies` and `mailboxes` say of its messages, and on what
  /// the baselines say to `MessageFacts.readKeys`.
  public func observe(
    _ conversation: Conversation, facts: [ContentDigest: MessageFacts], baselines: Baselines,
    copies: Copies = Copies(), mailboxes: MailboxTraces = MailboxTraces()
  ) -> [ObservedMessage] {
    let thread = ConversationHistory(conversation, facts: facts, copies: copies)
    let index = baselines.index
    return thread.entries.indices.compactMap { position in
      observe(
        JudgedMessage(position, of: thread, in: index, organisation: organisation, mailboxes: mailboxes))
    }
  }

  private func observe(_ message: JudgedMessage) -> ObservedMessage? {
    guard !message.facts.author.isEmpty else { return nil }
    var signals: [Signal] = []
    for rule in SignalCatalogue.rules {
      guard let seen = rule.evaluate(message) else { continue }
      let definition = rule.definition
      let own = pack.weight(definition.id)
      let weight = (own == 0 ? 0 : seen.weight ?? own) * min(max(seen.strength, 0), 1)
      signals.append(
        Signal(
          id: definition.id, group: definition.group, weight: weight, evidence: seen.text,
          ranges: message.facts.ranges(of: definition.rests, attachments: seen.attachments, showing: seen.shows)))
    }
    let isWorthKeeping = signals.contains { signal in
      signal.group == .payload || signal.group == .intent || signal.group == .identity
        || SignalCatalogue.definition(signal.id)?.isProof == true
    }
    guard isWorthKeeping || message.facts.attachments.contains(where: { $0.score >= Level.low.floor }) else {
      return nil
    }
    return ObservedMessage(message, signals: signals)
  }
}
