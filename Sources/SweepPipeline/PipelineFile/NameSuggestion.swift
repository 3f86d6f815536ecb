/// What somebody may have meant by a name that is none.
enum NameSuggestion {
  /// Longer names are not compared.
  private static let longest = 64

  /// ` (did you mean 'x'?)` where a known name is near; empty where none is.
  static func text(for name: String, among known: some Sequence<String>) -> String {
    guard let nearest = nearest(to: name, among: known) else { return "" }
    return "; did you mean '\(nearest)'?"
  }

  /// The known name that is nearest, where it is near; of several the first in the alphabet.
  static func nearest(to name: String, among known: some Sequence<String>) -> String? {
    let given = Array(name.lowercased().utf8)
    guard !given.isEmpty, given.count <= longest else { return nil }
    let most = max(1, given.count / 3)
    return known.sorted().map { ($0, distance(given, Array($0.utf8))) }
      .filter { $0.1 <= most }
      .min { $0.1 < $1.1 }?.0
  }

  /// Letters that are to be put in, taken out, replaced or exchanged with their neighbour to get from one to the other.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    guard right.count <= longest * 2 else { return .max }
    var before = [Int](repeating: 0, count: right.count + 1)
    var above = Array(0...right.count)
    for (row, letter) in left.enumerated() {
      var line = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(above[column + 1] + 1, line[column] + 1, above[column] + (letter == other ? 0 : 1))
        if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
          cost = min(cost, before[column - 1] + 1)
        }
        line.append(cost)
      }
      (before, above) = (above, line)
    }
    return above[right.count]
  }
}
