import MailModel

/// A point from which inflation goes on: zlib's state there, and how far input and output are.
struct InflationPoint {
  enum Outcome {
    case going
    /// The end of the data.
    case ended
    /// The end of one gzip member.
    case streamEnded
    case damaged(String)
  }

  private let codec: InflationCodec
  private var inflation: Inflation?
  /// Bytes that came out so far.
  private(set) var out: Int64 = 0
  /// Packed bytes that were used so far.
  var packedOffset: Int64 = 0
  /// The CRC-32 of all that came out.
  private(set) var checksum: UInt32 = 0
  private(set) var isEnded = false

  init(_ codec: InflationCodec) {
    self.codec = codec
    inflation = Inflation(codec)
  }

  /// Whether the data may end where the input does.
  var endsWithInput: Bool { codec == .stored || isEnded }

  /// The same point with a state of its own; nil where zlib has no memory for it.
  func copy() -> InflationPoint? {
    var copy = self
    if let inflation {
      guard let state = inflation.copy() else { return nil }
      copy.inflation = state
    }
    return copy
  }

  mutating func restart() -> Bool {
    isEnded = false
    return inflation?.restart() ?? false
  }

  mutating func advance(
    over input: UnsafeRawBufferPointer, into memory: UnsafeMutableRawBufferPointer
  ) -> (outcome: Outcome, consumed: Int, produced: Int) {
    if isEnded { return (.ended, 0, 0) }
    guard let inflation else {
      guard codec == .stored else { return (.damaged("zlib has no memory"), 0, 0) }
      let count = min(input.count, memory.count)
      memory.copyBytes(from: input.prefix(count))
      note(UnsafeRawBufferPointer(memory), consumed: count, produced: count)
      return (.going, count, count)
    }
    let step = inflation.step(input, into: memory)
    note(UnsafeRawBufferPointer(memory), consumed: step.consumed, produced: step.produced)
    let outcome: Outcome
    switch step.step {
    case .going: outcome = .going
    case .ended:
      isEnded = true
      outcome = codec == .gzip ? .streamEnded : .ended
    case .damaged(let words): outcome = .damaged(words)
    }
    return (outcome, step.consumed, step.produced)
  }

  private mutating func note(_ memory: UnsafeRawBufferPointer, consumed: Int, produced: Int) {
    if codec != .gzip {
      checksum = Inflation.checksum(checksum, adding: UnsafeRawBufferPointer(rebasing: memory.prefix(produced)))
    }
    // Both counts are those of buffers in memory; no file in the world makes them overflow.
    out &+= Int64(produced)
    packedOffset &+= Int64(consumed)
  }
}

/// Points from which inflation can be taken up again: close together near the last one, wider apart behind.
struct InflationMarks {
  private static let spacing: Int64 = 1 << 20
  private var points: [InflationPoint] = []

  /// Keeps `point` where the last mark lies far enough behind.
  mutating func note(_ point: InflationPoint) {
    let last = points.last?.out ?? 0
    guard point.out >= last + Self.spacing, !point.isEnded, let copy = point.copy() else { return }
    points.append(copy)
    thin()
  }

  /// The last mark at or before `offset`, as a point to go on from; later marks are dropped.
  mutating func point(before offset: Int64) -> InflationPoint? {
    while let last = points.last, last.out > offset { points.removeLast() }
    return points.last?.copy()
  }

  /// Drops marks such that the gap at a distance is about that distance: their number grows with its logarithm.
  private mutating func thin() {
    guard let head = points.last?.out, points.count > 8 else { return }
    var kept: [InflationPoint] = []
    for (index, point) in points.enumerated() {
      let isNeeded: Bool
      if index + 1 < points.count {
        let before = kept.last?.out ?? 0
        // Without this mark the gap around it would be wider than half the distance to the head.
        isNeeded = points[index + 1].out - before > (head - point.out) / 2
      } else {
        isNeeded = true
      }
      if isNeeded { kept.append(point) }
    }
    points = kept
  }
}
