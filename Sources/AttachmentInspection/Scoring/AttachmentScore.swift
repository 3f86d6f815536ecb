/// The probability that techniques stand for, by the weights that they were found with.
enum AttachmentScore {
  /// The logit of one malicious attachment in a hundred.
  static let prior = -4.6

  /// The score of what was found: each technique once, summed inside capped groups, added to the prior, logistic.
  static func score(of techniques: [Technique]) -> Double {
    var heaviest: [String: Double] = [:]
    for technique in techniques {
      heaviest[technique.id] = max(heaviest[technique.id] ?? technique.weight, technique.weight)
    }
    return AttachmentWeights.builtin.score(heaviest)
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
