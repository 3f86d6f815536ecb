/// How urgent a verdict is; `high` and above is the alarm line.
public enum Level: String, Sendable, CaseIterable, Comparable {
  case info, low, medium, high, critical

  /// The level that a calibrated probability in 0…1 stands for.
  public init(score: Double) {
    self =
      switch score {
      case 0.95...: .critical
      case 0.80..<0.95: .high
      case 0.50..<0.80: .medium
      case 0.20..<0.50: .low
      default: .info
      }
  }

  /// The lowest score of the level.
  public var floor: Double {
    switch self {
    case .info: 0
    case .low: 0.20
    case .medium: 0.50
    case .high: 0.80
    case .critical: 0.95
    }
  }

  /// The level's place in the order, 0 for `info`.
  public var rank: Int {
    switch self {
    case .info: 0
    case .low: 1
    case .medium: 2
    case .high: 3
    case .critical: 4
    }
  }

  /// The level at that place in the order, as stores keep it; nil where there is none.
  public init?(rank: Int) {
    guard let level = Self.allCases.first(where: { $0.rank == rank }) else { return nil }
    self = level
  }

  /// Orders levels by their rank.
  public static func < (left: Self, right: Self) -> Bool { left.rank < right.rank }
}
