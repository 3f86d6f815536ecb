import MailModel

/// Makes conversations of slots, parents and components: leaves out placeholders that join nothing, numbers the nodes.
struct ConversationAssembly {
  private let trees: IdentifierTrees
  /// By which message a slot is ordered among its siblings; -1 where it makes no node.
  private let rank: [Int32]
  /// The trees of nodes: for each slot the one above it that makes a node.
  private let forest: Forest
  /// The slots that make roots.
  private var roots: [Root] = []

  private struct Root {
    /// The slot that stands for the conversation.
    var component: Int32
    var slot: Int32
  }

  /// The conversations, sorted by id.
  static func conversations(_ trees: consuming IdentifierTrees) -> [Conversation] {
    let names = smallestNames(&trees)
    return ConversationAssembly(trees).conversations(names)
  }

  private init(_ identified: consuming IdentifierTrees) {
    let slots = identified.slots
    let parent = identified.links.parent
    let all = Forest(parent: parent, message: slots.message)
    var above = [Int32](repeating: -1, count: slots.count)
    var rank = above
    for node in all.order.lazy.map({ Int($0) }) {
      let up = Int(parent[node])
      if up >= 0 { above[node] = rank[up] >= 0 ? Int32(clamping: up) : above[up] }
      let stays = slots.isFilled(node) || all.liveChildren[node] >= 2 || (up < 0 && all.isLive(node))
      if stays { rank[node] = slots.isFilled(node) ? slots.message[node] : all.earliest[node] }
    }
    for slot in above.indices where rank[slot] >= 0 && above[slot] < 0 {
      let component = Int32(clamping: identified.sets.root(of: slot))
      roots.append(Root(component: component, slot: Int32(clamping: slot)))
    }
    roots.sort { ($0.component, rank[Int($0.slot)]) < ($1.component, rank[Int($1.slot)]) }
    for slot in above.indices where rank[slot] < 0 { above[slot] = -1 }
    forest = Forest(parent: above, message: rank)
    self.rank = rank
    trees = identified
  }

  private func conversations(_ names: [Int32]) -> [Conversation] {
    var conversations: [Conversation] = []
    var first = 0
    while first < roots.count {
      let component = roots[first].component
      var end = first
      while end < roots.count, roots[end].component == component { end += 1 }
      let name = Self.name(of: Int(names[Int(component)]), trees.slots) ?? []
      let id = ConversationID("c" + ContentDigest(of: Array(name)).hex.prefix(20))
      conversations.append(Conversation(id: id, nodes: nodes(below: roots[first..<end])))
      first = end
    }
    conversations.sort { $0.id < $1.id }
    return conversations
  }

  /// For each component, by the slot that stands for it, the slot with the smallest name; -1 elsewhere.
  private static func smallestNames(_ trees: inout IdentifierTrees) -> [Int32] {
    var smallest = [Int32](repeating: -1, count: trees.slots.count)
    for slot in smallest.indices where !trees.slots.isCopy(slot) {
      let root = trees.sets.root(of: slot)
      guard smallest[root] >= 0 else {
        smallest[root] = Int32(clamping: slot)
        continue
      }
      guard let name = name(of: slot, trees.slots), let other = Self.name(of: Int(smallest[root]), trees.slots),
        name.lexicographicallyPrecedes(other)
      else { continue }
      smallest[root] = Int32(clamping: slot)
    }
    return smallest
  }

  /// What a slot is called: its identifier, or its message's digest.
  private static func name(of slot: Int, _ slots: MessageSlots) -> ArraySlice<UInt8>? {
    guard slot >= 0 else { return nil }
    if let identifier = slots.identifier(of: slot) { return identifier }
    guard slots.isFilled(slot) else { return nil }
    return Array("sha256:\(slots.messages[Int(slots.message[slot])].digest.hex)".utf8)[...]
  }

  /// The nodes of some trees in reading order: depth first, siblings by rank.
  private func nodes(below roots: ArraySlice<Root>) -> [ConversationNode] {
    var nodes: [ConversationNode] = []
    var waiting: [(slot: Int, parent: Int?, depth: Int)] = roots.reversed().map { (Int($0.slot), nil, 0) }
    while let (slot, parent, depth) = waiting.popLast() {
      let index = nodes.count
      nodes.append(node(at: slot, below: parent, depth: depth))
      for child in forest.children(of: slot).sorted(by: { rank[Int($0)] > rank[Int($1)] }) {
        waiting.append((Int(child), index, depth + 1))
      }
    }
    return nodes
  }

  private func node(at slot: Int, below parent: Int?, depth: Int) -> ConversationNode {
    let slots = trees.slots
    return ConversationNode(
      message: slots.isFilled(slot) ? slots.messages[Int(slots.message[slot])].digest : nil,
      messageID: slots.identifier(of: slot).map { MessageID(String(decoding: $0, as: UTF8.self)) },
      parent: parent, link: parent == nil ? .root : trees.links.reason[slot], depth: depth)
  }
}
