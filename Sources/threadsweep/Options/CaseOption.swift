import ArgumentParser
import CaseStore

/// The option that every command with a case has.
struct CaseOption: ParsableArguments {
  @Option(name: .customLong("case"), help: "The case: one SQLite file. (default: threadsweep.db)", completion: .file())
  var file: String?

  /// The case's path, from the flag, its twin, or the default.
  var path: String { file ?? EnvironmentTwin.value(of: "case") ?? "threadsweep.db" }

  /// Opens the case.
  func open(for access: CaseStore.Access) throws(CaseError) -> CaseStore {
    try CaseStore(path: path, for: access)
  }
}
