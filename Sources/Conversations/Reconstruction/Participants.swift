import MailModel

/// Who wrote in each conversation.
///
/// Only authors count: the address of a mailing list stands among the recipients of every message on it.
struct Participants {
  private var numbers: [String: Int32] = [:]
  /// For each conversation, by the slot that stands for it, its authors.
  private var authors: [Int: Set<Int32>] = [:]
  private static let maximumRecipients = 1_000

  init(_ slots: MessageSlots, _ sets: inout DisjointSets) {
    for (index, edges) in slots.messages.enumerated() where !edges.author.isEmpty {
      let number = numbers[edges.author] ?? Int32(clamping: numbers.count)
      numbers[edges.author] = number
      authors[sets.root(of: Int(slots.slot[index])), default: []].insert(number)
    }
  }

  /// The author and the recipients of a message, as far as they wrote anything in the archive.
  func people(of edges: ThreadEdges) -> [Int32] {
    var people: [Int32] = []
    if let author = numbers[edges.author] { people.append(author) }
    for recipient in edges.recipients.prefix(Self.maximumRecipients) {
      if let number = numbers[recipient] { people.append(number) }
    }
    return people
  }

  func anyone(of people: [Int32], wroteIn conversation: Int) -> Bool {
    guard let authors = authors[conversation] else { return false }
    return people.contains { authors.contains($0) }
  }

  /// Takes the authors of `lost` to `kept`: the fewer ones move.
  mutating func merge(_ lost: Int, into kept: Int) {
    guard let moved = authors.removeValue(forKey: lost) else { return }
    guard let there = authors.removeValue(forKey: kept) else {
      authors[kept] = moved
      return
    }
    var (more, fewer) = there.count >= moved.count ? (there, moved) : (moved, there)
    fewer.forEach { more.insert($0) }
    fewer = []
    authors[kept] = more
  }
}
