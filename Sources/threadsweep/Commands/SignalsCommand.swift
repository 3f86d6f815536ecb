import ArgumentParser
import FindingExport
import HijackDetection

/// `threadsweep signals`: the detection catalogue.
struct SignalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals", abstract: "The detection catalogue: what is looked for, and what it weighs.",
    subcommands: [List.self, Explain.self])

  /// `threadsweep signals list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every signal with its group, its weight and what it sees.")

    @OptionGroup var formatOption: ListFormatOption

    func run() throws {
      let definitions = SignalCatalogue.definitions
      switch try formatOption.value() {
      case .jsonl:
        var json = JSONWriter()
        for definition in definitions {
          json.signalDefinition(definition)
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .csv:
        var csv = CSVWriter()
        csv.row(["id", "group", "weight", "proof", "summary", "benign_rate"])
        for definition in definitions {
          csv.row([
            definition.id, definition.group.rawValue, "\(definition.defaultWeight)", "\(definition.isProof)",
            definition.summary, definition.benignRate,
          ])
        }
        try StandardOutput.write(csv.bytes)
      case .table:
        var table = TextTable(header: ["SIGNAL", "GROUP", "WEIGHT", "WHAT IT SEES"])
        for definition in definitions {
          table.add([
            definition.id, definition.group.rawValue, FindingText.weight(definition.defaultWeight),
            definition.summary,
          ])
        }
        try StandardOutput.write(table.text(limit: 110))
      }
    }
  }

  /// `threadsweep signals explain`.
  struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "explain", abstract: "One signal: what it sees, what it weighs, and how ordinary mail shows it.")

    @Argument(help: "The signal's name, as findings show it.")
    var name: String

    func run() throws {
      guard let definition = SignalCatalogue.definition(name) else {
        let near = SignalCatalogue.definitions.map(\.id).filter { $0.contains(name) || name.contains($0) }
        let hint = near.isEmpty ? "`threadsweep signals list` names them all" : "did you mean \(near[0])?"
        throw CommandFailure(.usage, "no signal is called '\(name.printable)'; \(hint)")
      }
      let pack = ScoringPack.builtin
      let cap = pack.caps[definition.group].map { "\($0)" } ?? "0"
      let lines = [
        definition.id, "", "  sees          \(definition.summary)",
        "  group         \(definition.group.rawValue); a group adds \(cap) at most",
        "  weight        \(FindingText.weight(pack.weight(definition.id))) (log-likelihood ratio, pack \(pack.version))",
        "  ordinary mail \(definition.benignRate)",
      ]
      let proof = definition.isProof ? ["  proof         one such signal is enough beside a payload or a break"] : []
      try StandardOutput.write((lines + proof).map { $0.printable + "\n" }.joined())
    }
  }
}
