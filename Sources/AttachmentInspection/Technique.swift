import MailModel

/// One thing that an attachment does, or hides, with the evidence for it.
public struct Technique: Sendable, Hashable {
  /// The technique's name in the catalogue, kebab-case.
  public var id: String
  /// MITRE ATT&CK techniques it stands for, such as `T1204.002`.
  public var attack: [String]
  /// What was seen, and where inside the document.
  public var evidence: String
  /// The log-likelihood ratio (natural logarithm) that it adds to the score.
  public var weight: Double

  /// Makes a technique from its catalogue entry and what was seen.
  public init(id: String, attack: [String] = [], evidence: String, weight: Double) {
    self.id = id
    self.attack = attack
    self.evidence = evidence
    self.weight = weight
  }
}
