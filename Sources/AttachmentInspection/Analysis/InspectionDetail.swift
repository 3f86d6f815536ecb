/// How much an inspection keeps of what it saw, beside the verdict.
public enum InspectionDetail: Int, Sendable, Comparable {
  /// The verdict alone: what a sweep needs.
  case verdict
  /// Places of the evidence, members with their types, texts that were put together, relationships.
  case evidence
  /// All that, and the source of macros and scripts with the deciding lines marked.
  case sources

  /// Whether the left keeps less than the right.
  public static func < (left: InspectionDetail, right: InspectionDetail) -> Bool { left.rawValue < right.rawValue }
}
