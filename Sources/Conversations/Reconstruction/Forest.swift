/// Trees given by each node's parent: children, an order from the roots down, and what lies below each node.
///
/// Everything is done with arrays and loops: a chain of a million nodes needs no deeper stack than one of two.
struct Forest {
  /// All nodes, each behind its parent.
  let order: [Int32]
  /// For each node the smallest message below it or in it; `Int32.max` where there is none.
  let earliest: [Int32]
  /// For each node how many of its children hold messages, in them or below.
  let liveChildren: [Int32]
  private let starts: [Int32]
  private let children: [Int32]

  /// - Parameters:
  ///   - parent: the node above each node, or -1; without cycles.
  ///   - message: the message in each node, or -1.
  init(parent: [Int32], message: [Int32]) {
    var starts = [Int32](repeating: 0, count: parent.count + 1)
    for above in parent where above >= 0 { starts[Int(above) + 1] += 1 }
    for index in parent.indices { starts[index + 1] += starts[index] }
    var next = starts
    var children = [Int32](repeating: 0, count: Int(starts[parent.count]))
    var order: [Int32] = []
    order.reserveCapacity(parent.count)
    for (node, above) in parent.enumerated() {
      if above < 0 {
        order.append(Int32(clamping: node))
      } else {
        children[Int(next[Int(above)])] = Int32(clamping: node)
        next[Int(above)] += 1
      }
    }
    var done = 0
    while done < order.count {
      let node = Int(order[done])
      order += children[Int(starts[node])..<Int(starts[node + 1])]
      done += 1
    }
    var earliest = message.map { $0 < 0 ? Int32.max : $0 }
    var liveChildren = [Int32](repeating: 0, count: parent.count)
    for node in order.reversed() where earliest[Int(node)] != .max && parent[Int(node)] >= 0 {
      let above = Int(parent[Int(node)])
      earliest[above] = min(earliest[above], earliest[Int(node)])
      liveChildren[above] += 1
    }
    self.order = order
    self.earliest = earliest
    self.liveChildren = liveChildren
    self.starts = starts
    self.children = children
  }

  /// The nodes right below `node`.
  func children(of node: Int) -> ArraySlice<Int32> { children[Int(starts[node])..<Int(starts[node + 1])] }

  /// Whether a message is at `node` or below it.
  func isLive(_ node: Int) -> Bool { earliest[node] != .max }
}
