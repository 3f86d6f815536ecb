/// A tree whose root is not known to answer anything: what could be linked to an earlier conversation.
struct ThreadHead: Sendable {
  /// The message that speaks for the tree.
  var message: Int
  /// The slot that would be put below another.
  var slot: Int
}

extension ThreadHead {
  /// The heads of all trees in the order of their messages.
  ///
  /// A tree whose root is a message is headed by it. Above the first message of a tree placeholders may stand, one
  /// below the other: that message heads the tree, and takes the tree along. Where a placeholder joins several
  /// branches, the earliest message speaks for all, and the placeholder is what moves. A copy heads nothing: it goes
  /// where its original goes.
  static func all(in slots: MessageSlots, _ links: ParentLinks) -> [ThreadHead] {
    let forest = Forest(parent: links.parent, message: slots.message)
    var heads: [ThreadHead] = []
    for root in forest.order
    where links.parent[Int(root)] < 0 && forest.isLive(Int(root)) && !slots.isCopy(Int(root)) {
      var node = Int(root)
      while !slots.isFilled(node), forest.liveChildren[node] == 1,
        let child = forest.children(of: node).first(where: { forest.isLive(Int($0)) })
      {
        node = Int(child)
      }
      let message = slots.isFilled(node) ? slots.message[node] : forest.earliest[node]
      heads.append(ThreadHead(message: Int(message), slot: node))
    }
    return heads.sorted { ($0.message, $0.slot) < ($1.message, $1.slot) }
  }
}
