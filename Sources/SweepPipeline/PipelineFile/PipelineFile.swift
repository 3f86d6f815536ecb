import HijackDetection
import MailModel
import Yams

/// A pipeline file: what to extract and how to judge, as YAML.
///
/// Linear and typed: the order of the stages is fixed; limits, organisation, window and weights vary. An unknown key is
/// an error, so that a misspelt limit never passes in silence.
public struct PipelineFile: Sendable {
  /// The effective configuration.
  public private(set) var configuration = SweepConfiguration()
  /// The level from which a finding makes the run fail; nil where the file names none.
  public private(set) var failOn: Level?
  /// The pipeline's name; nil where the file names none.
  public private(set) var name: String?

  /// The largest pipeline file that is read, in bytes.
  private static let maximumBytes = 1 << 20

  /// Reads the file at `path`.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(contentsOf path: String) throws(PipelineFileError) {
    let bytes: [UInt8]
    do throws(InspectionInput.Failure) {
      bytes = try FileContent.bytes(ofFileAt: path, limit: Self.maximumBytes + 1)
    } catch {
      throw PipelineFileError(path: path, message: "the file cannot be read")
    }
    guard bytes.count <= Self.maximumBytes else {
      throw PipelineFileError(path: path, message: "a pipeline file is at most 1 MiB long")
    }
    try self.init(String(decoding: bytes, as: UTF8.self), path: path)
  }

  /// Reads a pipeline from YAML text; `path` names it in errors.
  public init(_ text: String, path: String) throws(PipelineFileError) {
    let root = PipelineNode(node: try Self.compose(text, path), path: path)
    let keys = try root.entries([
      "schema", "name", "sources", "limits", "organisation", "window", "stages", "checkpoint", "fail_on",
    ])
    guard try keys["schema"]?.integer(in: 1...1) == 1 else { throw root.error("'schema: 1' is missing") }
    name = try keys["name"]?.string()
    try keys["sources"].map { node throws(PipelineFileError) in try readSources(node) }
    try keys["limits"].map { node throws(PipelineFileError) in try readLimits(node) }
    try keys["organisation"].map { node throws(PipelineFileError) in try readOrganisation(node) }
    try keys["window"].map { node throws(PipelineFileError) in try readWindow(node) }
    try keys["stages"].map { node throws(PipelineFileError) in try readStages(node) }
    try keys["checkpoint"].map { node throws(PipelineFileError) in try readCheckpoint(node) }
    if let node = keys["fail_on"] {
      guard let level = Level(rawValue: try node.string()) else {
        throw node.error("a level is expected here: info, low, medium, high or critical")
      }
      failOn = level
    }
  }

  private static func compose(_ text: String, _ path: String) throws(PipelineFileError) -> Node {
    do {
      guard let node = try Yams.compose(yaml: text) else {
        throw PipelineFileError(path: path, message: "the file is empty")
      }
      return node
    } catch let error as YamlError {
      switch error {
      case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        throw PipelineFileError(path: path, line: mark.line, column: mark.column, message: problem)
      default:
        throw PipelineFileError(path: path, message: "the file is not valid YAML")
      }
    } catch let error as PipelineFileError {
      throw error
    } catch {
      throw PipelineFileError(path: path, message: "the file is not valid YAML")
    }
  }

  private mutating func readLimits(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries([
      "message_bytes", "parts", "part_depth", "archive_depth", "archive_entries", "archive_bytes", "archive_ratio",
      "attachment_bytes", "attachments",
    ])
    if let node = keys["attachments"] {
      let limits = try node.entries(InspectionLimitKey.allCases.map(\.rawValue))
      for key in InspectionLimitKey.allCases {
        guard let node = limits[key.rawValue] else { continue }
        configuration.inspection[keyPath: key.limit] = try key.value(of: node)
      }
    }
    if let node = keys["message_bytes"] {
      configuration.archives.messageBytes = try node.bytes(in: 1 << 10...1 << 30)
    }
    if let node = keys["parts"] { configuration.parsing.parts = try node.integer(in: 1...1_000_000) }
    if let node = keys["part_depth"] { configuration.parsing.depth = try node.integer(in: 1...1_000) }
    if let node = keys["archive_depth"] {
      configuration.inspection.depth = try node.integer(in: 0...32)
      configuration.archives.nesting = configuration.inspection.depth
    }
    if let node = keys["archive_entries"] { configuration.archives.entries = try node.integer(in: 1...100_000_000) }
    if let node = keys["archive_bytes"] {
      configuration.archives.inflatedBytes = Int64(try node.bytes(in: 1 << 10...1 << 50))
    }
    if let node = keys["archive_ratio"] { configuration.archives.expansionRatio = try node.integer(in: 1...1_000_000) }
    if let node = keys["attachment_bytes"] {
      configuration.inspection.attachmentBytes = try node.bytes(in: 1 << 10...1 << 30)
    }
  }

  /// What to sweep, and whose mailboxes they are: `owner` for all that lies at a path, `owners` for what lies below it.
  private mutating func readSources(_ node: PipelineNode) throws(PipelineFileError) {
    for source in try node.items() {
      let keys = try source.entries(["path", "owner", "owners"])
      guard let path = try keys["path"]?.string(), !path.isEmpty else { throw source.error("'path' is missing") }
      configuration.paths.append(path)
      if let node = keys["owner"] { configuration.owners.rules.append(.init(path: path, owner: try node.address())) }
      for (name, value) in try keys["owners"]?.entries() ?? [] {
        let below = path.hasSuffix("/") ? path + name : path + "/" + name
        configuration.owners.rules.append(.init(path: below, owner: try value.address()))
      }
    }
  }

  private mutating func readOrganisation(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["domains", "trusted_relays"])
    configuration.organisation = Organisation(
      domains: try keys["domains"]?.strings() ?? [], trustedRelays: try keys["trusted_relays"]?.strings() ?? [])
  }

  private mutating func readWindow(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["since", "until"])
    func seconds(_ node: PipelineNode) throws(PipelineFileError) -> Int64 {
      guard let date = MailDate(iso8601: try node.string()) else {
        throw node.error("a date is expected here, such as 2021-09-01")
      }
      return date.seconds
    }
    if let node = keys["since"] { configuration.window.since = try seconds(node) }
    if let node = keys["until"] { configuration.window.until = try seconds(node) }
  }

  /// How often the sweep commits: after so many messages or bytes, whatever comes first.
  private mutating func readCheckpoint(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(["messages", "bytes"])
    if let node = keys["messages"] { configuration.archives.batchMessages = try node.integer(in: 1...4_096) }
    if let node = keys["bytes"] { configuration.archives.batchBytes = try node.bytes(in: 1...64 << 20) }
  }

  private mutating func readStages(_ node: PipelineNode) throws(PipelineFileError) {
    guard let scoring = try node.entries(["scoring"])["scoring"] else { return }
    let keys = try scoring.entries(["weights", "disable"])
    var weights: [String: Double] = [:]
    for (name, value) in try keys["weights"]?.entries() ?? [] {
      guard SignalCatalogue.definition(name) != nil else { throw value.error("unknown signal '\(name)'") }
      weights[name] = try value.number()
    }
    if let node = keys["disable"] {
      for name in try node.strings() {
        guard SignalCatalogue.definition(name) != nil else { throw node.error("unknown signal '\(name)'") }
        weights[name] = 0
      }
    }
    configuration.pack = ScoringPack(
      overlay: weights, version: ScoringPack.builtin.version + (weights.isEmpty ? "" : "+overlay"))
  }
}
