#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension RuleMatch {
  /// The most that a rule may state for itself: as much as its group adds at most.
  private static let most = TechniqueGroup.rule.cap

  /// The log-likelihood ratio that the rule states for itself; nil where it states none, and the pack decides.
  ///
  /// `weight` in its meta is that number. `score`, from 0 to 100 as collections of rules use it, is the probability in
  /// percent that the match alone should come to: its log-odds less those of the prior. `weight` goes before `score`.
  public var statedWeight: Double? {
    if let weight = meta("weight").flatMap(Double.init), weight.isFinite { return min(max(weight, 0), Self.most) }
    guard let score = meta("score").flatMap(Double.init), score.isFinite, (0...100).contains(score) else { return nil }
    if score <= 0 { return 0 }
    if score >= 100 { return Self.most }
    return min(max(log(score / (100 - score)) - AttachmentScore.prior, 0), Self.most)
  }
}
