/// The one operator in which work runs in parallel: maps elements on up to `width` tasks, and hands the results on in
/// the order of the elements.
///
/// Order is what makes an offset a valid checkpoint. The window is bounded: no more than `width` elements are in work
/// or waiting to be taken, so a slow consumer holds the producer back.
struct OrderedConcurrentMap<Base: AsyncSequence, Output: Sendable>: AsyncSequence
where Base: Sendable, Base.Element: Sendable {
  let base: Base
  let width: Int
  let transform: @Sendable (Base.Element) async throws -> Output

  func makeAsyncIterator() -> Iterator {
    Iterator(base: base.makeAsyncIterator(), width: Swift.max(1, width), transform: transform)
  }

  struct Iterator: AsyncIteratorProtocol {
    var base: Base.AsyncIterator
    let width: Int
    let transform: @Sendable (Base.Element) async throws -> Output
    var baseIsSpent = false
    let inFlight = TaskWindow<Output>()

    mutating func next() async throws -> Output? {
      while !baseIsSpent, inFlight.count < width {
        guard let element = try await base.next() else {
          baseIsSpent = true
          break
        }
        let transform = transform
        inFlight.append(Task { try await transform(element) })
      }
      guard let task = inFlight.popFirst() else { return nil }
      return try await withTaskCancellationHandler {
        try await task.value
      } onCancel: {
        task.cancel()
      }
    }
  }
}

/// The tasks in flight, oldest first; those left when the iterator goes are cancelled.
final class TaskWindow<Output: Sendable> {
  private var tasks: [Task<Output, any Error>] = []

  var count: Int { tasks.count }

  func append(_ task: Task<Output, any Error>) { tasks.append(task) }

  func popFirst() -> Task<Output, any Error>? { tasks.isEmpty ? nil : tasks.removeFirst() }

  deinit { for task in tasks { task.cancel() } }
}

extension AsyncSequence where Self: Sendable, Element: Sendable {
  /// This sequence with each element transformed, on up to `width` tasks at a time, in order.
  func mapConcurrently<Output: Sendable>(
    width: Int, _ transform: @escaping @Sendable (Element) async throws -> Output
  ) -> OrderedConcurrentMap<Self, Output> {
    OrderedConcurrentMap(base: self, width: width, transform: transform)
  }
}
