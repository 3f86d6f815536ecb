import ArgumentParser
import CaseStore
import FindingExport
import MailModel

/// `threadsweep export`: the findings for other tools.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the findings in a form that other tools read.",
    discussion: """
      jsonl and csv are those of `findings list`. stix is a bundle of STIX 2.1, misp an event for MISP, ecs alerts of \
      the Elastic Common Schema, ocsf Detection Findings, sarif a log of SARIF 2.1.0, timesketch events for a timeline. \
      Equal cases give equal files.
      """)

  @Argument(help: "jsonl, csv, stix, misp, ecs, ocsf, sarif or timesketch.")
  var format: ExportFormat

  @Option(help: "The file to write.", completion: .file())
  var output: String?

  @Option(name: .customLong("min-level"), help: "The lowest level written. (default: low)")
  var minimumLevel: Level?

  @Flag(help: "Write accepted findings too.")
  var accepted = false

  @Flag(help: "Replace a file that exists.")
  var overwrite = false

  @OptionGroup var caseOption: CaseOption

  func run() throws {
    let output = try EnvironmentTwin.required(output, or: "output")
    let store = try caseOption.open(for: .reading)
    let file = OutputFile(path: output, overwrite: overwrite || EnvironmentTwin.isOn("overwrite"))
    try file.check(casePath: store.path)
    var filter = FindingFilter(now: Present.seconds)
    filter.minimumLevel = try EnvironmentTwin.value(minimumLevel, or: "min-level", Level.init(rawValue:)) ?? .low
    filter.includesAccepted = accepted || EnvironmentTwin.isOn("accepted")
    let bytes = format.bytes(of: try store.findings(filter), version: ThreadsweepCommand.version)
    try file.write(bytes, from: store)
    try UnfinishedSources.warn(about: store)
  }
}
