/// Who wrote in each conversation.
///
/// Only authors count: the address of a mailing list stands among the recipients of every message on it.
struct Participants: Sendable {
  /// Conversations, by the slot that stands for each, with their authors: the slot above, the author below.
  private var authors: Set<UInt64> = []
  /// The slots of each conversation as a ring: for each slot the next one.
  private var next: [Int32]
  /// Which texts are authors.
  private var isAuthor: [Bool]

  init(_ slots: MessageSlots, _ sets: inout DisjointSets) {
    next = (0..<slots.count).map { Int32(clamping: $0) }
    isAuthor = Array(repeating: false, count: slots.messages.table.texts.count)
    for slot in next.indices {
      let root = sets.root(of: slot)
      if root != slot { next.swapAt(root, slot) }
    }
    for (index, record) in slots.messages.enumerated() where record.author >= 0 {
      isAuthor[Int(record.author)] = true
      authors.insert(Self.pair(sets.root(of: Int(slots.slot[index])), record.author))
    }
  }

  /// The author and the recipients of a message, as far as they wrote anything in the archive.
  func people(of record: MessageRecord, in slots: MessageSlots) -> [Int32] {
    var people = slots.messages.table.recipients(of: record).filter { isAuthor[Int($0)] }
    if record.author >= 0 { people.append(record.author) }
    return people
  }

  func anyone(of people: [Int32], wroteIn conversation: Int) -> Bool {
    people.contains { authors.contains(Self.pair(conversation, $0)) }
  }

  /// Takes the authors of `lost` to `kept`, the larger of the two.
  mutating func merge(_ lost: Int, into kept: Int, _ slots: MessageSlots) {
    var slot = lost
    repeat {
      if slots.isFilled(slot) {
        let author = slots.messages[Int(slots.message[slot])].author
        if author >= 0, authors.remove(Self.pair(lost, author)) != nil { authors.insert(Self.pair(kept, author)) }
      }
      slot = Int(next[slot])
    } while slot != lost
    next.swapAt(lost, kept)
  }

  private static func pair(_ conversation: Int, _ author: Int32) -> UInt64 {
    UInt64(UInt32(truncatingIfNeeded: conversation)) << 32 | UInt64(UInt32(truncatingIfNeeded: author))
  }
}
