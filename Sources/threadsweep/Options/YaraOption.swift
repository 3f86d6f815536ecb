import ArgumentParser
import SweepPipeline
import YaraRules

/// The option that names YARA rules.
struct YaraOption: ParsableArguments {
  @Option(
    name: .customLong("yara"),
    help: "Hold the YARA rules of FILE against attachments and all that is unpacked of them; may be repeated.",
    completion: .file())
  var files: [String] = []

  /// The files as named on the command line, or by the twin, parted by colons; empty where neither names any.
  var given: [String] {
    if !files.isEmpty { return files.map(CommandLinePath.text(of:)) }
    return EnvironmentTwin.value(of: "yara")?.split(separator: ":").map(String.init) ?? []
  }

  /// The rules named here, or else in the pipeline file; nil where there are none.
  ///
  /// - Throws: `CommandFailure` with status 78 where rules of the pipeline file are wrong, 64 where those named here are,
  ///   or where threadsweep was built without YARA.
  func rules(orThoseOf pipeline: YaraFiles = YaraFiles()) throws -> YaraRules? {
    var files = pipeline
    if !given.isEmpty { files.files = given }
    let status = given.isEmpty ? ExitStatus.badPipeline : .usage
    do {
      return try files.compiled()
    } catch let error as YaraRulesError {
      throw CommandFailure(error.code == .unavailable ? .usage : status, error.description)
    } catch let failure as InspectionInput.Failure {
      throw CommandFailure(status, "rules: \(failure.message)")
    }
  }
}
