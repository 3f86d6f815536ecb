import ArgumentParser
import CaseStore
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension PipelineCommand {
  /// `threadsweep pipeline test`.
  struct Test: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "test",
      abstract: "Sweep what the test file beside a pipeline file names, and compare what is found.",
      discussion: """
        The test of nightly.yaml is nightly.test.yaml. Each sweep goes into a case of its own that is thrown away. Status 1 \
        where something else is found than the file expects.
        """)

    @Argument(help: "Pipeline files.", completion: .file(extensions: ["yaml"]))
    var files: [String]

    func run() async throws {
      var failures = 0
      for file in files {
        let path = file.hasSuffix(".yaml") ? file.dropLast(5) + ".test.yaml" : file + ".test.yaml"
        let test = try PipelineTest(contentsOf: path)
        for sweep in test.cases {
          let wrong = try await Self.failures(of: sweep, file)
          failures += wrong.count
          let name = "\(file): \(sweep.name)"
          try StandardOutput.write("\(name): \(wrong.isEmpty ? "ok" : "failed")\n".printableLines)
          for line in wrong { StandardError.write("threadsweep: \(name): \(line)\n".printableLines) }
        }
      }
      if failures > 0 { throw ExitCode(1) }
    }

    /// What is not as it was expected.
    private static func failures(of sweep: PipelineTest.Sweep, _ file: String) async throws -> [String] {
      let scratch = try ScratchFolder()
      defer { scratch.remove() }
      var pipeline = try PipelineFile(named: file, variables: .process)
      pipeline.configuration.jobs = ProcessorCount.online
      pipeline.configuration.sources = sweep.input.map { SweepSource(path: $0) }
      let run = SweepRun(
        casePath: scratch.path + "/case.db", pipeline: pipeline, restart: false, maximumDuration: nil, progress: .none)
      guard let result = try await run.execute(orTell: { _ in }) else { return ["nothing to sweep in the input"] }
      defer { result.store.seal() }
      var filter = FindingFilter(now: Present.seconds)
      filter.minimumLevel = .info
      let found = try result.store.findings(filter)
      let fails = try pipeline.fails(result.store, newSince: try pipeline.baseline(in: result.store))
      return sweep.failures(
        of: found.map {
          .init(
            messageID: $0.message.messageID ?? "", kind: $0.kind, level: $0.level, signals: Set($0.signals.map(\.id)))
        }, fails: fails)
    }
  }
}

/// A folder that goes away again.
private struct ScratchFolder {
  let path: String

  init() throws {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/threadsweep-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw CommandFailure(.cannotCreate, "\(parent): \(String(cString: strerror(errno)))")
    }
    path = String(cString: made)
  }

  /// Removes it with the files of a case in it.
  func remove() {
    for suffix in ["", "-wal", "-shm", "-journal", "-lock", "-flight"] { unlink(path + "/case.db" + suffix) }
    rmdir(path)
  }
}
