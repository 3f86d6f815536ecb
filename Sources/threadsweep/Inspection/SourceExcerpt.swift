import AttachmentInspection

/// The lines of a source that are shown: all of a short one, of a long one those around the marks.
enum SourceExcerpt {
  enum Extent {
    case shortened, full
  }

  enum Piece: Equatable {
    /// A line, by its index.
    case line(Int)
    /// So many lines that are left out.
    case gap(Int)
  }

  /// A source with no more lines is shown whole.
  private static let short = 40
  /// Lines before and behind a mark.
  private static let around = 2
  /// Lines of one source that are shown.
  private static let most = 120
  /// Lines that are shown of a long source without marks.
  private static let glance = 8

  static func pieces(of source: MacroSource, _ extent: Extent) -> [Piece] {
    let count = source.lines.count
    if extent == .full || count <= short { return source.lines.indices.map(Piece.line) }
    var shown = [Bool](repeating: false, count: count)
    var left = most
    for (index, line) in source.lines.enumerated() where !line.marks.isEmpty {
      for near in max(0, index - around)...min(count - 1, index + around) where left > 0 && !shown[near] {
        shown[near] = true
        left -= 1
      }
    }
    if left == most { for index in 0..<min(glance, count) { shown[index] = true } }
    var pieces: [Piece] = []
    var gap = 0
    for index in 0..<count {
      if shown[index] {
        if gap > 0 { pieces.append(.gap(gap)) }
        gap = 0
        pieces.append(.line(index))
      } else {
        gap += 1
      }
    }
    if gap > 0 { pieces.append(.gap(gap)) }
    return pieces
  }
}
