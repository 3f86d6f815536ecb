import CaseStore
import MailModel
import MailTestSupport
import Testing

@testable import SweepPipeline

/// What counts as evidence against a message, and how much of it.
@Suite struct QuarantineDecisionTests {
  private static let place = Place(source: "a.mbox", range: ByteRange(offset: 7, length: 90))

  private static func unfinished(_ cause: FlightRecorder.Cause) -> FlightRecorder.Unfinished {
    FlightRecorder.Unfinished(place: place, stage: .parsing, cause: cause)
  }

  @Test(arguments: [
    (FlightRecorder.Cause.signal(11), 1, 0), (.signal(11), 2, 1), (.hang, 1, 0), (.hang, 2, 1),
    // An out-of-memory killer strikes after long work; an operator at any moment.
    (.silence(seconds: 30), 2, 0), (.silence(seconds: 30), 3, 1), (.silence(seconds: 9), 40, 0),
    (.silence(seconds: 0), 40, 0),
  ])
  func evidenceAddsUp(cause: FlightRecorder.Cause, times: Int, quarantined: Int) async throws {
    let folder = try TemporaryFolder()
    let store = try CaseStore(path: folder.path + "/case.db", for: .creating)
    for _ in 0..<times {
      try await store.note([Quarantine.strike(Self.unfinished(cause))].compactMap { $0 })
    }
    #expect(try store.quarantined().count == quarantined)
    let quarantine = try await Quarantine(of: store, recorder: nil)
    #expect(quarantine.admits(Self.place, to: .parsing) == (quarantined == 0))
    #expect(quarantine.admits(Self.place, to: .inspecting))
  }

  @Test func aRunThatCameToItsEndForgetsSingleStrikes() async throws {
    let folder = try TemporaryFolder()
    let store = try CaseStore(path: folder.path + "/case.db", for: .creating)
    for _ in 0..<2 {
      try await store.note([Quarantine.strike(Self.unfinished(.hang))].compactMap { $0 })
      try await store.forgetStrikes()
    }
    #expect(try store.quarantined().isEmpty)
  }
}
