import AttachmentInspection
import CaseStore
import HijackDetection
import MailArchives
import MailModel
import MailParsing

/// The first pipeline: archives become facts in the case, resumable at every batch.
public struct Sweep: Sendable {
  /// What a sweep did.
  public struct Outcome: Sendable {
    /// Messages stored, repeated ones counted each time.
    public var messages = 0
    /// Bytes of archives read.
    public var bytes: Int64 = 0
    /// Sources that could not be swept to their end.
    public var failures: [SourceFailure] = []
    /// Why it ended early; nil where it came to its end.
    public var stopped: StopReason?
  }

  let store: CaseStore
  let configuration: SweepConfiguration
  let stop: StopSignal
  let quarantine: Quarantine

  /// Sweeps into `store`; `stop` ends it at a batch border.
  ///
  /// What `quarantine` holds is stepped over.
  public init(
    into store: CaseStore, configuration: SweepConfiguration, stop: StopSignal = StopSignal(),
    quarantine: Quarantine = Quarantine()
  ) {
    self.quarantine = quarantine
    self.store = store
    self.configuration = configuration
    self.stop = stop
  }

  /// Sweeps what `plan` says; `report` is told of the progress after each batch.
  ///
  /// - Throws: `CaseError` where the case cannot be written. Sources that cannot be read are no errors, but part of
  ///   the outcome.
  public func run(_ plan: SweepPlan, report: (SweepProgress) -> Void = { _ in }) async throws -> Outcome {
    var outcome = Outcome(failures: plan.failures)
    let tolerance = configuration.errors.stopAfter
    // What was found, read again or not, and what could not be.
    let found = plan.sources.count + plan.failures.count
    if tolerance?.isExceeded(by: outcome.failures.count, of: found) == true {
      outcome.stopped = .tooManyErrors
      return outcome
    }
    let due = CheckpointClock(seconds: configuration.checkpointSeconds)
    defer { due.cancel() }
    var progress = SweepProgress(totalBytes: plan.totalBytes, doneBytes: plan.doneBytes)
    try await store.forgetSources(at: plan.replaced)
    try await store.moveSources(plan.moved)
    try await store.forgetMessages(from: plan.unfinished)
    #if DEBUG
      TestFault.halt(at: .planned)
    #endif
    // New sources bring their owners along; those that are known already are not swept for that alone.
    let owned = plan.sources.compactMap { source in source.statedOwner.map { (path: source.path, owner: $0) } }
    if !owned.isEmpty { try await store.setOwners(owned) }
    let width = configuration.jobs
    let inspector = AttachmentInspector(limits: configuration.inspection, rules: configuration.rules)
    let facts = plan.steps.rawMessages(limits: configuration.archives, due: due.signal, quarantine: quarantine)
      .parsingMIME(
        limits: configuration.parsing, rules: configuration.yara.messages ? configuration.rules : nil,
        quarantine: quarantine, width: width
      )
      .linkingConversations(quarantine: quarantine, width: width)
      .inspectingAttachments(
        with: inspector, cache: VerdictCache(store: store, rules: inspector.rulesDigest),
        keeping: ContentKeeping(configuration.kept, pack: configuration.pack), quarantine: quarantine, width: width)
    for try await batch in facts {
      var stored = FactBatch(messages: batch.elements, checkpoints: batch.checkpoints)
      stored.rules = inspector.rulesDigest
      stored.mostKeptBytes = configuration.kept.bytes
      try await store.persist(stored)
      outcome.messages += batch.elements.count
      outcome.bytes += batch.bytesRead
      outcome.failures += batch.failures
      progress.messages = outcome.messages
      progress.bytesRead = outcome.bytes
      progress.doneBytes = plan.doneBytes + outcome.bytes
      progress.dangerousAttachments += batch.elements.reduce(0) { count, swept in
        count + swept.facts.attachments.count { $0.score >= Level.high.floor }
      }
      report(progress)
      if tolerance?.isExceeded(by: outcome.failures.count, of: found) == true { stop.stop(.tooManyErrors) }
      if let reason = stop.reason {
        outcome.stopped = reason
        break
      }
    }
    let swept = Set(plan.sources.map { ExactText($0.path) })
    outcome.failures += quarantine.messages.filter {
      $0.stage != FlightRecorder.Stage.reading.name && swept.contains(ExactText($0.place.source))
    }.map { SourceFailure($0) }
    return outcome
  }
}
