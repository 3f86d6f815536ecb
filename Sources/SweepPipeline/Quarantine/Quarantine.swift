import CaseStore
import MailModel

/// Stands between the stages and the messages that bring a process down.
///
/// A message is quarantined on evidence alone: when the process crashed or hung over it twice, or was killed three times
/// after many seconds at it, as an out-of-memory killer does. Somebody's `kill -9` at any other moment is none.
public struct Quarantine: Sendable {
  private let recorder: FlightRecorder?
  private let held: [Place: Set<String>]
  /// The rows of messages that judgement steps over, by stage.
  private let heldRows: [FlightRecorder.Stage: Set<Int64>]
  /// All that is stepped over.
  public let messages: [QuarantinedMessage]

  /// Holds nothing, and notes nothing.
  public init() {
    recorder = nil
    held = [:]
    heldRows = [:]
    messages = []
  }

  /// Decides by what the process before left in `recorder`, and holds what the case says.
  ///
  /// - Throws: `CaseError` where the decision cannot be stored.
  public init(of store: CaseStore, recorder: FlightRecorder?) async throws(CaseError) {
    var strikes: [QuarantineStrike] = []
    for unfinished in recorder?.unfinished ?? [] {
      if let strike = try Self.located(unfinished, store).flatMap(Self.strike) { strikes.append(strike) }
    }
    if !strikes.isEmpty { try await store.note(strikes) }
    self.recorder = recorder
    messages = try store.quarantined()
    held = Dictionary(grouping: messages) { Self.key($0.place) }.mapValues { Set($0.map(\.stage)) }
    var rows: [FlightRecorder.Stage: Set<Int64>] = [:]
    for stage in [FlightRecorder.Stage.gathering, .judging] {
      for message in messages where message.stage == stage.name {
        if let row = try store.row(ofMessageAt: message.place) { rows[stage, default: []].insert(row) }
      }
    }
    heldRows = rows
  }

  /// Judgement knows a message by its row, people by its place; nil where there is no such message any more.
  private static func located(
    _ unfinished: FlightRecorder.Unfinished, _ store: CaseStore
  ) throws(CaseError) -> FlightRecorder.Unfinished? {
    guard unfinished.stage.isJudgement else { return unfinished }
    guard let place = try store.firstPlace(ofMessageIn: Int64(unfinished.place.range.offset)) else { return nil }
    var located = unfinished
    located.place = place
    return located
  }

  /// What judgement steps over, in words.
  public var outsideJudgement: [SourceFailure] {
    messages.filter { message in
      [FlightRecorder.Stage.gathering, .judging].contains { $0.name == message.stage }
    }.map { SourceFailure($0) }
  }

  /// Whether judgement takes the message in `row`, or the conversation whose first message it is.
  func admits(row: Int64, to stage: FlightRecorder.Stage) -> Bool { heldRows[stage]?.contains(row) != true }

  /// Does `body`, noted as work of judgement on the message in `row`, or on the conversation whose first message it is.
  func during<Result, Failure: Error>(
    _ stage: FlightRecorder.Stage, row: Int64, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try during(stage, Place(source: "", range: ByteRange(offset: Int(clamping: row), length: 0)), body)
  }

  /// Whether the message at `place` goes through `stage`.
  func admits(_ place: Place, to stage: FlightRecorder.Stage) -> Bool {
    held.isEmpty || held[Self.key(place)]?.contains(stage.name) != true
  }

  /// Whether the source may be read; nil, or why not.
  func refusal(of source: String) -> QuarantinedMessage? {
    held.isEmpty ? nil : messages.first { $0.place.source == source && $0.stage == FlightRecorder.Stage.reading.name }
  }

  /// Does `body`, noted as work on the message at `place`.
  func during<Result, Failure: Error>(
    _ stage: FlightRecorder.Stage, _ place: Place, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    guard let recorder else { return try body() }
    return try recorder.during(stage, place, body)
  }

  /// A message is known by where it begins.
  private static func key(_ place: Place) -> Place {
    Place(source: place.source, range: ByteRange(offset: place.range.offset, length: 0))
  }

  /// Crashes of a process at a message after which it is stepped over: one can be chance.
  private static let crashes = 2
  /// Kills, and the seconds that the message must have been in work before each.
  private static let kills = 3
  private static let longSilence = 10.0

  /// What unfinished work counts as; nil where it is no evidence against the message.
  static func strike(_ unfinished: FlightRecorder.Unfinished) -> QuarantineStrike? {
    func message(_ reason: String) -> QuarantinedMessage {
      QuarantinedMessage(place: unfinished.place, stage: unfinished.stage.name, reason: reason)
    }
    let doing = "while \(unfinished.stage.name)"
    switch unfinished.cause {
    case .signal(let number):
      return QuarantineStrike(message("crashed the process (signal \(number)) \(doing)"), .crash, limit: crashes)
    case .hang:
      return QuarantineStrike(message("hung the process \(doing)"), .crash, limit: crashes)
    case .silence(let seconds) where seconds >= longSilence:
      return QuarantineStrike(message("had the process killed again and again \(doing)"), .kill, limit: kills)
    case .silence:
      return nil
    }
  }
}

extension FlightRecorder.Stage {
  /// Whether it belongs to the second pipeline.
  var isJudgement: Bool { self == .gathering || self == .judging }

  /// The stage's name, as it is stored and shown.
  var name: String {
    switch self {
    case .reading: "reading"
    case .parsing: "parsing"
    case .linking: "linking"
    case .inspecting: "inspecting"
    case .gathering: "gathering"
    case .judging: "judging"
    }
  }
}
