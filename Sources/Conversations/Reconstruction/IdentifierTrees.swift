/// Trees as identifiers make them, and which of them hang together.
struct IdentifierTrees: Sendable {
  private(set) var slots: MessageSlots
  var links: ParentLinks
  var sets: DisjointSets

  init(_ table: MessageTable) {
    slots = MessageSlots(OrderedMessages(table))
    links = ParentLinks(slots)
    sets = DisjointSets(count: slots.count)
    for index in slots.messages.indices {
      let own = Int(slots.slot[index])
      for slot in slots.references(of: index) { sets.join(own, Int(slot)) }
      for slot in slots.inReplyTo(of: index) { sets.join(own, Int(slot)) }
    }
    for (slot, original) in slots.duplicates + slots.copies { sets.join(slot, original) }
  }

  /// Drops all that links were made of.
  mutating func freeze() { slots.freeze() }
}
