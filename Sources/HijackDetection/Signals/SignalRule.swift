/// A signal's entry in the catalogue.
public struct SignalDefinition: Sendable, Hashable {
  /// The name, kebab-case.
  public var id: String
  /// The group in which it counts.
  public var group: SignalGroup
  /// The log-likelihood ratio (natural logarithm) that it adds when nothing else is configured; negative where it
  /// speaks for the message.
  public var defaultWeight: Double
  /// What it sees.
  public var summary: String
  /// How often, and why, ordinary mail shows it.
  public var benignRate: String
  /// Whether it proves by itself that continuity was forged.
  public var isProof = false
}

/// What a rule saw: a sentence with the compared values, and how strongly it holds.
struct SignalEvidence {
  var text: String
  /// The share of the signal's weight that counts, 0…1.
  var strength = 1.0
  /// What counts in place of the signal's own weight, unless that is zero; nil where nothing does.
  var weight: Double?
}

/// One signal: its entry in the catalogue, and how it is seen.
protocol SignalRule: SendableMetatype {
  static var definition: SignalDefinition { get }

  /// Looks at a message in its conversation and against the archive; nil where the signal is absent.
  static func evaluate(_ message: JudgedMessage) -> SignalEvidence?
}
