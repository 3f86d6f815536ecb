import ArgumentParser
import HijackDetection
import SweepPipeline

/// The option of commands that only show what a pipeline file says.
struct PipelineOption: ParsableArguments {
  @Option(help: "The pipeline file whose pack is in force.", completion: .file(extensions: ["yaml"]))
  var pipeline: String?

  /// The pack in force.
  func pack() throws -> ScoringPack {
    let path = pipeline ?? EnvironmentTwin.value(of: "pipeline")
    return try path.map { try PipelineFile(contentsOf: $0).configuration.pack } ?? .builtin
  }
}
