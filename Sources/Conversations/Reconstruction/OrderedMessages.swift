import MailModel

/// Messages by (date, digest), undated ones last, each content once: an order that does not depend on how they came.
struct OrderedMessages: RandomAccessCollection {
  private let edges: [ThreadEdges]
  private let order: [Int32]

  init(_ edges: [ThreadEdges]) {
    self.edges = edges
    let sorted = edges.indices.sorted { Self.precedes(edges[$0], edges[$1]) }
    var order: [Int32] = []
    order.reserveCapacity(sorted.count)
    for index in sorted {
      if let last = order.last, edges[Int(last)].message == edges[index].message { continue }
      order.append(Int32(clamping: index))
    }
    self.order = order
  }

  var startIndex: Int { 0 }
  var endIndex: Int { order.count }
  subscript(index: Int) -> ThreadEdges { edges[Int(order[index])] }

  private static func precedes(_ left: ThreadEdges, _ right: ThreadEdges) -> Bool {
    switch (left.date, right.date) {
    case (let one?, let other?) where one.seconds != other.seconds: return one.seconds < other.seconds
    case (.some, nil): return true
    case (nil, .some): return false
    default: return left.message < right.message
    }
  }
}
