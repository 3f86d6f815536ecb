import ArgumentParser
import AttachmentInspection
import FindingExport
import HijackDetection
import SweepPipeline

/// `threadsweep signals`: the detection catalogue.
struct SignalsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "signals", abstract: "The detection catalogue: what is looked for, and what it weighs.",
    subcommands: [List.self, Explain.self, Pack.self])

  /// `threadsweep signals list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Every signal with its group, its weight and what it sees.")

    @OptionGroup var formatOption: ListFormatOption
    @OptionGroup var pipelineOption: PipelineOption

    func run() throws {
      let pack = try pipelineOption.pack()
      let definitions = SignalCatalogue.definitions
      switch try formatOption.value() {
      case .jsonl:
        var json = JSONWriter()
        for definition in definitions {
          json.signalDefinition(definition, weight: pack.weight(definition.id))
          json.endLine()
        }
        try StandardOutput.write(json.bytes)
      case .csv:
        var csv = CSVWriter()
        csv.row(["id", "group", "weight", "proof", "summary", "benign_rate"])
        for definition in definitions {
          csv.row([
            definition.id, definition.group.rawValue, "\(pack.weight(definition.id))", "\(definition.isProof)",
            definition.summary, definition.benignRate,
          ])
        }
        try StandardOutput.write(csv.bytes)
      case .table:
        var table = TextTable(header: ["SIGNAL", "GROUP", "WEIGHT", "WHAT IT SEES"])
        for definition in definitions {
          table.add([
            definition.id, definition.group.rawValue, FindingText.weight(pack.weight(definition.id)),
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
      commandName: "explain",
      abstract: "One signal, or technique of attachments: what it sees, what it weighs, how ordinary mail shows it.")

    @Argument(help: "The name of the signal, as findings show it, or of the technique, as `inspect` shows it.")
    var name: String

    @OptionGroup var pipelineOption: PipelineOption

    func run() throws {
      let pack = try pipelineOption.pack()
      let lines: [String]
      if let definition = SignalCatalogue.definition(name) {
        lines = Self.lines(on: definition, pack)
      } else if let definition = TechniqueDefinition.named(name) {
        lines = Self.lines(on: definition, pack)
      } else {
        let known = SignalCatalogue.definitions.map(\.id) + TechniqueDefinition.all.map(\.id)
        let near = known.filter { $0.contains(name) || name.contains($0) }
        let hint =
          near.isEmpty
          ? "`threadsweep signals list` names all signals, `threadsweep signals pack` all techniques too"
          : "did you mean \(near[0])?"
        throw CommandFailure(.usage, "no signal is called '\(name.printable)'; \(hint)")
      }
      try StandardOutput.write(lines.map { $0.printable + "\n" }.joined())
    }

    private static func lines(on definition: SignalDefinition, _ pack: ScoringPack) -> [String] {
      let proof = definition.isProof ? ["  proof         one such signal is enough beside a payload or a break"] : []
      return [
        definition.id, "", "  sees          \(definition.summary)",
        "  group         \(definition.group.rawValue); a group adds \(pack.caps[definition.group] ?? 0) at most",
        weight(pack.weight(definition.id), pack), "  ordinary mail \(definition.benignRate)",
      ] + proof
    }

    private static func lines(on definition: TechniqueDefinition, _ pack: ScoringPack) -> [String] {
      let cap = pack.attachments.caps[definition.group] ?? 0
      return [
        definition.id, "", "  sees          \(definition.summary)",
        "  group         \(definition.group) (attachments); a group adds \(cap) at most",
        weight(pack.attachments.weights[definition.id] ?? 0, pack),
      ] + (definition.attack.isEmpty ? [] : ["  ATT&CK        \(definition.attack.joined(separator: ", "))"])
    }

    private static func weight(_ weight: Double, _ pack: ScoringPack) -> String {
      "  weight        \(FindingText.weight(weight)) (log-likelihood ratio, pack \(pack.label))"
    }
  }

  /// `threadsweep signals pack`.
  struct Pack: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pack",
      abstract: "Every number of the judgement, as a pack file: copy it, change it, name it in a pipeline file.")

    @OptionGroup var pipelineOption: PipelineOption

    func run() throws { try StandardOutput.write(try pipelineOption.pack().yaml) }
  }
}
