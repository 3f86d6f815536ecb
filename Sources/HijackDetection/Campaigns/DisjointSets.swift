/// Sets that are joined step by step; each is named by its smallest member.
struct DisjointSets {
  private var parents: [Int]

  /// Makes `count` sets of one member each.
  init(count: Int) { parents = Array(0..<count) }

  /// The smallest member of the set of a member.
  mutating func root(_ member: Int) -> Int {
    var at = member
    while parents[at] != at {
      parents[at] = parents[parents[at]]
      at = parents[at]
    }
    return at
  }

  /// Makes the sets of two members one.
  mutating func join(_ a: Int, _ b: Int) {
    let (left, right) = (root(a), root(b))
    guard left != right else { return }
    parents[max(left, right)] = min(left, right)
  }
}
