import ArgumentParser
import MailModel
import SweepPipeline

/// `threadsweep inspect`: what one file is, without a case.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show what a message, a mail archive or a document holds.",
    discussion: """
      What begins as a mail message or an mbox is read as mail, all else as an attachment; --as overrides. No case is \
      needed, and nothing is executed or fetched.

        threadsweep inspect suspicious.xls
        threadsweep inspect --full --fail-on high *.docm
        threadsweep inspect --format jsonl mailbox.mbox

      The text shows the verdict, the techniques with their evidence, the source of macros and scripts with the deciding \
      lines marked (>), what they put together or decode, and what lies inside. URLs are defanged in it (hxxp://, [.]); \
      JSON has them as they are. Colours only on a terminal, and not where NO_COLOR is set.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json, jsonl
  }

  @Argument(help: "Messages, mail archives or documents.", completion: .file())
  var files: [String]

  @Option(name: .customLong("as"), help: "Read the files as 'message' or as 'attachment'.")
  var reading: InspectionInput.Reading?

  @Option(help: "text, json or jsonl. (default: text)")
  var format: Format?

  @OptionGroup var yara: YaraOption
  @Flag(help: "Show all of every source and list, not only what is around the marks.")
  var full = false

  @Flag(name: .customLong("live-urls"), help: "Show URLs in the text as they are.")
  var liveURLs = false

  @Option(name: .customLong("fail-on"), help: "End with status 10 where a document is of this level or above.")
  var failOn: Level?

  @Flag(name: .customLong("allow-partial"), help: "End with status 0 where some input was unreadable.")
  var allowPartial = false

  func run() async throws {
    let format = try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text
    let reading = try EnvironmentTwin.value(reading, or: "as", InspectionInput.Reading.init(rawValue:))
    let failOn = try EnvironmentTwin.value(failOn, or: "fail-on", Level.init(rawValue:))
    let rules = try yara.rules()
    let text = AnalysisText(
      extent: full || EnvironmentTwin.isOn("full") ? .full : .shortened,
      defanging: liveURLs || EnvironmentTwin.isOn("live-urls") ? .live : .defanged, style: .ofStandardOutput)
    var printer = InspectionPrinter(format, text)
    var statuses: [ExitStatus] = []
    for file in files {
      do {
        let input = InspectionInput(
          CommandLinePath.text(of: file), reading: reading, detail: format == .text ? .sources : .evidence,
          rules: rules)
        try await input.forEachObject { object in
          try printer.print(object)
          if let failOn, case .attachment(let analysis, _) = object, analysis.verdict.level >= failOn {
            statuses.append(.findings)
          }
        }
      } catch let failure as InspectionInput.Failure {
        StandardError.write("threadsweep: \(failure.message)\n".printableLines)
        statuses.append(failure.isMissing ? .noInput : .partial)
      }
    }
    try printer.finish()
    if allowPartial || EnvironmentTwin.isOn("allow-partial") { statuses.removeAll { $0 == .partial } }
    try ExitStatus.first(of: statuses).throwUnlessComplete()
  }
}

extension InspectionInput.Reading: ExpressibleByArgument {}
