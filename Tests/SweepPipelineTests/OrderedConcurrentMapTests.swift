import MailTestSupport
import Synchronization
import Testing

@testable import SweepPipeline

/// A sequence of numbers that counts how many were taken from it.
private struct Numbers: AsyncSequence, Sendable {
  let count: Int
  let taken: TakenCount

  final class TakenCount: Sendable {
    let value = Mutex(0)
  }

  func makeAsyncIterator() -> Iterator { Iterator(count: count, taken: taken) }

  struct Iterator: AsyncIteratorProtocol {
    let count: Int
    let taken: TakenCount
    var next = 0

    mutating func next() async -> Int? {
      guard next < count else { return nil }
      next += 1
      taken.value.withLock { $0 += 1 }
      return next - 1
    }
  }
}

private struct Failure: Error {}

@Suite("Ordered concurrent map")
struct OrderedConcurrentMapTests {
  @Test(arguments: [1, 2, 7, 100])
  func resultsComeInTheOrderOfTheElements(width: Int) async throws {
    let numbers = Numbers(count: 200, taken: Numbers.TakenCount())
    var results: [Int] = []
    for try await result in numbers.mapConcurrently(
      width: width,
      { number in
        // Later elements are done sooner, so order cannot come by itself.
        try await Task.sleep(for: .microseconds((number * 7_919) % 500))
        return number * 2
      })
    {
      results.append(result)
    }
    #expect(results == (0..<200).map { $0 * 2 })
  }

  @Test func aSlowConsumerHoldsTheProducerBack() async throws {
    let taken = Numbers.TakenCount()
    var iterator = Numbers(count: 100, taken: taken).mapConcurrently(width: 4) { $0 }.makeAsyncIterator()
    _ = try await iterator.next()
    #expect(taken.value.withLock { $0 } <= 5)
  }

  @Test func anErrorEndsTheSequenceAtItsPlace() async throws {
    var results: [Int] = []
    let numbers = Numbers(count: 20, taken: Numbers.TakenCount())
    await #expect(throws: Failure.self) {
      for try await result in numbers.mapConcurrently(
        width: 4,
        { number in
          if number == 9 { throw Failure() }
          return number
        })
      {
        results.append(result)
      }
    }
    #expect(results == Array(0..<9))
  }
}
