import ArgumentParser
import CaseStore
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

        threadsweep scan exports/
        threadsweep scan exports/ --since 2021-09-01 --fail-on high --output jsonl=findings.jsonl
      """)

  @Argument(help: "Mailbox files and folders.", completion: .file())
  var paths: [String]

  @OptionGroup var caseOption: CaseOption
  @OptionGroup var judgement: JudgementOptions

  @Option(help: "The address whose mailbox the sources are.")
  var owner: String?

  @Option(name: .customLong("max-duration"), help: "Stop after this time (4h, 30m, 90s), resumable, with status 11.")
  var maxDuration: DurationArgument?

  @Flag(help: "Discard what the case holds, and begin anew.")
  var restart = false

  @Flag(name: .customLong("allow-partial"), help: "End with status 0 where some input was unreadable.")
  var allowPartial = false

  @Option(help: "How progress is shown: auto, bar, plain, json or none.")
  var progress: ProgressStyle?

  func run() async throws {
    var (configuration, failOn) = try judgement.configuration()
    configuration.owner = owner ?? EnvironmentTwin.value(of: "owner")
    let run = SweepRun(
      paths: paths, casePath: caseOption.path, configuration: configuration,
      restart: restart || EnvironmentTwin.isOn("restart"),
      maximumDuration: try EnvironmentTwin.value(
        maxDuration, or: "max-duration", DurationArgument.init(argument:))?.duration,
      progress: try EnvironmentTwin.value(progress, or: "progress", ProgressStyle.init(rawValue:)) ?? .auto)
    let outputs = try FindingOutputs(judgement)
    try outputs.check(casePath: caseOption.path)
    let result = try await run.execute()
    let status: ExitStatus
    do {
      status = try self.status(of: result, outputs, failOn: failOn)
    } catch {
      // The summary, or an output, could not be written: the run is over all the same, and its record says how.
      try await result.record(error)
      throw error
    }
    try await result.close(as: status)
  }

  /// Tells what the run found, and returns the status that it ends with.
  private func status(of result: SweepRun.Result, _ outputs: FindingOutputs, failOn: Level?) throws -> ExitStatus {
    var statuses = result.failures.map(\.status)
    if allowPartial || EnvironmentTwin.isOn("allow-partial") { statuses.removeAll { $0 == .partial } }
    for failure in result.failures {
      StandardError.write("threadsweep: \(failure.path): \(failure.message)\n".printableLines)
    }
    if let stopped = result.stopped {
      StandardError.write("threadsweep: stopped; the same command goes on from here\n")
      statuses.append(stopped.status)
    } else {
      // Where a file that is no mail is all that was named, that is the trouble to tell.
      if result.sweptMessages == 0, !statuses.contains(.notMail) {
        StandardError.write("threadsweep: nothing was scanned: no mail was found in the paths named\n")
        statuses.append(.noInput)
      }
      try UnfinishedSources.warn(about: result.store)
      try StandardOutput.write(try CaseSummary(of: result.store, sources: result.plan).text)
      try outputs.write(from: result.store)
      if let failOn, try result.store.hasFindings(from: failOn) { statuses.append(.findings) }
    }
    return ExitStatus.first(of: statuses)
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
    }
  }
}
