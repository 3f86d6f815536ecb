import MailModel

/// A signal's entry in the catalogue.
public struct SignalDefinition: Sendable, Hashable {
  /// The name, kebab-case.
  public var id: String
  /// The group in which it counts.
  public var group: SignalGroup
  /// The log-likelihood ratio (natural logarithm) that its rule states, from the literature and from counts on real
  /// mail; negative where it speaks for the message.
  public var statedWeight: Double
  /// The log-likelihood ratio that it adds when nothing else is configured: the fitted one, else the stated one.
  public var defaultWeight: Double { FittedWeights.values[id] ?? statedWeight }
  /// What it sees.
  public var summary: String
  /// How often, and why, ordinary mail shows it.
  public var benignRate: String
  /// Whether it proves by itself that continuity was forged.
  public var isProof = false
  /// On what bytes of the message it rests; empty where it rests on other messages only.
  public var rests: [EvidencePlace] = []

  init(
    id: String, group: SignalGroup, defaultWeight: Double, summary: String, benignRate: String, isProof: Bool = false,
    rests: [EvidencePlace] = []
  ) {
    self.id = id
    self.group = group
    statedWeight = defaultWeight
    self.summary = summary
    self.benignRate = benignRate
    self.isProof = isProof
    self.rests = rests
  }
}

/// What a rule saw: a sentence with the compared values, and how strongly it holds.
struct SignalEvidence {
  var text: String
  /// The share of the signal's weight that counts, 0…1.
  var strength = 1.0
  /// What counts in place of the signal's own weight, unless that is zero; nil where nothing does.
  var weight: Double?
  /// The values of the text that it speaks of; empty for the text as a whole.
  var shows: [PassageValue] = []
  /// The attachments that it speaks of; empty for all.
  var attachments: [ContentDigest] = []
}

/// One signal: its entry in the catalogue, and how it is seen.
protocol SignalRule: SendableMetatype {
  static var definition: SignalDefinition { get }

  /// Looks at a message in its conversation and against the archive; nil where the signal is absent.
  static func evaluate(_ message: JudgedMessage) -> SignalEvidence?
}
