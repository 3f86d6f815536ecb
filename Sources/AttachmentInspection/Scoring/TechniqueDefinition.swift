/// A technique's entry in the catalogue, as it is shown to people.
public struct TechniqueDefinition: Sendable, Hashable {
  /// The name, kebab-case.
  public var id: String
  /// The group in which it counts.
  public var group: String
  /// The log-likelihood ratio (natural logarithm) that it adds when nothing else is configured.
  public var defaultWeight: Double
  /// MITRE ATT&CK techniques it stands for.
  public var attack: [String]
  /// What it is, in a line.
  public var summary: String

  /// Every technique, in the order of the catalogue.
  public static let all = TechniqueCatalogue.entries.map {
    TechniqueDefinition(
      id: $0.id.rawValue, group: $0.group.rawValue, defaultWeight: $0.weight, attack: $0.attack, summary: $0.summary)
  }

  /// The groups of techniques, in their order.
  public static let groups = TechniqueGroup.allCases.map(\.rawValue)

  /// The entry of that name; nil where there is none.
  public static func named(_ id: String) -> TechniqueDefinition? { byID[id] }

  private static let byID = Dictionary(all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}
