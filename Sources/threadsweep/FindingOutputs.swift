import CaseStore
import FindingExport
import MailModel

/// The files that findings are written to beside the case.
struct FindingOutputs {
  private let outputs: [OutputArgument]
  private let overwrite: Bool

  /// Takes the outputs of the command line, or else those of `THREADSWEEP_OUTPUT`, separated by blanks.
  init(_ options: JudgementOptions) throws {
    let twin = EnvironmentTwin.value(of: "output")?.split(separator: " ").map(String.init) ?? []
    outputs =
      options.output.isEmpty
      ? try twin.map { text in
        guard let output = OutputArgument(argument: text) else {
          throw CommandFailure(.usage, "THREADSWEEP_OUTPUT: '\(text)' is not a value of --output")
        }
        return output
      } : options.output
    overwrite = options.overwrite || EnvironmentTwin.isOn("overwrite")
  }

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

  /// Writes what is in `store`, from low upwards, to every output.
  func write(from store: CaseStore) throws {
    guard !outputs.isEmpty else { return }
    let findings = try store.findings(FindingFilter(now: Present.seconds))
    for output in outputs {
      let bytes =
        switch output.form {
        case .findings(let format): format.bytes(of: findings, version: ThreadsweepCommand.version)
        case .page: try ReportCommand.page(of: store, from: .low)
        }
      try file(output).write(bytes, from: store)
    }
  }

  private func file(_ output: OutputArgument) -> OutputFile { OutputFile(path: output.path, overwrite: overwrite) }
}
