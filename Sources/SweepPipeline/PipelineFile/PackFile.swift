import AttachmentInspection
import HijackDetection
import MailModel

/// A pack file: the numbers of the judgement as YAML.
///
/// With `extends: builtin:default` it names what differs, without it every number there is.
public struct PackFile: Sendable {
  /// The packs that come with the product, by the names under which files refer to them.
  public static let builtin: [String: ScoringPack] = ["builtin:default": .builtin]

  /// The pack.
  public private(set) var pack = ScoringPack.builtin

  /// Reads the file at `path`.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(contentsOf path: String) throws(PipelineFileError) {
    try self.init(try PipelineNode.text(ofFileAt: path), path: path)
  }

  /// Reads a pack from YAML text; `path` names it in errors.
  public init(_ text: String, path: String) throws(PipelineFileError) {
    let root = try PipelineNode(composing: text, path: path)
    let keys = try root.entries([
      "schema", "name", "version", "extends", "levels", "alarm", "waves", "signals", "attachments",
    ])
    guard try keys["schema"]?.integer(in: 1...1) == 1 else { throw root.error("'schema: 1' is missing") }
    guard let name = keys["name"] else { throw root.error("'name' is missing") }
    guard let version = keys["version"] else { throw root.error("'version' is missing") }
    var base: ScoringPack?
    if let node = keys["extends"] { base = try Self.named(node) }
    pack = base ?? .builtin
    pack.name = try name.plainName()
    pack.version = try version.integer(in: 0...Int(Int32.max))
    let numbers = PackNumbers(isWhole: base == nil)
    try numbers.readLevels(keys["levels"], under: root, &pack)
    try numbers.readAlarm(keys["alarm"], under: root, &pack)
    try numbers.readWaves(keys["waves"], under: root, &pack)
    try numbers.readSignals(keys["signals"], under: root, &pack)
    try numbers.readAttachments(keys["attachments"], under: root, &pack)
    pack.labelByContent()
    // The file of the built-in pack is the built-in pack.
    if let same = Self.builtin.values.first(where: { $0.yaml == pack.yaml }) { pack = same }
  }

  /// The pack that a node names: `builtin:NAME`, or a file beside the one in which the node stands.
  static func named(_ node: PipelineNode) throws(PipelineFileError) -> ScoringPack {
    let name = try node.string()
    if let pack = builtin[name] { return pack }
    guard name.hasPrefix("builtin:") else {
      throw node.error("a pack that comes with the product is expected here, such as builtin:default")
    }
    throw node.error("unknown pack '\(name)'\(NameSuggestion.text(for: name, among: builtin.keys))")
  }
}

/// Reads the numbers of a pack into it.
private struct PackNumbers {
  /// Whether every number has to be named.
  let isWhole: Bool

  func readLevels(
    _ node: PipelineNode?, under root: PipelineNode, _ pack: inout ScoringPack
  ) throws(PipelineFileError) {
    guard let node = try required(node, "levels", under: root) else { return }
    let levels = Level.allCases.filter { $0 != .info }
    let keys = try node.entries(levels.map(\.rawValue))
    for level in levels {
      guard let value = try required(keys[level.rawValue], level.rawValue, under: node) else { continue }
      pack.levels[level] = try value.number(in: 0...1)
    }
    for (lower, upper) in zip(levels, levels.dropFirst()) where pack.floor(of: lower) >= pack.floor(of: upper) {
      throw (keys[upper.rawValue] ?? keys[lower.rawValue] ?? node).error(
        "\(upper.rawValue) has to begin above \(lower.rawValue)")
    }
  }

  func readAlarm(
    _ node: PipelineNode?, under root: PipelineNode, _ pack: inout ScoringPack
  ) throws(PipelineFileError) {
    guard let node = try required(node, "alarm", under: root) else { return }
    let reals: [(String, WritableKeyPath<AlarmRule, Double>)] = [
      ("group_floor", \.groupFloor), ("heavy_load", \.heavyLoad), ("listed_from", \.listedFrom),
    ]
    let counts: [(String, WritableKeyPath<AlarmRule, Int>)] = [
      ("breaks", \.breaks), ("breaks_beside_proven_payload", \.breaksBesideProvenPayload),
      ("breaks_beside_heavy_load", \.breaksBesideHeavyLoad),
      ("breaks_beside_proven_heavy_load", \.breaksBesideProvenHeavyLoad),
      ("breaks_beside_proof", \.breaksBesideProof), ("breaks_in_wave_of_one", \.breaksInWaveOfOne),
    ]
    let keys = try node.entries(reals.map(\.0) + counts.map(\.0))
    for (name, path) in reals {
      guard let value = try required(keys[name], name, under: node) else { continue }
      pack.alarm[keyPath: path] = try value.number(in: 0...100)
    }
    for (name, path) in counts {
      guard let value = try required(keys[name], name, under: node) else { continue }
      pack.alarm[keyPath: path] = try value.integer(in: 0...5)
    }
  }

