import ArgumentParser
import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// `threadsweep scan`: archives into a case, judged.
struct ScanCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scan",
    abstract: "Sweep exported mailboxes, judge their conversations, print a summary.",
    discussion: """
      Formats are recognised by content: mbox files in all their dialects, single messages (.eml, .emlx, .msg), Maildir \
      and MH folders, and gzip, ZIP and tar archives of these. \
      A sweep that was interrupted, however, goes on where it stopped when the same command is given again; sources \
      that only grew are continued.

      Whose mailbox a source is, and which folder of it, is derived from its path. --owner says it for all sources of \
      the run, and wins; give each mailbox a run of its own, or name the owners in the pipeline file, where there are \
      several. Names of files that are no UTF-8 are shown with \\xNN for such bytes, and may be given so.

        threadsweep scan exports/
        threadsweep scan ann.mbox --owner ann@corp.example
        threadsweep scan exports/ --since 2021-09-01 --fail-on high --output jsonl=findings.jsonl
        threadsweep scan exports/ --pipeline builtin:quick-triage
        threadsweep scan --pipeline nightly.yaml --status-file /run/threadsweep.json
      """)

  @Argument(help: "Mailbox files and folders. (default: the sources of the pipeline file)", completion: .file())
  var paths: [String] = []

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var judgement: JudgementOptions

  @Option(help: "The address whose mailbox the sources are, all of them.")
  var owner: String?

  @Option(name: .customLong("max-duration"), help: "Stop after this time (4h, 30m, 90s), resumable, with status 11.")
  var maxDuration: DurationArgument?

  @Flag(
    name: .customLong("yara-messages"),
    help: "Hold the YARA rules against messages too, as they stand and decoded.")
  var yaraMessages = false

  @Flag(help: "Discard what the case holds, and begin anew.")
  var restart = false

  @Flag(name: .customLong("allow-partial"), help: "End with status 0 where some input was unreadable.")
  var allowPartial = false

  @Option(
    name: .customLong("status-file"),
    help: "Keep the state of the run in this file, as JSON for monitoring; it is replaced whole.", completion: .file())
  var statusFile: String?

  @Option(help: "How progress is shown: auto, bar, plain, json or none.")
  var progress: ProgressStyle?

  func run() async throws {
    var status = RunStatus(version: ThreadsweepCommand.version, started: Present.seconds)
    status.pipeline = judgement.pipelineOption.name ?? "builtin:default"
    status.casePath = caseOption.path
    let file = (statusFile ?? EnvironmentTwin.value(of: "status-file")).map { StatusFile(path: $0) }
    try file?.begin(status, casePath: caseOption.path)
    do {
      try await sweep(&status, file)
      try file?.end(status, as: .complete)
    } catch {
      try file?.end(status, with: error)
      throw error
    }
  }

  private func sweep(_ told: inout RunStatus, _ file: StatusFile?) async throws {
    var pipeline = try judgement.pipeline()
    told.pipeline = pipeline.name
    pipeline.configuration.rules = try judgement.yara.rules(orThoseOf: pipeline.configuration.yara)
    try apply(to: &pipeline)
    try file?.begin(told, casePath: caseOption.path)
    let duration = try EnvironmentTwin.value(maxDuration, or: "max-duration", DurationArgument.init(argument:))?
      .duration
    let run = SweepRun(
      casePath: caseOption.path, pipeline: pipeline, restart: restart || EnvironmentTwin.isOn("restart"),
      maximumDuration: duration ?? pipeline.schedule.maximumSeconds.map { .seconds($0) },
      progress: try EnvironmentTwin.value(progress, or: "progress", ProgressStyle.init(rawValue:)) ?? .auto)
    let outputs = FindingOutputs(pipeline.outputs)
    try outputs.check(casePath: caseOption.path)
    guard let result = try await run.execute(orTell: { try tellNothing($0, pipeline) }) else { return }
    let status: ExitStatus
    do {
      status = try self.status(of: result, outputs, pipeline)
      try told.take(result)
    } catch {
      // The summary, or an output, could not be written: the run is over all the same, and its record says how.
      try await result.record(error)
      throw error
    }
    try await result.close(as: status)
  }

  /// What the options of this command say over the pipeline file.
  private func apply(to pipeline: inout PipelineFile) throws {
    if let messages = EnvironmentTwin.truth(yaraMessages, or: "yara-messages") {
      pipeline.configuration.yara.messages = messages
    }
    if pipeline.configuration.yara.messages, pipeline.configuration.rules == nil {
      throw CommandFailure(
        .usage, "no rules are named to hold against messages; --yara or stages.attachments.yara does")
    }
    if let allows = EnvironmentTwin.truth(allowPartial, or: "allow-partial") {
      pipeline.configuration.errors.allowPartial = allows
    }
    if !paths.isEmpty { pipeline.configuration.sources = paths.map { SweepSource(path: CommandLinePath.text(of: $0)) } }
    guard !pipeline.configuration.sources.isEmpty else {
      throw ValidationError("Name the files and folders to sweep, or give a pipeline file that has sources.")
    }
    if let text = owner ?? EnvironmentTwin.value(of: "owner") {
      guard let address = MailboxOwners.address(text) else {
        let option = owner == nil ? "THREADSWEEP_OWNER" : "--owner"
        throw CommandFailure(.usage, "\(option): '\(text)' is not an address, such as ann@corp.example")
      }
      pipeline.configuration.owners.everything = address
      for index in pipeline.configuration.sources.indices { pipeline.configuration.sources[index].owner = address }
    }
  }

  /// Tells what the run found, and returns the status that it ends with.
  private func status(
    of result: SweepRun.Result, _ outputs: FindingOutputs, _ pipeline: PipelineFile
  ) throws -> ExitStatus {
    var statuses = tell(result.failures, pipeline)
    if let stopped = result.stopped {
      if stopped == .tooManyErrors {
        let tolerance = pipeline.configuration.errors.stopAfter?.text ?? ""
        StandardError.write(
          "threadsweep: \(result.failures.count) sources cannot be read, more than errors.stop_after (\(tolerance))\n")
      }
      StandardError.write("threadsweep: stopped; this goes on from here:\n  \(ResumeCommand.text)\n".printableLines)
      statuses.append(stopped.status)
    } else {
      if result.sweptMessages == 0 { statuses += nothingScanned(besides: statuses) }
      try UnfinishedSources.warn(about: result.store)
      let baseline = try pipeline.baseline(in: result.store)
      try StandardOutput.write(try CaseSummary(of: result.store, sources: result.plan, newSince: baseline).text)
      try outputs.write(from: result.store, newSince: baseline)
      if try pipeline.fails(result.store, newSince: baseline) { statuses.append(.findings) }
    }
    return ExitStatus.first(of: statuses)
  }

  /// Ends a run for which there is nothing to sweep: no case is made for it.
  private func tellNothing(_ plan: SweepPlan, _ pipeline: PipelineFile) throws {
    let statuses = tell(plan.failures, pipeline)
    try ExitStatus.first(of: statuses + nothingScanned(besides: statuses)).throwUnlessComplete()
  }

  /// Tells what could not be read; the statuses that it stands for.
  private func tell(_ failures: [SourceFailure], _ pipeline: PipelineFile) -> [ExitStatus] {
    for failure in failures {
      StandardError.write("threadsweep: \(failure.path): \(failure.message)\n".printableLines)
    }
    let statuses = failures.map(\.status)
    return pipeline.configuration.errors.allowPartial ? statuses.filter { $0 != .partial } : statuses
  }

  private func nothingScanned(besides statuses: [ExitStatus]) -> [ExitStatus] {
    // Where a file that is no mail is all that was named, that is the trouble to tell.
    guard !statuses.contains(.notMail) else { return [] }
    StandardError.write("threadsweep: nothing was scanned: no mail was found in the paths named\n")
    return [.noInput]
  }
}

extension SourceFailure {
  /// The exit status that the failure stands for.
  var status: ExitStatus {
    switch kind {
    case .missing: .noInput
    case .notMail: .notMail
    case .unreadable: .partial
    }
  }
}

extension StopReason {
  /// The exit status that the stop stands for.
  var status: ExitStatus {
    switch self {
    case .interrupted(let signal): .interrupted(signal)
    case .maximumDuration: .stoppedAtMaximumDuration
    case .tooManyErrors: .storage
    }
  }
}
