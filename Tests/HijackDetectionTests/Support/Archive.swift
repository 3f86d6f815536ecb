import AttachmentInspection
import Conversations
import MailModel

@testable import HijackDetection

/// A small archive built by hand: messages, their conversations, and what judgement says of them.
struct Archive {
  /// The day on which the archive begins: 2021-06-01.
  static let start: Int64 = 1_622_505_600

  var organisation = Organisation(domains: ["corp.example"])
  var messages: [MessageFacts] = []
  /// The conversations: digests in order, each with its parent's place.
  var threads: [[(digest: ContentDigest, parent: Int?)]] = []
  /// In which mailboxes and folders messages lie; nothing is known of the others.
  var places: [ContentDigest: [MailboxPlace]] = [:]
  /// Why messages stand below their parents, where it is not because of their references.
  var links: [ContentDigest: LinkReason] = [:]

  /// Adds a message as a conversation of its own; returns the conversation's place.
  @discardableResult
  mutating func begin(_ facts: MessageFacts) -> Int {
    messages.append(facts)
    threads.append([(facts.digest, nil)])
    return threads.count - 1
  }

  /// Adds a message to a conversation, below its last message or the given one.
  mutating func reply(in thread: Int, _ facts: MessageFacts, below parent: Int? = nil) {
    messages.append(facts)
    threads[thread].append((facts.digest, parent ?? threads[thread].count - 1))
  }

  /// The conversations in the form that judgement takes.
  var conversations: [Conversation] {
    let byDigest = Dictionary(messages.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
    return threads.enumerated().map { number, thread in
      Conversation(
        id: ConversationID("c\(number)"),
        nodes: thread.map { digest, parent in
          ConversationNode(
            message: digest, messageID: byDigest[digest]?.edges.messageID, parent: parent,
            link: parent == nil ? .root : links[digest] ?? .references, depth: parent == nil ? 0 : 1)
        })
    }
  }

  /// What judgement knows of these messages, the passes apart.
  func evidence(_ messages: [MessageFacts]) -> Evidence { Evidence(messages, places, organisation) }

  /// What the first pass says of the conversation.
  func observed(in thread: Int) -> [ObservedMessage] {
    evidence(messages).observe(conversations[thread])
  }

  /// Everything the three passes say.
  func findings() -> [Finding] {
    let evidence = evidence(messages)
    let observed = conversations.flatMap { evidence.observe($0) }
    let campaigns = CampaignPass.campaigns(among: observed, pack: .builtin)
    return VerdictPass.findings(observed, campaigns: campaigns, pack: .builtin)
  }

  /// The signals of a message, whether or not the first pass would keep it.
  func signals(of digest: ContentDigest) -> Set<String> {
    let evidence = evidence(messages)
    for conversation in conversations {
      let history = ConversationHistory(conversation, facts: evidence.facts, copies: evidence.copies)
      for position in history.entries.indices where history.entries[position].facts.digest == digest {
        let judged = JudgedMessage(
          position, of: history, in: evidence.baselines.index, organisation: organisation,
          mailboxes: evidence.mailboxes)
        return Set(SignalCatalogue.rules.filter { $0.evaluate(judged) != nil }.map { $0.definition.id })
      }
    }
    return []
  }
}

/// What judgement knows of some messages before it looks at each of them.
struct Evidence {
  let facts: [ContentDigest: MessageFacts]
  let copies: Copies
  let mailboxes: MailboxTraces
  let baselines: Baselines
  private let organisation: Organisation

  init(
    _ messages: [MessageFacts], _ places: [ContentDigest: [MailboxPlace]], _ organisation: Organisation
  ) {
    let facts = Dictionary(messages.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first })
    var search = CopySearch()
    var survey = MailboxSurvey()
    for message in messages {
      search.add(message)
      survey.add(message, places: places[message.digest] ?? [])
    }
    let copies = search.copies { facts[$0] }
    let mailboxes = survey.traces(copies)
    var baselines = Baselines(organisation: organisation)
    for message in messages where !copies.isCopy(message.digest) {
      baselines.add(message, trace: mailboxes[message.digest])
    }
    (self.facts, self.copies, self.mailboxes) = (facts, copies, mailboxes)
    (self.baselines, self.organisation) = (baselines, organisation)
  }

  func observe(_ conversation: Conversation) -> [ObservedMessage] {
    SignalPass(pack: .builtin, organisation: organisation).observe(
      conversation, facts: facts, baselines: baselines, copies: copies, mailboxes: mailboxes)
  }
}
