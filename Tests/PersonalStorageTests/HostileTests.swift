import Foundation
import MailTestSupport
import OutlookItems
import PersonalStorage
import Testing

/// Nothing that is done to a file ends, hangs or swells the reader.
struct HostileTests {
  /// Rounds a fixture; more where `THREADSWEEP_MUTATIONS` says so.
  private static let rounds = ProcessInfo.processInfo.environment["THREADSWEEP_MUTATIONS"].flatMap(Int.init) ?? 25

  @Test(arguments: Fixture.allCases)
  func flippedBytes(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    var random = SplitMix64(seed: UInt64(fixture.rawValue.utf8.reduce(7) { $0 &* 31 &+ Int($1) }))
    for _ in 0..<Self.rounds {
      var damaged = bytes
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        // Half of them where the file's tables stand: behind the header, and before the padding at the end.
        let end = damaged.lastIndex { $0 != 0 } ?? 1
        let place =
          Bool.random(using: &random)
          ? Int.random(in: 0..<damaged.count, using: &random)
          : Int.random(in: max(0, end - 60_000)...end, using: &random)
        damaged[place] = Bool.random(using: &random) ? 0xFF : UInt8.random(in: 0...255, using: &random)
      }
      readAll(damaged)
    }
  }

  @Test(arguments: Fixture.allCases)
  func swappedBlocks(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    var random = SplitMix64(seed: 99)
    for _ in 0..<Self.rounds / 2 {
      var damaged = bytes
      for _ in 0..<6 {
        let from = Int.random(in: 0..<damaged.count / 64 - 8, using: &random) * 64
        let to = Int.random(in: 0..<damaged.count / 64 - 8, using: &random) * 64
        damaged.replaceSubrange(to..<to + 512, with: Array(damaged[from..<from + 512]))
      }
      readAll(damaged)
    }
  }

  @Test(arguments: Fixture.allCases)
  func cutOff(_ fixture: Fixture) throws {
    let bytes = try fixture.bytes()
    for length in [0, 1, 11, 300, 512, 563, 564, 20_000, bytes.count / 2, bytes.count - 70_000] {
      readAll(Array(bytes[..<length]))
    }
  }

  /// Reads all that the file gives, within small limits.
  private func readAll(_ bytes: [UInt8]) {
    guard let storage = try? PersonalStorage(MemoryBytes(bytes)), let listing = try? storage.listing() else { return }
    for folder in listing.folders.prefix(50) {
      for message in ((try? storage.messages(in: folder.id)) ?? []).prefix(50) {
        guard let item = try? storage.message(message.id, limit: 1 << 20).item else { continue }
        #expect(size(of: item) <= 2 << 20)
      }
    }
  }

  private func size(of item: OutlookItem) -> Int {
    item.attachments.reduce(0) { sum, attachment in
      switch attachment.content {
      case .bytes(let bytes): sum + bytes.count
      case .item(let inner): sum + size(of: inner)
      case .missing: sum
      }
    }
  }
}
