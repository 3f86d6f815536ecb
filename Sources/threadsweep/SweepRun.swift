import CaseStore
import Dispatch
import MailArchives
import MailModel
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of `scan`: opens the case, sweeps, judges, and keeps the run's record.
struct SweepRun {
  var casePath: String
  var pipeline: PipelineFile
  var restart: Bool
  var maximumDuration: Duration?
  var progress: ProgressStyle

  private var configuration: SweepConfiguration { pipeline.configuration }

  /// What a run did, its record still open.
  struct Result {
    var store: CaseStore
    var plan: SweepPlan
    var failures: [SourceFailure]
    var stopped: StopReason?
    var sweptMessages: Int
    let messages: Int
    let bytes: Int64
    let record: Int64
    let start: ContinuousClock.Instant
    /// Signals are looked at until the summary is written.
    var signals: [any DispatchSourceSignal] = []

    /// Closes the record, and ends the command with `status`.
    func close(as status: ExitStatus) async throws {
      try await close(as: status, state: stopped == nil ? "complete" : "interrupted")
      try status.throwUnlessComplete()
    }

    /// Closes the record of a run that ended with `error`; a reader of the summary who went away is none.
    func record(_ error: any Error) async throws {
      if let status = error as? ExitStatus { return try await close(as: status) }
      try await close(as: CommandFailure(error)?.status ?? .internalError, state: "failed")
    }

    private func close(as status: ExitStatus, state: String) async throws {
      try await store.endSweep(
        record, state: state, exit: Int(status.code), seconds: (ContinuousClock.now - start).inSeconds, bytes: bytes)
      store.seal()
    }
  }

  /// Runs; a run that fails is recorded as failed, so far as the case still takes records.
  ///
  /// - Parameter tellNothing: called where there is no case yet, and nothing to make one for; then there is no result.
  func execute(orTell tellNothing: (SweepPlan) throws -> Void) async throws -> Result? {
    let start = ContinuousClock.now
    let isNew = access(casePath, F_OK) != 0
    let first = isNew ? plan(over: []) : nil
    if let first, first.sources.isEmpty {
      try checkFolder()
      try tellNothing(first)
      return nil
    }
    let stop = StopSignal()
    let signals = ProcessSignals.stopping(stop)
    let store = try CaseStore(path: casePath, for: .creating)
    let recorder = FlightRecorder(casePath: casePath, limits: configuration.quarantine)
    // A misspelt path must not cost a case: what it holds goes only where there is something to sweep instead.
    let anew = first ?? (restart ? plan(over: []) : nil)
    let isRestarted = recorder?.isRestarted == true
    if !isNew, !isRestarted, let anew, !anew.sources.isEmpty { try await store.forgetEverything() }
    let quarantine = try await Quarantine(of: store, recorder: recorder)
    let last = try store.lastSweep()
    try checkExtraction(of: store)
    let record = try await store.beginSweep(
      started: Present.seconds, version: ThreadsweepCommand.version,
      command: CommandLine.arguments.joined(separator: " "), extraction: configuration.extractionDigest,
      scoring: configuration.scoringDigest, configuration: pipeline.value.json(.compact))
    do {
      var result = try await sweepAndJudge(
        store, record, start - .seconds(recorder?.secondsBefore ?? 0), stop, quarantine,
        anew: isRestarted ? nil : anew, coverage: last.coverage)
      if result.stopped == nil { try await store.forgetStrikes() }
      recorder?.remove()
      result.signals = signals
      return result
    } catch {
      let status = CommandFailure(error)?.status ?? .internalError
      try? await store.endSweep(
        record, state: "failed", exit: Int(status.code), seconds: (ContinuousClock.now - start).inSeconds, bytes: 0)
      throw error
    }
  }

  private func sweepAndJudge(
    _ store: CaseStore, _ record: Int64, _ start: ContinuousClock.Instant, _ stop: StopSignal,
    _ quarantine: Quarantine, anew: SweepPlan?, coverage: KnownSources.Coverage
  ) async throws -> Result {
    let timer = maximumDuration.map { duration in
      Task {
        try await Task.sleep(until: start + duration)
        stop.stop(.maximumDuration)
      }
    }
    defer { timer?.cancel() }

    let stored = try store.sources()
    let plan =
      anew
      ?? plan(over: stored, coverage: coverage) { path, end in
        // Where the case cannot be read, the sweep finds out.
        (try? store.lastMessage(in: path, before: end)) ?? nil
      }
    tell(plan.notices)
    var reporter = ProgressReporter(progress)
    let sweep = Sweep(into: store, configuration: configuration, stop: stop, quarantine: quarantine)
    var outcome = try await sweep.run(plan) { reporter.show($0) }
    reporter.finish()
    if outcome.stopped == nil {
      let judgement = Judgement(of: store, configuration: configuration, quarantine: quarantine, stop: stop)
      if try await judgement.run(.changed, sweep: record).isStopped { outcome.stopped = stop.reason }
    }
    let swept = Set(plan.sources.map { ExactText($0.path) })
    let messages = try store.sources().reduce(0) { $0 + (swept.contains(ExactText($1.path)) ? $1.messages : 0) }
    return Result(
      store: store, plan: plan, failures: outcome.failures, stopped: outcome.stopped, sweptMessages: messages,
      messages: outcome.messages, bytes: outcome.bytes, record: record, start: start)
  }

  private func plan(
    over stored: [StoredSource], coverage: KnownSources.Coverage = .partial,
    lastMessage: @escaping (String, Int64) -> SweptPlace? = { _, _ in nil }
  ) -> SweepPlan {
    SweepPlan(
      named: configuration.sources, stored: stored, limits: configuration.archives, owners: configuration.owners,
      coverage: coverage, lastMessage: lastMessage)
  }

  /// How many changed sources are told one by one: in a Maildir, every message that somebody read has another name.
  private static let toldNotices = 20

  private func tell(_ notices: [SourceNotice]) {
    for notice in notices.prefix(Self.toldNotices) {
      StandardError.write("threadsweep: \(notice.path): \(notice.message)\n".printableLines)
    }
    if notices.count > Self.toldNotices {
      StandardError.write("threadsweep: and \(notices.count - Self.toldNotices) more sources that changed\n")
    }
  }

  /// That the case could not be made is told before that there is nothing to make it for.
  private func checkFolder() throws {
    let slash = casePath.lastIndex(of: "/")
    let folder = slash.map { $0 == casePath.startIndex ? "/" : String(casePath[..<$0]) } ?? "."
    guard access(folder, W_OK) != 0 else { return }
    throw CommandFailure(.cannotCreate, "\(casePath): the case cannot be created: \(String(cString: strerror(errno)))")
  }

  /// Facts of one case must all be extracted alike.
  private func checkExtraction(of store: CaseStore) throws {
    guard let last = try store.lastSweep(), last.extraction != configuration.extractionDigest,
      try store.lastMessageRow() > 0
    else { return }
    throw CommandFailure(
      .badPipeline,
      "\(casePath): the case was swept with other limits, or by another version; name another --case, or --restart")
  }
}

extension SweepRecord? {
  /// Whether the run had nothing to tell of sources that it could not read.
  fileprivate var coverage: KnownSources.Coverage {
    guard let exit = self?.exit else { return .partial }
    return [ExitStatus.complete.code, ExitStatus.findings.code].contains(Int32(clamping: exit)) ? .complete : .partial
  }
}
