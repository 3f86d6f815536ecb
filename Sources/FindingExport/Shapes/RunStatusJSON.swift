import CaseStore
import MailModel

/// The state of one run of `scan`, as monitoring reads it.
public struct RunStatus: Sendable {
  /// What a run is doing, or how it ended.
  public enum State: String, Sendable {
    case running, complete, interrupted, failed
  }

  /// The pipeline's name.
  public var pipeline = ""
  /// The path of the case.
  public var casePath = ""
  /// The program's version.
  public var version: String
  /// The process.
  public var process: Int32 = 0
  /// What the run is doing, or how it ended.
  public var state = State.running
  /// The exit status; nil while it runs.
  public var exit: Int32?
  /// Why it failed; nil where it did not.
  public var message: String?
  /// When it began, in seconds since 1970.
  public var started: Int64
  /// When it ended, in seconds since 1970; nil while it runs.
  public var ended: Int64?
  /// The run's number in the case; nil where it did not come so far, as all below.
  public var run: Int64?
  /// Sources that were found.
  public var sources = 0
  /// Sources that cannot be read, wholly or in part.
  public var unreadable = 0
  /// Messages that this run stored.
  public var messages = 0
  /// Bytes of archives that it read.
  public var bytes: Int64 = 0
  /// What the case holds at its end.
  public var counts: CaseCounts?
  /// How its findings stand beside the last complete run.
  public var states: FindingStates?

  /// The state of a run that begins at the moment `started`.
  public init(version: String, started: Int64) {
    self.version = version
    self.started = started
  }
}

extension JSONWriter {
  /// Writes the state of a run as `threadsweep.run/1`.
  public mutating func runStatus(_ status: RunStatus) {
    object { json in
      json.field("schema", "threadsweep.run/1")
      json.field("pipeline", status.pipeline)
      json.field("case", status.casePath)
      json.field("version", status.version)
      json.field("pid", status.process)
      json.field("state", status.state.rawValue)
      json.field("exit", status.exit)
      json.field("message", status.message)
      json.field("started", MailDate(seconds: status.started).rfc3339)
      json.field("ended", status.ended.map { MailDate(seconds: $0).rfc3339 })
      json.field("run", status.run)
      json.field("sources", status.sources)
      json.field("unreadable", status.unreadable)
      json.field("messages", status.messages)
      json.field("bytes", status.bytes)
      json.field("quarantined", status.counts?.quarantined)
      json.key("findings")
      json.levels(status.counts?.findings)
      json.key("new_findings")
      json.levels(status.states?.byLevel)
      json.key("states")
      if let states = status.states {
        json.object { json in
          json.field("new", states.new)
          json.field("updated", states.updated)
          json.field("unchanged", states.unchanged)
          json.field("accepted", states.accepted)
          json.field("absent", states.absent)
        }
      } else {
        json.null()
      }
    }
  }

  /// Writes numbers by level, the highest first, or `null`.
  private mutating func levels(_ levels: [Level: Int]?) {
    guard let levels else { return null() }
    object { json in
      for level in Level.allCases.reversed() { json.field(level.rawValue, levels[level] ?? 0) }
    }
  }
}
