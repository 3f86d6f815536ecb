import MailArchives
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A pipeline that is run by itself, with all its paths absolute.
struct ScheduledRun {
  var pipeline: PipelineFile
  /// The pipeline file, or `builtin:NAME`.
  var pipelineName: String
  var program: String
  var directory: String
  var casePath: String
  var statusFile: String?
  var user: String?
  /// The values of the environment that the pipeline file refers to.
  var environment: [(name: String, value: String)]
  var rule: CalendarRule

  /// The folder that systemd makes for the state of services.
  static let stateFolder = "/var/lib/threadsweep"

  /// The name of the units, without their suffix.
  var unit: String { "threadsweep-" + pipeline.name }

  /// The command, word by word.
  var command: [String] {
    [program, "scan", "--pipeline", pipelineName, "--case", casePath]
      + (statusFile.map { ["--status-file", $0] } ?? [])
  }

  /// What is read, each path once.
  var sources: [String] { Self.once(pipeline.configuration.sources.map { absolute($0.path) }) }

  /// The folders that are written to, each once; that of the service's state is systemd's to make.
  var writable: [String] {
    let files = [casePath] + pipeline.outputs.map { absolute($0.path) } + (statusFile.map { [$0] } ?? [])
    return Self.once(files.map(Self.folder)).filter { $0 != Self.stateFolder }
  }

  /// Whether the state folder of the service is used.
  var usesStateFolder: Bool { Self.folder(casePath) == Self.stateFolder }

  /// All paths that the run has to do with.
  var paths: [String] {
    let named = pipelineName.hasPrefix("builtin:") ? [] : [pipelineName]
    return sources + writable + named + pipeline.configuration.yara.files.map(absolute) + [program, directory]
  }

  /// Whether one of the paths lies in one of the folders.
  func touches(_ folders: String...) -> Bool {
    paths.contains { path in folders.contains { path == $0 || path.hasPrefix($0 + "/") } }
  }

  /// A path that a relative one stands for.
  func absolute(_ path: String) -> String { Self.absolute(path, in: directory) }

  /// A path that a relative one stands for in a folder, without `.` and `..` where nothing has to be followed for that.
  static func absolute(_ path: String, in folder: String) -> String {
    if let resolved = ResolvedPath.of(path.hasPrefix("/") ? path : folder + "/" + path) { return resolved }
    var pieces: [Substring] = []
    for piece in (path.hasPrefix("/") ? path : folder + "/" + path).split(separator: "/") where piece != "." {
      if piece == ".." { _ = pieces.popLast() } else { pieces.append(piece) }
    }
    return "/" + pieces.joined(separator: "/")
  }

  private static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
    return String(path[..<slash])
  }

  private static func once(_ paths: [String]) -> [String] {
    var seen: Set<String> = []
    return paths.filter { seen.insert($0).inserted }
  }
}
