import Synchronization

/// Says that it is time to commit what was read; the stage that asks takes no look at a clock.
public final class CheckpointSignal: Sendable {
  private let isDue = Atomic(false)

  /// Makes a signal that nobody has given yet.
  public init() {}

  /// Says that it is time.
  public func give() { isDue.store(true, ordering: .relaxed) }

  /// Whether it is time; asking takes the signal away.
  func take() -> Bool { isDue.exchange(false, ordering: .relaxed) }
}

/// Gives the signal again and again while a sweep runs.
struct CheckpointClock: Sendable {
  let signal = CheckpointSignal()
  private let task: Task<Void, any Error>

  /// Gives the signal each time that so many seconds are over.
  init(seconds: Int64) {
    let signal = signal
    task = Task {
      while true {
        try await Task.sleep(for: .seconds(seconds))
        signal.give()
      }
    }
  }

  /// Ends it.
  func cancel() { task.cancel() }
}
