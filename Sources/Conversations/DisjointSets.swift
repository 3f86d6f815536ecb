/// Which elements belong together: union by size, paths halved (Tarjan 1975).
public struct DisjointSets: Sendable {
  private var parent: [Int32]
  private var size: [Int32]

  /// Makes `count` sets of one element each, 0 to `count` − 1; below 2³¹.
  public init(count: Int) {
    parent = (0..<count).map { Int32(clamping: $0) }
    size = Array(repeating: 1, count: count)
  }

  /// The element that stands for all that belong together with `element`.
  public mutating func root(of element: Int) -> Int {
    var at = element
    while Int(parent[at]) != at {
      parent[at] = parent[Int(parent[at])]
      at = Int(parent[at])
    }
    return at
  }

  /// Joins two sets; the element that now stands for both, and the one that no longer stands for its own.
  @discardableResult
  public mutating func join(_ first: Int, _ second: Int) -> (kept: Int, lost: Int)? {
    let left = root(of: first)
    let right = root(of: second)
    guard left != right else { return nil }
    let (kept, lost) = size[left] >= size[right] ? (left, right) : (right, left)
    parent[lost] = Int32(clamping: kept)
    size[kept] &+= size[lost]
    return (kept, lost)
  }
}