  func readWaves(
    _ node: PipelineNode?, under root: PipelineNode, _ pack: inout ScoringPack
  ) throws(PipelineFileError) {
    guard let node = try required(node, "waves", under: root) else { return }
    let keys = try node.entries(["messages", "pause_days"])
    if let value = try required(keys["messages"], "messages", under: node) {
      pack.waves.messages = try value.integer(in: 2...1_000)
    }
    if let value = try required(keys["pause_days"], "pause_days", under: node) {
      pack.waves.pauseDays = try value.integer(in: 0...3_650)
    }
  }

  func readSignals(
    _ node: PipelineNode?, under root: PipelineNode, _ pack: inout ScoringPack
  ) throws(PipelineFileError) {
    guard let node = try required(node, "signals", under: root) else { return }
    let groups = SignalGroup.allCases.map { group in
      (
        name: group.rawValue, members: SignalCatalogue.definitions.filter { $0.group == group }.map(\.id)
      )
    }
    let read = try table(node, groups, kind: "signal")
    if let prior = read.prior { pack.prior = prior }
    for (name, cap) in read.caps { if let group = SignalGroup(rawValue: name) { pack.caps[group] = cap } }
    pack.weights.merge(read.weights) { _, new in new }
  }

  func readAttachments(
    _ node: PipelineNode?, under root: PipelineNode, _ pack: inout ScoringPack
  ) throws(PipelineFileError) {
    guard let node = try required(node, "attachments", under: root) else { return }
    let groups = TechniqueDefinition.groups.map { group in
      (name: group, members: TechniqueDefinition.all.filter { $0.group == group }.map(\.id))
    }
    let read = try table(node, groups, kind: "technique")
    if let prior = read.prior { pack.attachments.prior = prior }
    pack.attachments.caps.merge(read.caps) { _, new in new }
    pack.attachments.weights.merge(read.weights) { _, new in new }
  }

  /// Priors, caps and weights as a table of them names them.
  private struct Table {
    var prior: Double?
    var caps: [String: Double] = [:]
    var weights: [String: Double] = [:]
  }

  private func table(
    _ node: PipelineNode, _ groups: [(name: String, members: [String])], kind: String
  ) throws(PipelineFileError) -> Table {
    var table = Table()
    let keys = try node.entries(["prior", "groups"])
    table.prior = try required(keys["prior"], "prior", under: node)?.number(in: -100...100)
    guard let groupsNode = try required(keys["groups"], "groups", under: node) else { return table }
    let given = try groupsNode.entries(groups.map(\.name))
    for group in groups {
      guard let groupNode = try required(given[group.name], group.name, under: groupsNode) else { continue }
      let keys = try groupNode.entries(["cap", "weights"])
      table.caps[group.name] = try required(keys["cap"], "cap", under: groupNode)?.number(in: 0...100)
      guard let weights = try required(keys["weights"], "weights", under: groupNode) else { continue }
      for (key, value) in try weights.namedEntries() {
        let name = try key.string()
        guard group.members.contains(name) else { throw misplaced(key, name, groups, kind: kind) }
        table.weights[name] = try value.number(in: -100...100)
      }
      for name in group.members where isWhole && table.weights[name] == nil { throw missing(name, under: weights) }
    }
    return table
  }

  private func misplaced(
    _ key: PipelineNode, _ name: String, _ groups: [(name: String, members: [String])], kind: String
  ) -> PipelineFileError {
    if let home = groups.first(where: { $0.members.contains(name) }) {
      return key.error("the \(kind) '\(name)' counts in the group '\(home.name)'")
    }
    return key.error("unknown \(kind) '\(name)'\(NameSuggestion.text(for: name, among: groups.flatMap(\.members)))")
  }

  /// The node, where it is there or may be missing.
  private func required(
    _ node: PipelineNode?, _ name: String, under parent: PipelineNode
  ) throws(PipelineFileError) -> PipelineNode? {
    if node == nil, isWhole { throw missing(name, under: parent) }
    return node
  }

  private func missing(_ name: String, under parent: PipelineNode) -> PipelineFileError {
    parent.error("'\(name)' is missing; with `extends: builtin:default` a pack names only what differs")
  }
}
