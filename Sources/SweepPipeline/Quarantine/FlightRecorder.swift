import CFlightRecorder
import MailModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Notes beside the case what each thread works on, so that a message that kills or hangs the process can be told.
///
/// A crash at a noted message begins the program anew in the same process, as the same command: the sweep goes on from
/// its checkpoint. What happened is in the record then, and decides whether the message is stepped over
/// (`QuarantineDecision`). Costs two looks at the clock for each message and stage, and no call of the system.
public final class FlightRecorder: Sendable {
  /// What a thread does with a message.
  public enum Stage: Int32, Sendable, CaseIterable {
    case reading = 1
    case parsing, linking, inspecting
    /// Judgement: the message's facts are held together with those of all others.
    case gathering
    /// Judgement: the signals of a conversation.
    case judging
  }

  /// Work that a process before this one did not end.
  public struct Unfinished: Sendable, Hashable {
    /// What it was at work on.
    public var place: Place
    /// What it did with it.
    public var stage: Stage
    /// Why it did not end.
    public var cause: Cause
  }

  /// Why work did not end.
  public enum Cause: Sendable, Hashable {
    /// The process died of the signal of that number, on the thread that did this work.
    case signal(Int32)
    /// The work took longer than is allowed.
    case hang
    /// The process ended without a word (as by `kill -9`), so many seconds after the work began.
    case silence(seconds: Double)
  }

  private let path: String
  // Mapped for the life of the process; written by the C functions alone, each thread to its own slot.
  private nonisolated(unsafe) let record: UnsafeMutablePointer<flight_record>
  /// What the process before this one left.
  public let unfinished: [Unfinished]
  /// Whether this process is the one before it begun anew after a crash.
  public let isRestarted: Bool
  /// How long the run has gone on before this process, in seconds.
  public let secondsBefore: Double

  /// Begins a record beside the case at `casePath`, and takes note of what an earlier process left there.
  ///
  /// Returns nil where there is no room for it, or no right to write: the sweep goes without one then.
  public init?(casePath: String, limits: QuarantineLimits = QuarantineLimits()) {
    path = casePath + "-flight"
    guard let record = flight_open(path) else { return nil }
    self.record = record
    unfinished = Self.unfinished(in: record)
    isRestarted = record.pointee.restarted != 0
    let now = flight_clock()
    secondsBefore = isRestarted ? Double(max(0, now &- record.pointee.began)) / 1e9 : 0
    flight_clear(record)
    if !isRestarted {
      record.pointee.restarts = 0
      record.pointee.began = now
    }
    record.pointee.beat = now
    flight_arm(record, CommandLine.unsafeArgv, limits.restarts, limits.seconds)
  }

  /// Does `body`, noted as work on `place`.
  func during<Result, Failure: Error>(
    _ stage: Stage, _ place: Place, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var source = place.source
    source.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { path in
        flight_enter(
          stage.rawValue, path.baseAddress, UInt32(clamping: path.count), Int64(place.range.offset),
          Int64(place.range.length))
      }
    }
    defer { flight_leave() }
    return try body()
  }

  /// Removes the record: the run ended in order.
  public func remove() { unlink(path) }

  private static func unfinished(in record: UnsafeMutablePointer<flight_record>) -> [Unfinished] {
    let beat = record.pointee.beat
    return withUnsafeBytes(of: &record.pointee.slots) { bytes in
      bytes.withMemoryRebound(to: flight_slot.self) { slots in
        slots.compactMap { slot in
          guard slot.entered > 0, let stage = Stage(rawValue: slot.stage) else { return nil }
          let length = min(Int(slot.path_length), Int(FLIGHT_PATH))
          let path = withUnsafeBytes(of: slot.path) { String(decoding: $0.prefix(length), as: UTF8.self) }
          let range = ByteRange(offset: Int(slot.offset), length: Int(slot.length))
          let cause: Cause =
            switch slot.cause {
            case 0: .silence(seconds: Double(max(0, beat &- slot.entered)) / 1e9)
            case FLIGHT_HANG: .hang
            default: .signal(slot.cause)
            }
          return Unfinished(place: Place(source: path, range: range), stage: stage, cause: cause)
        }
      }
    }
  }
}

/// How often and for how long a message may trouble a sweep.
public struct QuarantineLimits: Sendable, Hashable {
  /// Crashes after which one run no longer begins anew.
  public var restarts: Int32 = 200
  /// Seconds of a processor's time that one stage may take for one message.
  public var seconds: Int32 = 120

  /// The built-in limits.
  public init() {}
}
