import MailModel

/// Places counted as if all lines ended in LF, as the message's identity is computed: the same in every copy of a mail,
/// whichever line ends its archive has.
struct NormalisedPlaces {
  private let bytes: ByteView

  init(_ bytes: ByteView) { self.bytes = bytes }

  /// The ranges, each less the carriage returns before and in it that belong to line ends.
  func normalised(_ ranges: [ByteRange]) -> [ByteRange] {
    guard !ranges.isEmpty, bytes.firstIndex(of: ASCII.carriageReturn) != nil else { return ranges }
    let edges = Set(
      ranges.flatMap { [clamped($0.offset), clamped($0.offset.addingReportingOverflow($0.length).partialValue)] }
    ).sorted()
    var removed: [Int: Int] = [:]
    removed.reserveCapacity(edges.count)
    var count = 0
    var at = 0
    for edge in edges {
      while at < edge, let found = bytes.firstIndex(of: ASCII.carriageReturn, from: at, to: edge) {
        if found + 1 < bytes.count, bytes[found + 1] == ASCII.lineFeed { count += 1 }
        at = found + 1
      }
      at = max(at, edge)
      removed[edge] = count
    }
    return ranges.map { range in
      let start = clamped(range.offset)
      let end = clamped(range.offset.addingReportingOverflow(range.length).partialValue)
      let offset = start - (removed[start] ?? 0)
      return ByteRange(offset: offset, length: max(0, end - (removed[end] ?? 0) - offset))
    }
  }

  private func clamped(_ offset: Int) -> Int { min(max(offset, 0), bytes.count) }
}
