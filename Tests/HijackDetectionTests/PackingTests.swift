import MailModel
import Testing

@testable import HijackDetection

@Suite struct PackingTests {
  private static let samples: [MessageFacts] = {
    var generator = SeededGenerator(seed: 7)
    return Archive.random(threads: 12, using: &generator).messages
  }()

  @Test func factsComeBackAsTheyWere() {
    for facts in Self.samples { #expect(MessageFacts(packed: facts.packed()) == facts) }
  }

  @Test func observedMessagesComeBackAsTheyWere() {
    var generator = SeededGenerator(seed: 8)
    let archive = Archive.random(threads: 12, using: &generator)
    for thread in archive.threads.indices {
      for observed in archive.observed(in: thread) { #expect(ObservedMessage(packed: observed.packed()) == observed) }
    }
  }

  @Test func shortenedBytesAreRefused() {
    let packed = Self.samples[3].packed()
    for count in 0..<packed.count { #expect(MessageFacts(packed: Array(packed.prefix(count))) == nil) }
    #expect(MessageFacts(packed: packed + [0]) == nil)
  }

  @Test func damagedBytesNeverTrap() {
    var generator = SeededGenerator(seed: 11)
    for facts in Self.samples.prefix(20) {
      let packed = facts.packed()
      for _ in 0..<60 {
        var damaged = packed
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
          damaged[Int.random(in: 0..<damaged.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        // Whatever is read can be written and read again.
        if let read = MessageFacts(packed: damaged) { #expect(MessageFacts(packed: read.packed()) == read) }
        _ = ObservedMessage(packed: damaged)
      }
    }
  }

  @Test func noiseIsRefused() {
    var generator = SeededGenerator(seed: 12)
    for _ in 0..<500 {
      let noise =
        [1] + (0..<Int.random(in: 0..<80, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
      _ = MessageFacts(packed: noise)
      _ = ObservedMessage(packed: noise)
    }
    #expect(MessageFacts(packed: [1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01]) == nil)
  }
}
