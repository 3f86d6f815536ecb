#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The probability that techniques stand for.
enum AttachmentScore {
  /// The logit of one malicious attachment in a hundred.
  static let prior = -4.6

  /// The score of what was found: each technique once, summed inside capped groups, added to the prior, logistic.
  static func score(of techniques: [Technique]) -> Double {
    var heaviest: [TechniqueID: Double] = [:]
    for technique in techniques {
      guard let id = TechniqueID(rawValue: technique.id) else { continue }
      heaviest[id] = max(heaviest[id] ?? technique.weight, technique.weight)
    }
    var logit = prior
    for group in TechniqueGroup.allCases {
      var sum = 0.0
      // In the order of the catalogue, so that rounding never depends on the order of a dictionary.
      for entry in TechniqueCatalogue.entries where entry.group == group { sum += heaviest[entry.id] ?? 0 }
      logit += min(sum, group.cap)
    }
    return (1 / (1 + exp(-logit)) * 10_000).rounded() / 10_000
  }

  /// Techniques in the order in which a verdict shows them: heaviest first, then by name and evidence.
  static func ordered(_ techniques: [Technique]) -> [Technique] {
    techniques.sorted { left, right in
      if left.weight != right.weight { return left.weight > right.weight }
      if left.id != right.id { return left.id < right.id }
      return left.evidence < right.evidence
    }
  }
}
