import ArgumentParser
import CaseStore
import FindingExport
import MailModel
import SweepPipeline
import TriageReport

/// `threadsweep report`: the triage page.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Write one page that shows everything: for people, offline, without scripts.")

  @Option(help: "The HTML file to write.", completion: .file(extensions: ["html"]))
  var output: String?

  @Option(name: .customLong("min-level"), help: "The lowest level shown. (default: low)")
  var minimumLevel: Level?

  @Flag(help: "Replace a file that exists.")
  var overwrite = false

  @OptionGroup var caseOption: CaseOption

  func run() throws {
    let output = try EnvironmentTwin.required(output, or: "output")
    let store = try caseOption.open(for: .reading)
    let level = try EnvironmentTwin.value(minimumLevel, or: "min-level", Level.init(rawValue:)) ?? .low
    let file = OutputFile(path: output, overwrite: overwrite || EnvironmentTwin.isOn("overwrite"))
    try file.check(casePath: store.path)
    try file.write(try Self.page(of: store, from: level), from: store)
    try UnfinishedSources.warn(about: store)
  }

  /// The page of a case, from `level` upwards; where `baseline` is given, only what runs after that one found or changed.
  static func page(of store: CaseStore, from level: Level, newSince baseline: Int64? = nil) throws -> [UInt8] {
    let texts = ArchivedText(sources: try store.sources())
    return try TriageReport(
      of: store, from: level, newSince: baseline, now: Present.seconds, version: ThreadsweepCommand.version
    ) { texts.text(at: $0.place, digest: $0.digest) }.bytes
  }
}
