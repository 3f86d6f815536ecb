import YaraRules

/// The rules of the user's that a run is asked to use.
public struct YaraFiles: Sendable, Hashable {
  /// The files of rules; none: nothing is matched.
  public var files: [String] = []
  /// Whether messages are matched too, as they stand and decoded.
  public var messages = false

  /// Asks for no rules.
  public init() {}

  /// The rules, compiled; nil where no file is named.
  ///
  /// - Throws: `InspectionInput.Failure` where a file cannot be read; `YaraRulesError` where rules are wrong, or the
  ///   product was built without YARA.
  public func compiled() throws -> YaraRules? {
    guard !files.isEmpty else { return nil }
    var sources: [RuleSource] = []
    // Without YARA that is the trouble to tell, whatever the files are.
    for path in files where YaraRules.isAvailable {
      let bytes = try FileContent.bytes(ofFileAt: path, limit: Self.maximumBytes)
      sources.append(RuleSource(path: path, bytes: bytes))
    }
    return try YaraRules(compiling: sources)
  }

  /// The most that is read of one file of rules.
  private static let maximumBytes = 64 << 20
}
