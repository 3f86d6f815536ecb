import HijackDetection
import MailModel

/// A pipeline file: what to extract and how to judge, as YAML.
///
/// Linear and typed: the order of the stages is fixed; sources, limits, organisation, window, weights and outputs vary.
/// `PipelineFile.keys` says what there is. An unknown key is an error, so that a misspelt limit never passes in silence.
public struct PipelineFile: Sendable {
  /// The version of the form of file.
  var schema = 1
  /// The pipeline's name.
  public var name = "default"
  /// The built-in pipeline of which the file names what differs.
  var extends: String?
  /// What to sweep, how, and by what to judge.
  public var configuration = SweepConfiguration()
  /// The level from which a finding makes the run fail; nil where none does.
  public var failOn: Level?
  /// The files that are written at the end.
  public var outputs: [PipelineOutput] = []
  /// When it runs by itself, and what a run tells.
  public var schedule = PipelineSchedule()
  /// The environment variables that the file refers to.
  public private(set) var variables: [String] = []
  /// What the file says of the judgement's numbers.
  var scoring = ScoringChoice()

  /// The built-in configuration.
  public init() {}

  /// Reads the pipeline that `name` names: a file, or `builtin:NAME`.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(named name: String, variables: PipelineVariables = .none) throws(PipelineFileError) {
    if name.hasPrefix(Self.builtinPrefix) {
      guard let text = Self.builtin[name] else {
        let hint = NameSuggestion.text(for: name, among: Self.builtin.keys)
        throw PipelineFileError(
          path: name,
          message: "no such pipeline comes with threadsweep\(hint.isEmpty ? ";" : hint) there are "
            + Self.builtin.keys.sorted().joined(separator: ", "))
      }
      try self.init(text, path: name, variables: variables)
    } else {
      try self.init(contentsOf: name, variables: variables)
    }
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `PipelineFileError` with the line and column of what is wrong.
  public init(contentsOf path: String, variables: PipelineVariables = .none) throws(PipelineFileError) {
    try self.init(try PipelineNode.text(ofFileAt: path), path: path, variables: variables)
  }

  /// Reads a pipeline from YAML text; `path` names it in errors, `variables` is what `${env:NAME}` refers to.
  public init(
    _ text: String, path: String, variables: PipelineVariables = .none
  ) throws(PipelineFileError) {
    let root = try PipelineNode(composing: text, path: path, variables: variables)
    let given = try root.entries(Self.keys.map(\.name))
    guard given["schema"] != nil else { throw root.error("'schema: 1' is missing") }
    if let node = given["extends"], !node.isNull { self = try Self.base(node, variables) }
    try PipelineKey.read(Self.keys, from: root, into: &self)
    self.variables = Set(self.variables).union(PipelineNode.variableNames(in: text)).sorted()
    configuration.pack = scoring.effective
    configuration.owners.rules = configuration.sources.flatMap(\.ownerRules)
    if let since = configuration.window.since, let until = configuration.window.until, since >= until {
      throw (given["window"] ?? root).error("'since' has to be before 'until'")
    }
  }

  /// The built-in pipeline that `extends` names.
  private static func base(
    _ node: PipelineNode, _ variables: PipelineVariables
  ) throws(PipelineFileError) -> PipelineFile {
    let name = try node.string()
    guard name.hasPrefix(builtinPrefix) else {
      throw node.error("a pipeline that comes with threadsweep is expected here, such as builtin:default")
    }
    // Built-in pipelines extend the default alone: nothing goes in circles.
    guard builtin[name] != nil, node.path != name else {
      throw node.error("unknown pipeline '\(name)'\(NameSuggestion.text(for: name, among: builtin.keys))")
    }
    return try PipelineFile(named: name, variables: variables)
  }

  /// The effective pipeline as it stands in a file: every key, nothing extended.
  public var value: PipelineValue {
    guard case .mapping(let entries) = PipelineKey.show(Self.keys, of: self) else { return .null }
    return .mapping(entries.filter { $0.key != "extends" })
  }

  /// The domains of the organisation, in lower case.
  var organisationDomains: [String] {
    get { configuration.organisation.domains }
    set {
      configuration.organisation = Organisation(
        domains: newValue, trustedRelays: configuration.organisation.trustedRelays)
    }
  }

  /// The relays that are believed, in lower case.
  var trustedRelays: [String] {
    get { configuration.organisation.trustedRelays }
    set {
      configuration.organisation = Organisation(domains: configuration.organisation.domains, trustedRelays: newValue)
    }
  }
}
