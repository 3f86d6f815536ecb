import CaseStore
import FindingExport

/// What a reader of findings has to know: that some mail is not in the case yet.
enum UnfinishedSources {
  /// Says on standard error which sources were not swept to their end.
  static func warn(about store: CaseStore) throws(CaseError) {
    let unfinished = try store.sources().filter { !$0.isComplete }
    guard let first = unfinished.first else { return }
    let others = unfinished.count > 1 ? " and \(unfinished.count - 1) more" : ""
    StandardError.write(
      "threadsweep: not swept to the end: \(first.path.printable)\(others); findings may be missing until it is\n")
  }
}
