import CaseStore
import SweepPipeline

/// Which findings a run tells.
extension PipelineFile {
  /// The run after which findings are told where only new ones are; nil where all are.
  func baseline(in store: CaseStore) throws(CaseError) -> Int64? {
    schedule.report == .new ? try store.baselineSweep() : nil
  }

  /// Whether a finding that is told makes the run end with status 10.
  func fails(_ store: CaseStore, newSince baseline: Int64?) throws(CaseError) -> Bool {
    guard let failOn else { return false }
    guard let baseline else { return try store.hasFindings(from: failOn, now: Present.seconds) }
    var filter = FindingFilter(now: Present.seconds)
    filter.minimumLevel = failOn
    filter.newSince = baseline
    return try !store.findings(filter).isEmpty
  }
}
