import ArgumentParser
import CaseStore
import FindingExport
import MailModel

/// `threadsweep findings`: what was found.
struct FindingsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "findings", abstract: "List the findings of a case, show one, or accept one.",
    subcommands: [List.self, Show.self, Accept.self, Reopen.self, Acceptances.self])

  /// The kinds of finding.
  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case hijack, attachment, exposure
  }

  /// `threadsweep findings list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Findings, worst first.")

    @OptionGroup var caseOption: CaseOption
    @OptionGroup var formatOption: ListFormatOption

    @Option(name: .customLong("min-level"), help: "The lowest level listed. (default: low)")
    var minimumLevel: Level?

    @Option(help: "Only findings of this kind: hijack, attachment or exposure.")
    var kind: Kind?

    @Option(
      name: .customLong("new-since"),
      help:
        "Only what was found, or changed, after that run: 'last' (the completed one before this), or a run's number.")
    var newSince: String?

    @Option(
      help: """
        Only findings in this state beside the run of --new-since (default then: last): new, updated, unchanged or \
        accepted; may be repeated.
        """)
    var state: [FindingState] = []

    @Flag(help: "List accepted findings too.")
    var accepted = false

    func run() throws {
      let store = try caseOption.open(for: .reading)
      var filter = FindingFilter(now: Present.seconds)
      filter.includesAccepted = accepted || EnvironmentTwin.isOn("accepted")
      filter.minimumLevel = try EnvironmentTwin.value(minimumLevel, or: "min-level", Level.init(rawValue:)) ?? .low
      filter.kind = try EnvironmentTwin.value(kind, or: "kind", Kind.init(rawValue:))?.rawValue
      filter.states = try states()
      filter.newSince = try run(
        named: newSince ?? EnvironmentTwin.value(of: "new-since") ?? (filter.states == nil ? nil : "last"), in: store)
      let findings = try store.findings(filter)
      switch try formatOption.value() {
      case .jsonl: try StandardOutput.write(ExportFormat.jsonl.bytes(of: findings, version: ThreadsweepCommand.version))
      case .csv: try StandardOutput.write(ExportFormat.csv.bytes(of: findings, version: ThreadsweepCommand.version))
      case .table: try StandardOutput.write(FindingListing.table(of: findings))
      }
    }

    /// The states of the command line, or else those of `THREADSWEEP_STATE`, separated by blanks; nil where none is named.
    private func states() throws -> Set<FindingState>? {
      if !state.isEmpty { return Set(state) }
      let twin = try EnvironmentTwin.value(of: "state")?.split(separator: " ").map { text in
        guard let state = FindingState(rawValue: String(text)) else {
          throw CommandFailure(.usage, "THREADSWEEP_STATE: '\(text)' is not a value of --state")
        }
        return state
      }
      return twin.map { Set($0) }
    }

    /// The run after which findings are new: `last` is the one that was completed before the present one.
    private func run(named name: String?, in store: CaseStore) throws -> Int64? {
      guard let name else { return nil }
      if name == "last" { return try store.baselineSweep() }
      let last = try store.lastSweep()?.id ?? 0
      guard let number = Int64(name), (0...max(0, last)).contains(number) else {
        throw ValidationError("--new-since wants 'last' or the number of a run of this case, not '\(name.printable)'")
      }
      return number
    }
  }

  /// `threadsweep findings show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "One finding with its evidence.")

    enum Format: String, CaseIterable, ExpressibleByArgument {
      case text, json
    }

    @Argument(help: "The finding's id.")
    var id: String

    @OptionGroup var caseOption: CaseOption

    @Option(help: "text or json. (default: text)")
    var format: Format?

    func run() throws {
      let store = try caseOption.open(for: .reading)
      guard let finding = try store.finding(id, now: Present.seconds) else {
        throw CommandFailure(.noInput, "\(store.path): no finding has the id \(id.printable)")
      }
      switch try EnvironmentTwin.value(format, or: "format", Format.init(rawValue:)) ?? .text {
      case .json:
        var json = JSONWriter()
        json.finding(finding)
        json.endLine()
        try StandardOutput.write(json.bytes)
      case .text:
        try StandardOutput.write(FindingText.text(of: finding))
      }
    }
  }
}
