import MailModel

/// Links that identifiers do not prove: tried for the head of each tree, in order of date, the strongest kind first.
///
/// A link leads to a strictly earlier message of another conversation, so none can close a cycle.
struct WeakLinks: Sendable {
  private var trees: IdentifierTrees
  /// The heads of trees that name no message that is there, in order.
  private let heads: [ThreadHead]
  private let byThreadIndex: ThreadIndexTable
  private let byGmailThread: KeyedMessages
  private let bySubject: KeyedMessages
  private var participants: Participants

  /// How long after a message its subject can still be answered, in seconds: 180 days.
  private static let subjectHorizon: Int64 = 180 * 86_400
  /// How many earlier messages that could be answered are looked at.
  private static let maximumCandidates = 256

  init(_ identified: IdentifierTrees) {
    trees = identified
    let slots = trees.slots
    heads = ThreadHead.all(in: slots, trees.links).filter { !slots.namesPresentMessage($0.message) }
    participants = Participants(slots, &trees.sets)
    byThreadIndex = ThreadIndexTable(slots.messages)
    var wanted = Array(repeating: false, count: slots.messages.table.texts.count)
    for head in heads where slots.messages[head.message].isBareReply {
      wanted[Int(slots.messages[head.message].subject)] = true
    }
    var gmail: [KeyedMessages.Entry] = []
    var subjects: [KeyedMessages.Entry] = []
    for (index, record) in slots.messages.enumerated() {
      let message = Int32(clamping: index)
      if record.gmailThread >= 0 { gmail.append(.init(key: Self.key(record.gmailThread), message: message)) }
      if record.date != nil, wanted[Int(record.subject)] {
        subjects.append(.init(key: Self.key(record.subject), message: message))
      }
    }
    byGmailThread = KeyedMessages(gmail)
    bySubject = KeyedMessages(subjects)
  }

  /// For each message's number in the table its place in the order of all.
  var places: [Int32] { trees.slots.messages.places }

  /// The messages whose quoted text can make a link.
  ///
  /// A head with a stronger link needs none, if that link is sure to be made when its turn comes: no earlier message is
  /// in its conversation, so nothing can join that to another before.
  mutating func messagesToPlaceByQuotes() -> [ContentDigest] {
    var isJoinedEarlier = Array(repeating: false, count: trees.slots.count)
    var earliest = isJoinedEarlier
    for index in trees.slots.messages.indices {
      let root = trees.sets.root(of: Int(trees.slots.slot[index]))
      isJoinedEarlier[Int(trees.slots.slot[index])] = earliest[root]
      earliest[root] = true
    }
    var found: [ContentDigest] = []
    for head in heads where head.message > 0 && trees.slots.messages[head.message].isReply {
      let record = trees.slots.messages[head.message]
      if !isJoinedEarlier[Int(trees.slots.slot[head.message])], provenTarget(of: head, record) != nil { continue }
      found.append(record.digest)
    }
    return found
  }

  /// The trees with all links that can be made.
  consuming func linked(by quotes: QuotedTextMatches) -> IdentifierTrees {
    for head in heads {
      guard let (target, reason) = target(of: head, quotes) else { continue }
      // An answer to a copy answers the original.
      let above = trees.slots.original(of: Int(trees.slots.slot[target]))
      trees.links.set(above, above: head.slot, because: reason)
      if let (kept, lost) = trees.sets.join(head.slot, above) { participants.merge(lost, into: kept, trees.slots) }
    }
    for (slot, original) in trees.slots.copies { trees.links.follow(original, with: slot) }
    return trees
  }

  private mutating func target(of head: ThreadHead, _ quotes: QuotedTextMatches) -> (Int, LinkReason)? {
    let record = trees.slots.messages[head.message]
    if let proven = provenTarget(of: head, record) { return proven }
    if record.isReply {
      let number = trees.slots.messages.number(of: head.message)
      for index in quotes.messages(quotedBy: number, before: head.message) where isOther(index, than: head) {
        return (index, .quotedHistory)
      }
    }
    return subjectTarget(of: head, record).map { ($0, .subject) }
  }

  /// What Outlook's or Gmail's own numbering says.
  private mutating func provenTarget(of head: ThreadHead, _ record: MessageRecord) -> (Int, LinkReason)? {
    let blocks = byThreadIndex.blocks(of: record)
    for added in 0..<blocks {
      let candidates = byThreadIndex.messages(before: head.message, blocks: added + 1, above: record)
      if let index = latest(of: candidates, otherThan: head) { return (index, .threadIndex) }
    }
    guard record.gmailThread >= 0 else { return nil }
    let candidates = byGmailThread.messages(at: Self.key(record.gmailThread), before: head.message)
    return latest(of: candidates, otherThan: head).map { ($0, .gmailThread) }
  }

  private mutating func subjectTarget(of head: ThreadHead, _ record: MessageRecord) -> Int? {
    guard record.isBareReply, let date = record.date else { return nil }
    let candidates = bySubject.messages(at: Self.key(record.subject), before: head.message)
    guard !candidates.isEmpty else { return nil }
    let people = participants.people(of: record, in: trees.slots)
    for candidate in candidates.reversed().prefix(Self.maximumCandidates) {
      let index = Int(candidate.message)
      guard let earlier = trees.slots.messages[index].date else { continue }
      let (age, overflow) = date.subtractingReportingOverflow(earlier)
      guard !overflow, age <= Self.subjectHorizon else { return nil }
      guard isOther(index, than: head) else { continue }
      let thread = trees.sets.root(of: Int(trees.slots.slot[index]))
      if participants.anyone(of: people, wroteIn: thread) { return index }
    }
    return nil
  }

  private mutating func latest(of candidates: ArraySlice<KeyedMessages.Entry>, otherThan head: ThreadHead) -> Int? {
    for candidate in candidates.reversed().prefix(Self.maximumCandidates)
    where isOther(Int(candidate.message), than: head) {
      return Int(candidate.message)
    }
    return nil
  }

  private mutating func isOther(_ message: Int, than head: ThreadHead) -> Bool {
    trees.sets.root(of: Int(trees.slots.slot[message])) != trees.sets.root(of: head.slot)
  }

  private static func key(_ text: Int32) -> UInt64 { UInt64(UInt32(truncatingIfNeeded: text)) }
}
