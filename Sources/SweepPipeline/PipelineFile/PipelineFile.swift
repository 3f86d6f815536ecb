import HijackDetection
import MailModel

/// A pipeline file: what to extract and how to judge, as YAML.
///
/// Linear and typed: the order of the stages is fixed; limits, organisation, window and weights vary. An unknown key is
/// an error, so that a misspelt limit never passes in silence.
public struct PipelineFile: Sendable {
  /// The effective configuration.
  public internal(set) var configuration = SweepConfiguration()
  /// The level from which a finding makes the run fail; nil where the file names none.
  public private(set) var failOn: Level?
  /// The pipeline's name; nil where the file names none.
  public private(set) var name: String?

  /// Reads the file at `path`.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(contentsOf path: String) throws(PipelineFileError) {
    try self.init(try PipelineNode.text(ofFileAt: path), path: path)
  }

  /// Reads a pipeline from YAML text; `path` names it in errors.
  public init(_ text: String, path: String) throws(PipelineFileError) {
    let root = try PipelineNode(composing: text, path: path)
    let keys = try root.entries([
      "schema", "name", "sources", "limits", "organisation", "window", "stages", "checkpoint",
      "keep_attachments", "fail_on",
    ])
    guard try keys["schema"]?.integer(in: 1...1) == 1 else { throw root.error("'schema: 1' is missing") }
    name = try keys["name"]?.string()
    try keys["sources"].map { node throws(PipelineFileError) in try readSources(node) }
    try keys["limits"].map { node throws(PipelineFileError) in try readLimits(node) }
    try keys["organisation"].map { node throws(PipelineFileError) in try readOrganisation(node) }
    try keys["window"].map { node throws(PipelineFileError) in try readWindow(node) }
    try keys["stages"].map { node throws(PipelineFileError) in try readStages(node) }
    try keys["checkpoint"].map { node throws(PipelineFileError) in try readCheckpoint(node) }
    if let node = keys["keep_attachments"] { configuration.kept.policy = try node.choice() }
    if let node = keys["fail_on"] {
      guard let level = Level(rawValue: try node.string()) else {
        throw node.error("a level is expected here: info, low, medium, high or critical")
      }
      failOn = level
    }
  }

  private mutating func readLimits(_ node: PipelineNode) throws(PipelineFileError) {
    let keys = try node.entries(
      [
        "message_bytes", "archive_depth", "archive_entries", "archive_bytes", "archive_ratio", "attachment_bytes",
        "kept_attachment_bytes", "message_seconds", "attachments",
      ] + ParsingLimitKey.allCases.map(\.rawValue))
    for key in ParsingLimitKey.allCases {
      guard let node = keys[key.rawValue] else { continue }
      configuration.parsing[keyPath: key.limit] = try key.value(of: node)
    }
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
    if let node = keys["message_seconds"] {
      configuration.quarantine.seconds = Int32(try node.integer(in: 1...86_400))
    }
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
    if let node = keys["kept_attachment_bytes"] {
      configuration.kept.bytes = Int64(try node.bytes(in: 0...1 << 50))
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
}
