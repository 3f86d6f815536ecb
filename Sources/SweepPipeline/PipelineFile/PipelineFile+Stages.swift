import AttachmentInspection
import HijackDetection

/// What a pipeline file says of the stages.
extension PipelineFile {
  mutating func readStages(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["attachments", "scoring"])
    try keys["attachments"].map { node throws(PipelineFileError) in try readAttachments(node) }
    try keys["scoring"].map { node throws(PipelineFileError) in try readScoring(node) }
  }

  /// The user's rules; they are compiled when a run begins.
  private mutating func readAttachments(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["yara", "yara_messages"])
    for file in try keys["yara"]?.items() ?? [] {
      configuration.yara.files.append(try file.path(besideFile: node.path))
    }
    if let node = keys["yara_messages"] { configuration.yara.messages = try node.truth() }
  }

  /// The pack, and what weighs otherwise than in it.
  private mutating func readScoring(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["pack", "weights", "disable"])
    if let node = keys["pack"] { configuration.pack = try pack(node) }
    var weights: [String: Double] = [:]
    for (key, value) in try keys["weights"]?.namedEntries() ?? [] {
      weights[try known(key)] = try value.number(in: -100...100)
    }
    for node in try keys["disable"]?.items() ?? [] { weights[try known(node)] = 0 }
    configuration.pack = configuration.pack.overlaid(with: weights)
  }

  /// A pack that comes with the product, or one of a file.
  private func pack(_ node: PipelineNode) throws(PipelineFileError) -> ScoringPack {
    if try node.string().hasPrefix("builtin:") { return try PackFile.named(node) }
    return try PackFile(contentsOf: try node.path(besideFile: node.path)).pack
  }

  /// The name of a signal or a technique.
  private func known(_ node: PipelineNode) throws(PipelineFileError) -> String {
    let name = try node.string()
    if SignalCatalogue.definition(name) != nil || TechniqueDefinition.named(name) != nil { return name }
    let names = SignalCatalogue.definitions.map(\.id) + TechniqueDefinition.all.map(\.id)
    throw node.error("unknown signal '\(name)'\(NameSuggestion.text(for: name, among: names))")
  }
}
