import MailModel

/// For each slot the slot above it, and why.
struct ParentLinks: Sendable {
  /// The slot above, or -1.
  private(set) var parent: [Int32]
  /// Why it stands above; `root` where nothing does.
  private(set) var reason: [LinkReason]
  /// Whether the link is only what others' References say of the slot; known while links are made.
  private var isHearsay: [Bool]

  /// Finds the parents that References and In-Reply-To name, and cuts cycles.
  init(_ slots: MessageSlots) {
    parent = Array(repeating: -1, count: slots.count)
    reason = Array(repeating: .root, count: slots.count)
    isHearsay = Array(repeating: false, count: slots.count)
    for index in slots.messages.indices where !slots.isDuplicate(index) {
      guard let (above, why) = Self.ownParent(of: index, in: slots) else { continue }
      set(above, above: Int(slots.slot[index]), because: why)
    }
    for index in slots.messages.indices { takeChain(slots.references(of: index)) }
    cutCycles(slots)
    isHearsay = []
    for (slot, original) in slots.duplicates + slots.copies { follow(original, with: slot) }
  }

  /// Puts `slot` where `original` stands: below the same slot, for the same reason.
  mutating func follow(_ original: Int, with slot: Int) {
    parent[slot] = parent[original]
    reason[slot] = reason[original]
  }

  /// Puts `slot` below `above`.
  mutating func set(_ above: Int, above slot: Int, because why: LinkReason) {
    parent[slot] = Int32(clamping: above)
    reason[slot] = why
  }

  /// The last reference; where no message is there but one is at an In-Reply-To, that one.
  ///
  /// Where there are no References: the first In-Reply-To at which a message is, or else the first.
  private static func ownParent(of index: Int, in slots: MessageSlots) -> (Int, LinkReason)? {
    let replied = slots.inReplyTo(of: index)
    let filled = replied.first { slots.isFilled(Int($0)) }
    guard let last = slots.references(of: index).last else {
      return (filled ?? replied.first).map { (Int($0), .inReplyTo) }
    }
    if !slots.isFilled(Int(last)), let filled { return (Int(filled), .inReplyTo) }
    return (Int(last), .references)
  }

  /// Each reference stands below the one before it, unless something else is known of it already.
  ///
  /// Messages are gone through by (date, digest), so the earliest witness is believed.
  private mutating func takeChain(_ chain: ArraySlice<Int32>) {
    var above: Int32 = -1
    for slot in chain {
      if above >= 0, above != slot, parent[Int(slot)] < 0 {
        set(Int(above), above: Int(slot), because: .references)
        isHearsay[Int(slot)] = true
      }
      above = slot
    }
  }

  /// Cuts each cycle at one link: hearsay first, then the link of the earliest message.
  private mutating func cutCycles(_ slots: MessageSlots) {
    // 0: not seen; otherwise the number of the walk that came by.
    var walk: [Int32] = Array(repeating: 0, count: parent.count)
    for start in parent.indices where walk[start] == 0 {
      let number = Int32(clamping: start + 1)
      var at = Int32(clamping: start)
      while at >= 0, walk[Int(at)] == 0 {
        walk[Int(at)] = number
        at = parent[Int(at)]
      }
      guard at >= 0, walk[Int(at)] == number else { continue }
      let cut = weakestLink(onCycleThrough: Int(at), in: slots)
      parent[cut] = -1
      reason[cut] = .root
    }
  }

  private func weakestLink(onCycleThrough slot: Int, in slots: MessageSlots) -> Int {
    var best = slot
    var at = Int(parent[slot])
    while at != slot, at >= 0 {
      if isWeaker(at, than: best, in: slots) { best = at }
      at = Int(parent[at])
    }
    return best
  }

  private func isWeaker(_ one: Int, than other: Int, in slots: MessageSlots) -> Bool {
    if isHearsay[one] != isHearsay[other] { return isHearsay[one] }
    if slots.isFilled(one) != slots.isFilled(other) { return slots.isFilled(one) }
    if slots.isFilled(one) { return slots.message[one] < slots.message[other] }
    guard let first = slots.identifier(of: one), let second = slots.identifier(of: other) else { return false }
    return first.lexicographicallyPrecedes(second)
  }
}
