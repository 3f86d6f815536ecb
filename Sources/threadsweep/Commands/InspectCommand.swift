import ArgumentParser
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
        threadsweep inspect --format jsonl mailbox.mbox
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

  @Flag(name: .customLong("allow-partial"), help: "End with status 0 where some input was unreadable.")
  var allowPartial = false

  func run() async throws {
    let format = try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text
    let reading = try EnvironmentTwin.value(reading, or: "as", InspectionInput.Reading.init(rawValue:))
    let rules = try yara.rules()
    var printer = InspectionPrinter(format)
    var statuses: [ExitStatus] = []
    for file in files {
      do {
        try await InspectionInput(CommandLinePath.text(of: file), reading: reading, rules: rules).forEachObject {
          try printer.print($0)
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
