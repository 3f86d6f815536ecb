import Synchronization

/// Why a sweep ends before its sources do.
public enum StopReason: Sendable, Equatable {
  /// The user or the system asked for it with a signal of that number.
  case interrupted(Int32)
  /// The time that it was given is over.
  case maximumDuration
  /// More of the sources than the pipeline file tolerates cannot be read.
  case tooManyErrors
}

/// Asks a sweep to stop at its next batch border; what is in the case by then stays, and the sweep can go on from it.
public final class StopSignal: Sendable {
  private let state = Mutex<StopReason?>(nil)

  /// Makes a signal that nobody has given yet.
  public init() {}

  /// Why to stop; nil while there is no reason.
  public var reason: StopReason? { state.withLock { $0 } }

  /// Asks for a stop; the first reason counts.
  public func stop(_ reason: StopReason) { state.withLock { $0 = $0 ?? reason } }
}
