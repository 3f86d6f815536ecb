import SweepPipeline

extension FuzzTarget {
  /// Files that a user writes, or copies from somewhere.
  static let settings = [
    FuzzTarget(text: "pipeline") { text in _ = try? PipelineFile(text, path: "pipeline.yaml") },
    FuzzTarget(text: "pack") { text in _ = try? PackFile(text, path: "pack.yaml") },
  ]
}
