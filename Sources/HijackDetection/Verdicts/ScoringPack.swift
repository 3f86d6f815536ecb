/// The numbers of the judgement: data with a version, so that a verdict can be told by what it was made with.
public struct ScoringPack: Sendable, Hashable {
  /// Names the set of numbers.
  public var version: String
  /// Weights by signal id, as log-likelihood ratios (natural logarithm).
  public var weights: [String: Double]
  /// The most that a group may add (for exculpation: take away).
  public var caps: [SignalGroup: Double]
  /// The prior probability that a message which continues a conversation hijacks it, as log-odds.
  public var prior: Double

  /// The numbers that the product comes with.
  public static let builtin = ScoringPack(
    version: "builtin-3",
    weights: Dictionary(
      SignalCatalogue.definitions.map { ($0.id, $0.defaultWeight) }, uniquingKeysWith: { first, _ in first }),
    caps: [
      .identity: 7, .client: 3.5, .transport: 3, .mailbox: 3.5, .thread: 4.5, .payload: 8.5, .intent: 5.5, .cluster: 6,
      .exculpation: 6,
    ],
    prior: -6.5)

  /// Makes a pack from all its numbers.
  public init(version: String, weights: [String: Double], caps: [SignalGroup: Double], prior: Double) {
    self.version = version
    self.weights = weights
    self.caps = caps
    self.prior = prior
  }

  /// The built-in numbers, some of them replaced.
  ///
  /// Keys are signal ids, `cap.` and a group's name, or `prior`. Numbers that are not finite, and keys that name
  /// nothing, are left out.
  public init(overlay: [String: Double], version: String) {
    self = .builtin
    self.version = version
    for (key, value) in overlay where value.isFinite {
      if key == "prior" {
        prior = value
      } else if key.hasPrefix("cap."), let group = SignalGroup(rawValue: String(key.dropFirst(4))) {
        caps[group] = value
      } else if weights[key] != nil {
        weights[key] = value
      }
    }
  }

  /// The weight of a signal; zero where the pack does not know it.
  public func weight(_ id: String) -> Double { weights[id] ?? 0 }

  /// What signals add up to, each group up to its cap, without the prior.
  func evidence(_ signals: [Signal]) -> [SignalGroup: Double] {
    var sums: [SignalGroup: Double] = [:]
    for signal in signals { sums[signal.group, default: 0] += signal.weight }
    for (group, sum) in sums {
      let cap = caps[group] ?? 0
      sums[group] = min(max(sum, -cap), cap)
    }
    return sums
  }
}
