#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The numbers by which what was found in an attachment becomes a score: the part of a pack that is on attachments.
public struct AttachmentWeights: Sendable, Hashable {
  /// The prior probability that an attachment is malicious, as log-odds.
  public var prior: Double
  /// Log-likelihood ratios (natural logarithm) by technique.
  public var weights: [String: Double]
  /// The most that a group of techniques adds, by its name.
  public var caps: [String: Double]

  /// The numbers that the product comes with.
  public static let builtin = AttachmentWeights(
    prior: AttachmentScore.prior,
    weights: Dictionary(
      TechniqueCatalogue.entries.map { ($0.id.rawValue, $0.weight) }, uniquingKeysWith: { first, _ in first }),
    caps: Dictionary(TechniqueGroup.allCases.map { ($0.rawValue, $0.cap) }, uniquingKeysWith: { first, _ in first }))

  /// Makes weights from all their numbers.
  public init(prior: Double, weights: [String: Double], caps: [String: Double]) {
    self.prior = prior
    self.weights = weights
    self.caps = caps
  }

  /// The score of techniques by these weights, 0…1; each counts once.
  ///
  /// `stated` is what the heaviest of the user's rules that matched states for itself: it counts in place of the weight
  /// of `yara-match`, unless that is zero.
  public func score(of techniques: some Sequence<String>, stated: Double? = nil) -> Double {
    var heaviest: [String: Double] = [:]
    for id in techniques { heaviest[id] = weights[id] ?? 0 }
    let rule = TechniqueID.yaraMatch.rawValue
    if let stated, let own = heaviest[rule], own != 0 { heaviest[rule] = stated }
    return score(heaviest)
  }

  /// The score of techniques with those weights, summed inside capped groups.
  func score(_ heaviest: [String: Double]) -> Double {
    var logit = prior
    for group in TechniqueGroup.allCases where !heaviest.isEmpty {
      var sum = 0.0
      // In the order of the catalogue, so that rounding never depends on the order of a dictionary.
      for id in TechniqueCatalogue.members(of: group) { sum += heaviest[id] ?? 0 }
      logit += min(sum, caps[group.rawValue] ?? 0)
    }
    return (1 / (1 + exp(-logit)) * 10_000).rounded() / 10_000
  }
}
