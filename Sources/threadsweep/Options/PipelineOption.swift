import ArgumentParser
import HijackDetection
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The option that names a pipeline.
struct PipelineOption: ParsableArguments {
  @Option(
    help: "The pipeline file, or one that comes with threadsweep, such as builtin:nightly. (default: builtin:default)",
    completion: .file(extensions: ["yaml"]))
  var pipeline: String?

  /// The name of the pipeline in force; nil where none is named.
  var name: String? { pipeline ?? EnvironmentTwin.value(of: "pipeline") }

  /// The pipeline in force.
  func file() throws -> PipelineFile {
    try name.map { try PipelineFile(named: $0, variables: .process) } ?? PipelineFile()
  }

  /// The pack in force.
  func pack() throws -> ScoringPack { try file().configuration.pack }
}

extension PipelineVariables {
  /// The environment of this process.
  static let process = PipelineVariables { name in getenv(name).map { String(cString: $0) } }
}
