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
    let backwards = referencesWrittenBackwards(slots)
    for index in backwards {
      guard let first = slots.references(of: index).first else { continue }
      set(Int(first), above: Int(slots.slot[index]), because: .references)
    }
    for index in slots.messages.indices {
      let chain = slots.references(of: index)
      if backwards.contains(index) { takeChain(chain.reversed()) } else { takeChain(chain) }
    }
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

  /// The messages that name their references latest first: the first of them says itself that it answers the last.
  ///
  /// Asked after every message said what it answers, and before anything is taken from hearsay, so no order of the
  /// messages counts. A walk is as long as the list at most.
  private func referencesWrittenBackwards(_ slots: MessageSlots) -> Set<Int> {
    var backwards: Set<Int> = []
    for index in slots.messages.indices where !slots.isDuplicate(index) {
      let chain = slots.references(of: index)
      guard chain.count > 1, let first = chain.first, let last = chain.last, first != last,
        parent[Int(slots.slot[index])] == last
      else { continue }
      var at = parent[Int(first)]
      for _ in chain where at >= 0 {
        if at == last {
          backwards.insert(index)
          break
        }
        at = parent[Int(at)]
      }
    }
    return backwards
  }

  /// Each reference stands below the one before it, unless something else is known of it already.
  ///
  /// Messages are gone through by (date, digest), so the earliest witness is believed.
  private mutating func takeChain(_ chain: some Sequence<Int32>) {
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
