import CaseStore
import Conversations
import HijackDetection
import MailModel

/// The second pipeline: from the facts in the case to findings.
///
/// Runs after the sweep, when all messages are there: an archive is not in date order, and a hijack is judged against
/// what came before and after it. Everything it writes goes into one transaction, so a kill only repeats it.
public struct Judgement: Sendable {
  /// How much of the case is judged.
  public enum Scope: Sendable {
    /// The conversations that new messages changed, or whose baselines they changed.
    case changed
    /// All of them.
    case everything
  }

  /// What a judgement did.
  public struct Outcome: Sendable {
    /// Conversations in the case.
    public var conversations = 0
    /// Conversations that were judged again.
    public var judged = 0
    /// Findings by level.
    public var findings: [Level: Int] = [:]
    /// Whether it was stopped: nothing of it is in the case, and it is made again.
    public var isStopped = false
  }

  /// Raised whenever the code judges the same facts in another way.
  public static let version = 5

  let store: CaseStore
  let configuration: SweepConfiguration
  let quarantine: Quarantine
  let stop: StopSignal

  /// Judges the case `store` by the rules of `configuration`.
  ///
  /// Messages and conversations that `quarantine` holds are stepped over. An interrupt that `stop` tells of ends it.
  public init(
    of store: CaseStore, configuration: SweepConfiguration, quarantine: Quarantine = Quarantine(),
    stop: StopSignal = StopSignal()
  ) {
    self.store = store
    self.configuration = configuration
    self.quarantine = quarantine
    self.stop = stop
  }

  /// Judges the case; `sweep` is the run that asks for it.
  ///
  /// - Throws: `CaseError` where the case cannot be read or written.
  public func run(_ scope: Scope, sweep: Int64) async throws -> Outcome {
    let state = try store.judgementState()
    let scoring = configuration.scoringDigest
    let judgedThrough = scope == .changed && state?.scoring == scoring ? state?.judgedThrough ?? 0 : 0
    let places = try store.placesDigest()
    if judgedThrough > 0, state?.places == places, try store.lastMessageRow() == judgedThrough {
      // No message came since, to no new place, and none went: a source that is forgotten takes the judgement with it.
      return Outcome(conversations: try store.conversationCount(), findings: try store.findingsByLevel())
    }
    let stored = try store.links()
    let evidence = try ArchiveEvidence(
      of: store, organisation: configuration.organisation, knownThrough: judgedThrough, links: stored,
      weights: configuration.pack.attachments, quarantine: quarantine)
    let conversations = evidence.conversations
    #if DEBUG
      TestFault.halt(at: .judging)
    #endif
    let links = LinkChanges(
      of: conversations, rows: evidence.rows, copies: evidence.copies, mailboxes: evidence.mailboxes, stored: stored)
    let dirty = conversations.filter { conversation in
      judgedThrough == 0 || links.isChanged(conversation.id)
        || conversation.nodes.contains { node in node.message.map(evidence.isAffected) ?? false }
    }

    var changes = JudgementChanges()
    changes.links = links.changed
    changes.judgedThrough = evidence.lastRow
    changes.scoring = scoring
    changes.pack = configuration.pack.label
    changes.places = places
    changes.sweep = sweep
    guard let observed = try await observe(dirty, evidence) else { return Outcome(isStopped: true) }
    changes.observedRows = dirty.flatMap { $0.nodes.compactMap { $0.message.flatMap { evidence.rows[$0] } } }.sorted()
    for message in observed {
      if let row = evidence.rows[message.message] { changes.observed[row] = message }
    }
    changes.findings = try findings(from: changes, rows: evidence.rows, judgedThrough: judgedThrough)
    changes.findings += try ServerFindings(of: evidence, beside: changes.findings, store, configuration).findings
    changes.servers = evidence.servers.compactMap { server in
      evidence.rows[server.witness].map { (row: $0, server: server) }
    }
    try await store.persist(changes)
    #if DEBUG
      TestFault.halt(at: .summing)
    #endif

    var outcome = Outcome(conversations: conversations.count, judged: dirty.count)
    for (_, finding) in changes.findings { outcome.findings[finding.level, default: 0] += 1 }
    return outcome
  }

  /// Pass a: the signals of the messages of `conversations`, on all cores; nil where it was interrupted.
  private func observe(
    _ conversations: [Conversation], _ evidence: ArchiveEvidence
  ) async throws -> [ObservedMessage]? {
    let pass = SignalPass(pack: configuration.pack, organisation: configuration.organisation)
    let store = store
    let baselines = evidence.baselines
    let rows = evidence.rows
    let copies = evidence.copies
    let mailboxes = evidence.mailboxes
    let weights = configuration.pack.attachments
    let organisation = configuration.organisation
    // Conversations are small; a task each would cost more than it judges.
    let chunks = stride(from: 0, to: conversations.count, by: 64).map {
      Array(conversations[$0..<min($0 + 64, conversations.count)])
    }
    var observed: [ObservedMessage] = []
    let quarantine = quarantine
    let results = AsyncChunks(chunks).mapConcurrently(width: configuration.jobs + 1) { chunk in
      try chunk.flatMap { conversation -> [ObservedMessage] in
        let own = conversation.nodes.compactMap { $0.message.flatMap { rows[$0] } }
        guard let first = own.min(), quarantine.admits(row: first, to: .judging) else { return [] }
        let facts = try store.facts(at: own)
        return quarantine.during(.judging, row: first) {
          #if DEBUG
            for message in facts.values { TestFault.commit(Array(message.subject.utf8), at: .judging) }
          #endif
          return pass.observe(
            conversation, facts: facts.mapValues { $0.scored(by: weights).believing(organisation) },
            baselines: baselines, copies: copies,
            mailboxes: mailboxes)
        }
      }
    }
    for try await result in results {
      if case .interrupted = stop.reason { return nil }
      observed += result
    }
    return observed
  }

  /// Passes b and c: campaigns over all observed messages, and the verdicts.
  private func findings(
    from changes: JudgementChanges, rows: [ContentDigest: Int64], judgedThrough: Int64
  ) throws(CaseError) -> [(row: Int64, finding: Finding)] {
    var observed = judgedThrough == 0 ? [:] : try store.observedMessages()
    for row in changes.observedRows { observed[row] = nil }
    observed.merge(changes.observed) { _, new in new }
    let window = configuration.window
    let all = observed.values.filter { window.contains($0.date) }
      .sorted { ($0.date?.seconds ?? .max, $0.message) < ($1.date?.seconds ?? .max, $1.message) }
    let campaigns = CampaignPass.campaigns(among: all, pack: configuration.pack)
    let findings = VerdictPass.findings(all, campaigns: campaigns, pack: configuration.pack)
    return findings.compactMap { finding in rows[finding.message].map { (row: $0, finding: finding) } }
  }
}

/// An array as an asynchronous sequence, so that the one parallel operator serves judgement too.
private struct AsyncChunks<Element: Sendable>: AsyncSequence, Sendable {
  let elements: [Element]

  init(_ elements: [Element]) { self.elements = elements }

  func makeAsyncIterator() -> Iterator { Iterator(rest: elements[...]) }

  struct Iterator: AsyncIteratorProtocol {
    var rest: ArraySlice<Element>

    mutating func next() async -> Element? { rest.popFirst() }
  }
}
