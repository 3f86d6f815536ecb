import MailModel

/// Rules that a user brings along, held against every buffer that an inspection unpacks.
///
/// What they say must follow from the bytes alone, and the same rules must always say the same: verdicts are kept by
/// the digest of the bytes and that of the rules. May be asked from several threads at once.
public protocol BufferMatching: Sendable {
  /// What tells these rules from all others.
  var digest: ContentDigest { get }

  /// What the rules find in those bytes; never fails.
  func matches(in bytes: [UInt8]) -> BufferMatches
}

/// What rules found in one buffer.
public struct BufferMatches: Sendable, Hashable {
  /// The rules that match, in the order of the rules.
  public var matches: [RuleMatch]
  /// Whether a limit on time or number cut the search short.
  public var isCut: Bool

  /// Makes a result from matches, and from whether they are all.
  public init(matches: [RuleMatch] = [], isCut: Bool = false) {
    self.matches = matches
    self.isCut = isCut
  }
}

/// One rule that matched somewhere in an attachment or a message.
public struct RuleMatch: Sendable, Hashable {
  /// One line of what a rule says of itself.
  public struct Meta: Sendable, Hashable {
    /// The name.
    public var key: String
    /// The value as text.
    public var value: String

    /// Makes a line from a name and a value.
    public init(key: String, value: String) {
      self.key = key
      self.value = value
    }
  }

  /// The rule's name.
  public var rule: String
  /// The namespace in which it stands: the name of its file without the ending.
  public var namespace: String
  /// Its tags, in its order.
  public var tags: [String]
  /// What it says of itself, in its order.
  public var meta: [Meta]
  /// The buffer, as `a.zip!b.doc`; empty for the attachment itself.
  public var place: String

  /// Makes a match in the attachment itself.
  public init(rule: String, namespace: String, tags: [String] = [], meta: [Meta] = [], place: String = "") {
    self.rule = rule
    self.namespace = namespace
    self.tags = tags
    self.meta = meta
    self.place = place
  }

  /// The rule with its namespace: `campaigns:dropper`.
  public var name: String { "\(namespace):\(rule)" }

  /// What the rule says of itself under a name; nil where it says nothing.
  public func meta(_ key: String) -> String? { meta.first { $0.key.lowercased() == key }?.value }
}
