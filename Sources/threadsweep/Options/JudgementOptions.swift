import ArgumentParser
import MailModel
import SweepPipeline

/// The options of the commands that judge: `scan` and `rescore`.
struct JudgementOptions: ParsableArguments {
  @OptionGroup var pipelineOption: PipelineOption

  @Option(help: "Judge only messages from this date on (UTC); earlier ones still serve as baselines.")
  var since: DateArgument?

  @Option(help: "Judge only messages before this date (UTC).")
  var until: DateArgument?

  @Option(help: "Cores to use. (default: all)")
  var jobs: Int?

  @Option(name: .customLong("fail-on"), help: "End with status 10 where a finding of this level or above exists.")
  var failOn: Level?

  @Option(
    help: """
      What the summary, the outputs and --fail-on look at: all findings, or those that are new or changed since the last \
      complete run. (default: all)
      """)
  var report: PipelineSchedule.Report?

  @Option(
    help:
      "Write the findings too, as FORMAT=FILE (html, jsonl, csv, stix, misp, ecs, ocsf, sarif, timesketch); may be repeated."
  )
  var output: [OutputArgument] = []

  @OptionGroup var yara: YaraOption

  @Flag(help: "Replace output files that exist.")
  var overwrite = false

  /// The effective pipeline: flag, then environment, then pipeline file, then default.
  func pipeline() throws -> PipelineFile {
    var pipeline = try pipelineOption.file()
    let cores = try EnvironmentTwin.value(jobs, or: "jobs", Int.init) ?? ProcessorCount.online
    guard (1...1_024).contains(cores) else { throw CommandFailure(.usage, "--jobs wants a number from 1 to 1024") }
    pipeline.configuration.jobs = cores
    if !yara.given.isEmpty { pipeline.configuration.yara.files = yara.given }
    if let date = try EnvironmentTwin.value(since, or: "since", DateArgument.init(argument:)) {
      pipeline.configuration.window.since = date.date.seconds
    }
    if let date = try EnvironmentTwin.value(until, or: "until", DateArgument.init(argument:)) {
      pipeline.configuration.window.until = date.date.seconds
    }
    let window = pipeline.configuration.window
    if let since = window.since, let until = window.until, since >= until {
      throw CommandFailure(.usage, "--since must be before --until")
    }
    if let level = try EnvironmentTwin.value(failOn, or: "fail-on", Level.init(rawValue:)) { pipeline.failOn = level }
    if let report = try EnvironmentTwin.value(report, or: "report", PipelineSchedule.Report.init(rawValue:)) {
      pipeline.schedule.report = report
    }
    let outputs = try outputsGiven()
    if !outputs.isEmpty { pipeline.outputs = outputs }
    if let overwrites = EnvironmentTwin.truth(overwrite, or: "overwrite") {
      for index in pipeline.outputs.indices { pipeline.outputs[index].overwrite = overwrites }
    }
    return pipeline
  }

  /// The outputs of the command line, or else those of `THREADSWEEP_OUTPUT`, separated by blanks.
  private func outputsGiven() throws -> [PipelineOutput] {
    if !output.isEmpty { return output.map(\.output) }
    return try (EnvironmentTwin.value(of: "output")?.split(separator: " ").map(String.init) ?? []).map { text in
      guard let output = OutputArgument(argument: text) else {
        throw CommandFailure(.usage, "THREADSWEEP_OUTPUT: '\(text)' is not a value of --output")
      }
      return output.output
    }
  }
}
