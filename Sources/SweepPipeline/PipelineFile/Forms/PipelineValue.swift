/// A value of a pipeline file, or of its schema: what YAML and JSON have in common, mappings in the order of their keys.
public enum PipelineValue: Sendable, Hashable {
  /// Nothing.
  case null
  /// `true` or `false`.
  case truth(Bool)
  /// A whole number.
  case integer(Int)
  /// A number.
  case real(Double)
  /// A text.
  case text(String)
  /// Values one after another.
  case list([PipelineValue])
  /// Values by their keys.
  case mapping([Entry])

  /// A key of a mapping with its value.
  public struct Entry: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: PipelineValue

    /// Makes an entry.
    public init(_ key: String, _ value: PipelineValue) {
      self.key = key
      self.value = value
    }
  }

  /// A list of texts.
  static func texts(_ texts: some Sequence<String>) -> PipelineValue { .list(texts.map { .text($0) }) }

  /// Whether it is a list or a mapping that holds nothing, or no list or mapping at all.
  var isFlat: Bool {
    switch self {
    case .list(let items): items.isEmpty
    case .mapping(let entries): entries.isEmpty
    default: true
    }
  }
}
