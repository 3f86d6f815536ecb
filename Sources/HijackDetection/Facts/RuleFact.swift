import AttachmentInspection

/// A rule of the user's that matched a message, as judgement needs it.
public struct RuleFact: Sendable, Hashable {
  /// The rule with its namespace.
  public var name: String
  /// The log-likelihood ratio that it states for itself; nil where it states none.
  public var weight: Double?

  /// Takes from a match what judgement needs.
  public init(_ match: RuleMatch) {
    name = bounded(match.name, to: 256)
    weight = match.statedWeight
  }

  func pack(into writer: inout PackedWriter) {
    writer.text(name)
    writer.optional(weight) { $0.real($1) }
  }

  init(from reader: inout PackedReader) {
    name = reader.text()
    weight = reader.optional { $0.real() }
  }
}
