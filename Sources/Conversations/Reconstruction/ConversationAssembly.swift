import MailModel

/// Makes conversations of slots, parents and components: leaves out placeholders that join nothing, numbers the nodes.
struct ConversationAssembly {
  private let slots: MessageSlots
  private let links: ParentLinks
  /// For each slot the slot above it that stays, or -1.
  private var above: [Int32]
  /// Whether the slot becomes a node.
  private var stays: [Bool]
  /// By which message a slot is ordered among its siblings.
  private var rank: [Int32]

  init(_ slots: MessageSlots, _ links: ParentLinks) {
    self.slots = slots
    self.links = links
    let forest = Forest(parent: links.parent, message: slots.message)
    above = Array(repeating: -1, count: slots.count)
    stays = Array(repeating: false, count: slots.count)
    rank = slots.message
    for node in forest.order.lazy.map({ Int($0) }) {
      let parent = Int(links.parent[node])
      if parent >= 0 { above[node] = stays[parent] ? Int32(clamping: parent) : above[parent] }
      stays[node] = slots.isFilled(node) || forest.liveChildren[node] >= 2 || (parent < 0 && forest.isLive(node))
      if !slots.isFilled(node) { rank[node] = forest.earliest[node] }
    }
  }

  func conversations(_ sets: inout DisjointSets) -> [Conversation] {
    let smallest = smallestIdentifiers(&sets)
    let forest = Forest(
      parent: above.indices.map { stays[$0] ? above[$0] : -1 }, message: stays.indices.map { stays[$0] ? rank[$0] : -1 }
    )
    var roots: [(component: Int, slot: Int)] = []
    for slot in 0..<slots.count where stays[slot] && above[slot] < 0 {
      roots.append((component: sets.root(of: slot), slot: slot))
    }
    roots.sort { ($0.component, rank[$0.slot], $0.slot) < ($1.component, rank[$1.slot], $1.slot) }
    var conversations: [Conversation] = []
    var first = 0
    while first < roots.count {
      let component = roots[first].component
      var end = first
      while end < roots.count, roots[end].component == component { end += 1 }
      conversations.append(
        Conversation(
          id: Self.id(smallest[component] ?? ""), nodes: nodes(below: roots[first..<end].map(\.slot), forest)))
      first = end
    }
    return conversations.sorted { $0.id < $1.id }
  }

  /// For each component the smallest identifier that any of its messages bears or names.
  private func smallestIdentifiers(_ sets: inout DisjointSets) -> [Int: String] {
    var smallest: [Int: String] = [:]
    for slot in 0..<slots.count {
      let name: String
      if let id = slots.identifier(of: slot) {
        name = id.rawValue
      } else if slots.message[slot] >= 0 {
        name = "sha256:" + slots.messages[Int(slots.message[slot])].message.hex
      } else {
        continue
      }
      let root = sets.root(of: slot)
      if let other = smallest[root], !name.utf8.lexicographicallyPrecedes(other.utf8) { continue }
      smallest[root] = name
    }
    return smallest
  }

  private static func id(_ identifier: String) -> ConversationID {
    ConversationID("c" + ContentDigest(of: identifier).hex.prefix(20))
  }

  /// The nodes of some trees in reading order: depth first, siblings by rank.
  private func nodes(below roots: [Int], _ forest: Forest) -> [ConversationNode] {
    var nodes: [ConversationNode] = []
    var waiting: [(slot: Int, parent: Int?, depth: Int)] = roots.reversed().map { ($0, nil, 0) }
    while let (slot, parent, depth) = waiting.popLast() {
      let message = slots.message[slot] >= 0 ? slots.messages[Int(slots.message[slot])].message : nil
      nodes.append(
        ConversationNode(
          message: message, messageID: slots.identifier(of: slot), parent: parent,
          link: parent == nil ? .root : links.reason[slot], depth: depth))
      let index = nodes.count - 1
      let children = forest.children(of: slot).map { Int($0) }
      for child in children.sorted(by: { (rank[$0], $0) > (rank[$1], $1) }) {
        waiting.append((child, index, depth + 1))
      }
    }
    return nodes
  }
}
