import CaseStore
import FindingExport
import SweepPipeline

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The file in which a run keeps its state for monitoring: always whole, replaced by renaming.
struct StatusFile {
  let path: String

  private static let opening = "{\"schema\":\"threadsweep.run/1\""

  /// Says that the run goes on; refuses a name that holds anything but the state of an earlier run.
  func begin(_ status: RunStatus, casePath: String) throws {
    try OutputFile(path: path, overwrite: true).check(casePath: casePath)
    var start = [UInt8](repeating: 0, count: Self.opening.utf8.count)
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    if descriptor >= 0 {
      let count = read(descriptor, &start, start.count)
      close(descriptor)
      guard count == 0 || start == Array(Self.opening.utf8) else {
        throw CommandFailure(.cannotCreate, "\(path): this is no status file; name another, or remove it")
      }
    } else if errno != ENOENT {
      throw CommandFailure(.cannotCreate, "\(path): \(String(cString: strerror(errno)))")
    }
    try write(status)
  }

  /// Says how the run ended.
  func end(_ status: RunStatus, as exit: ExitStatus, message: String? = nil) throws {
    var status = status
    status.exit = exit.code
    status.ended = Present.seconds
    status.message = message
    status.state =
      switch exit {
      case .complete, .partial, .findings: .complete
      case .interrupted, .stoppedAtMaximumDuration: .interrupted
      default: .failed
      }
    try write(status)
  }

  /// Says that the run ended with `error`, which may be an exit status.
  func end(_ status: RunStatus, with error: any Error) throws {
    if let exit = error as? ExitStatus { return try end(status, as: exit) }
    // What is left are errors of the command line, which the argument parser tells.
    let failure = CommandFailure(error) ?? CommandFailure(.usage, "\(error)")
    try end(status, as: failure.status, message: failure.message)
  }

  private func write(_ status: RunStatus) throws {
    var status = status
    status.process = getpid()
    var json = JSONWriter()
    json.runStatus(status)
    json.endLine()
    // Others look at it: it holds paths and counts, and nothing of the mail.
    try OutputFile(path: path, overwrite: true).replace(with: json.bytes, mode: 0o644)
  }
}

extension RunStatus {
  /// Takes over what a run did.
  mutating func take(_ result: SweepRun.Result) throws(CaseError) {
    run = result.record
    sources = result.plan.sources.count
    unreadable = result.failures.count
    messages = result.messages
    bytes = result.bytes
    counts = try result.store.counts(now: Present.seconds)
    states = try result.store.findingStates(now: Present.seconds)
  }
}
