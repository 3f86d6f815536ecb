import CaseStore
import FindingExport
import MailModel
import SweepPipeline

/// The files that findings are written to beside the case.
struct FindingOutputs {
  private let outputs: [PipelineOutput]

  /// Takes the outputs of the effective pipeline.
  init(_ outputs: [PipelineOutput]) { self.outputs = outputs }

  /// Refuses before the work what would fail after it, or would replace the case.
  func check(casePath: String) throws {
    var taken: Set<String> = []
    for output in outputs {
      guard taken.insert(output.path).inserted else {
        throw CommandFailure(.usage, "\(output.path): two outputs have the same name")
      }
      try file(output).check(casePath: casePath)
    }
  }

  /// Writes what is in `store` to every output, from its lowest level upwards; where `baseline` is given, only what runs
  /// after that one found or changed.
  func write(from store: CaseStore, newSince baseline: Int64?) throws {
    for output in outputs {
      var filter = FindingFilter(now: Present.seconds)
      filter.minimumLevel = output.minimumLevel
      filter.newSince = baseline
      let bytes =
        switch ExportFormat(rawValue: output.form.rawValue) {
        case let format?: format.bytes(of: try store.findings(filter), version: ThreadsweepCommand.version)
        case nil: try ReportCommand.page(of: store, from: output.minimumLevel, newSince: baseline)
        }
      try file(output).write(bytes, from: store)
    }
  }

  private func file(_ output: PipelineOutput) -> OutputFile {
    OutputFile(path: output.path, overwrite: output.overwrite)
  }
}
