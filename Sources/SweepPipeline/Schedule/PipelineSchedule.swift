/// When a pipeline runs by itself, and what such a run tells.
public struct PipelineSchedule: Sendable, Hashable {
  /// What a run tells in its summary, its outputs and its exit status.
  public enum Report: String, Sendable, CaseIterable {
    /// All findings.
    case all
    /// Those that are new or changed since the last complete run.
    case new
  }

  /// When; nil where nobody says.
  public var calendar: CalendarRule?
  /// The seconds after which a run stops, resumable; nil for no bound.
  public var maximumSeconds: Int64?
  /// What a run tells.
  public var report = Report.all

  /// No schedule.
  public init() {}
}
