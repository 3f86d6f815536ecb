import AttachmentInspection
import HijackDetection

/// The keys of `stages`.
extension PipelineFile {
  static var stageKeys: [PipelineKey<PipelineFile>] {
    [
      .group(
        "attachments", "The inspection of attachments.",
        [
          .value(
            "yara", \.configuration.yara.files, .list(.fileBeside),
            "Files of YARA rules; they want a threadsweep that was built with them."),
          .value(
            "yara_messages", \.configuration.yara.messages, .truth,
            "Hold the rules against messages too, not only against attachments."),
        ]),
      .group(
        "scoring", "The judgement.",
        [
          .value("pack", \.scoring.pack, .pack, "The numbers of the judgement: builtin:default, or a pack file."),
          .merged(
            "weights", \.scoring.weights,
            .mapping(names: { node throws(PipelineFileError) in try node.signalName() }, .number(in: -100...100)),
            "Log-likelihood ratios in place of the pack's, by signal or technique."),
          .value("disable", \.scoring.disabled, .list(.signal), "Signals and techniques that do not count."),
        ]),
    ]
  }
}

/// What a pipeline file says of the judgement's numbers.
struct ScoringChoice: Sendable {
  /// A pack, by the name under which the file refers to it.
  struct NamedPack: Sendable {
    var name = "builtin:default"
    var pack = ScoringPack.builtin
  }

  var pack = NamedPack()
  var weights: [String: Double] = [:]
  var disabled: [String] = []

  /// The numbers in force.
  var effective: ScoringPack {
    pack.pack.overlaid(with: weights.merging(disabled.map { ($0, 0) }) { _, zero in zero })
  }
}

extension ValueForm where Value == ScoringChoice.NamedPack {
  /// A pack that comes with the product, or one of a file beside the pipeline file.
  static var pack: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in
        let name = try node.string()
        if name.hasPrefix("builtin:") { return Value(name: name, pack: try PackFile.named(node)) }
        let path = try node.path(besideFile: node.path)
        return Value(name: path, pack: try PackFile(contentsOf: path).pack)
      },
      show: { .text($0.name) }, schema: [.init("type", .text("string"))], expects: "a pack")
  }
}

extension ValueForm where Value == String {
  /// The name of a signal or a technique.
  static var signal: ValueForm {
    ValueForm(
      read: { node throws(PipelineFileError) in try node.signalName() }, show: { .text($0) },
      schema: [.init("enum", .texts(PipelineNode.signalNames))], expects: "a signal or technique")
  }
}

extension PipelineNode {
  /// The names of all signals and techniques.
  static var signalNames: [String] { SignalCatalogue.definitions.map(\.id) + TechniqueDefinition.all.map(\.id) }

  /// The name of a signal or a technique.
  func signalName() throws(PipelineFileError) -> String {
    let name = try string()
    if SignalCatalogue.definition(name) != nil || TechniqueDefinition.named(name) != nil { return name }
    throw error("unknown signal '\(name)'\(NameSuggestion.text(for: name, among: Self.signalNames))")
  }
}
