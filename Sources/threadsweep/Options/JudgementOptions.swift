import ArgumentParser
import MailModel
import SweepPipeline

/// The options of the commands that judge: `scan` and `rescore`.
struct JudgementOptions: ParsableArguments {
  @Option(
    help: "The pipeline file: limits, organisation, window, pack, weights.", completion: .file(extensions: ["yaml"]))
  var pipeline: String?

  @Option(help: "Judge only messages from this date on (UTC); earlier ones still serve as baselines.")
  var since: DateArgument?

  @Option(help: "Judge only messages before this date (UTC).")
  var until: DateArgument?

  @Option(help: "Cores to use. (default: all)")
  var jobs: Int?

  @Option(name: .customLong("fail-on"), help: "End with status 10 where a finding of this level or above exists.")
  var failOn: Level?

  @Option(
    help:
      "Write the findings too, as FORMAT=FILE (html, jsonl, csv, stix, misp, ecs, ocsf, sarif, timesketch); may be repeated."
  )
  var output: [OutputArgument] = []

  @OptionGroup var yara: YaraOption

  @Flag(help: "Replace output files that exist.")
  var overwrite = false

  /// The effective configuration: flag, then environment, then pipeline file, then default.
  func configuration() throws -> (sweep: SweepConfiguration, failOn: Level?) {
    let file = try (pipeline ?? EnvironmentTwin.value(of: "pipeline")).map { try PipelineFile(contentsOf: $0) }
    var sweep = file?.configuration ?? SweepConfiguration()
    let cores = try EnvironmentTwin.value(jobs, or: "jobs", Int.init) ?? ProcessorCount.online
    guard (1...1_024).contains(cores) else { throw CommandFailure(.usage, "--jobs wants a number from 1 to 1024") }
    sweep.jobs = cores
    sweep.rules = try yara.rules(orThoseOf: sweep.yara)
    if let date = try EnvironmentTwin.value(since, or: "since", DateArgument.init(argument:)) {
      sweep.window.since = date.date.seconds
    }
    if let date = try EnvironmentTwin.value(until, or: "until", DateArgument.init(argument:)) {
      sweep.window.until = date.date.seconds
    }
    if let since = sweep.window.since, let until = sweep.window.until, since >= until {
      throw CommandFailure(.usage, "--since must be before --until")
    }
    return (sweep, try EnvironmentTwin.value(failOn, or: "fail-on", Level.init(rawValue:)) ?? file?.failOn)
  }
}
