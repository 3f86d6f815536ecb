import MailModel

/// Links that identifiers do not prove: tried for the head of each tree, in order of date, the strongest kind first.
///
/// A link leads to a strictly earlier message of another conversation, so none can close a cycle.
struct WeakLinks {
  private let slots: MessageSlots
  private var participants: Participants
  private let byThreadIndex: ThreadIndexTable
  private let byGmailThread: [String: [Int32]]
  private let bySubject: [String: [Int32]]
  private let byQuotedText: QuotedTextTable

  /// How long after a message its subject can still be answered, in seconds: 180 days.
  private static let subjectHorizon: Int64 = 180 * 86_400
  /// How many earlier messages with the same subject are looked at.
  private static let subjectCandidates = 256

  /// Links what can be linked, and joins the conversations.
  static func link(_ slots: MessageSlots, _ links: inout ParentLinks, _ sets: inout DisjointSets) {
    let heads = ThreadHead.all(in: slots, links).filter { !slots.namesPresentMessage($0.message) }
    guard !heads.isEmpty else { return }
    var linker = WeakLinks(slots, heads, &sets)
    for head in heads {
      guard let (target, reason) = linker.target(of: head, &sets) else { continue }
      let above = Int(slots.slot[target])
      links.set(above, above: head.slot, because: reason)
      linker.join(head.slot, above, &sets)
    }
  }

  private init(_ slots: MessageSlots, _ heads: [ThreadHead], _ sets: inout DisjointSets) {
    self.slots = slots
    participants = Participants(slots, &sets)
    var gmail: [String: [Int32]] = [:]
    var subjects: [String: [Int32]] = [:]
    let wanted = Set(heads.compactMap { head in Self.bareReplySubject(slots.messages[head.message]) })
    for (index, edges) in slots.messages.enumerated() {
      if let thread = edges.gmailThread { gmail[thread, default: []].append(Int32(clamping: index)) }
      if edges.date != nil, wanted.contains(edges.subject.base) {
        subjects[edges.subject.base, default: []].append(Int32(clamping: index))
      }
    }
    byGmailThread = gmail
    bySubject = subjects
    byThreadIndex = ThreadIndexTable(slots.messages)
    byQuotedText = QuotedTextTable(slots.messages, heads)
  }

  private mutating func join(_ one: Int, _ other: Int, _ sets: inout DisjointSets) {
    if let (kept, lost) = sets.join(one, other) { participants.merge(lost, into: kept) }
  }

  private func target(of head: ThreadHead, _ sets: inout DisjointSets) -> (Int, LinkReason)? {
    let edges = slots.messages[head.message]
    if let index = threadIndexTarget(of: head, edges, &sets) { return (index, .threadIndex) }
    if let index = gmailTarget(of: head, edges, &sets) { return (index, .gmailThread) }
    if let index = quotedTarget(of: head, edges, &sets) { return (index, .quotedHistory) }
    return subjectTarget(of: head, edges, &sets).map { ($0, .subject) }
  }

  private func threadIndexTarget(of head: ThreadHead, _ edges: ThreadEdges, _ sets: inout DisjointSets) -> Int? {
    for parents in byThreadIndex.parents(of: edges) {
      for index in parents.earlier(than: head.message).reversed().prefix(Self.subjectCandidates)
      where isOther(Int(index), than: head, &sets) {
        return Int(index)
      }
    }
    return nil
  }

  private func gmailTarget(of head: ThreadHead, _ edges: ThreadEdges, _ sets: inout DisjointSets) -> Int? {
    guard let thread = edges.gmailThread, let messages = byGmailThread[thread] else { return nil }
    for index in messages.earlier(than: head.message).reversed().prefix(Self.subjectCandidates)
    where isOther(Int(index), than: head, &sets) {
      return Int(index)
    }
    return nil
  }

  private func quotedTarget(of head: ThreadHead, _ edges: ThreadEdges, _ sets: inout DisjointSets) -> Int? {
    guard edges.subject.isReply else { return nil }
    for index in byQuotedText.quoted(by: edges, before: head.message) where isOther(index, than: head, &sets) {
      return index
    }
    return nil
  }

  private func subjectTarget(of head: ThreadHead, _ edges: ThreadEdges, _ sets: inout DisjointSets) -> Int? {
    guard let subject = Self.bareReplySubject(edges), let date = edges.date, let messages = bySubject[subject]
    else { return nil }
    let people = participants.people(of: edges)
    for index in messages.earlier(than: head.message).reversed().prefix(Self.subjectCandidates) {
      guard let earlier = slots.messages[Int(index)].date else { continue }
      let (age, overflow) = date.seconds.subtractingReportingOverflow(earlier.seconds)
      guard !overflow, age <= Self.subjectHorizon else { return nil }
      guard isOther(Int(index), than: head, &sets) else { continue }
      let thread = sets.root(of: Int(slots.slot[Int(index)]))
      if participants.anyone(of: people, wroteIn: thread) { return Int(index) }
    }
    return nil
  }

  private func isOther(_ message: Int, than head: ThreadHead, _ sets: inout DisjointSets) -> Bool {
    sets.root(of: Int(slots.slot[message])) != sets.root(of: head.slot)
  }

  /// The topic of an answer that names no other message; nil for every other message.
  private static func bareReplySubject(_ edges: ThreadEdges) -> String? {
    guard edges.subject.isReply, edges.references.isEmpty, edges.inReplyTo.isEmpty, !edges.subject.base.isEmpty
    else { return nil }
    return edges.subject.base
  }
}

extension MessageSlots {
  /// Whether a message that this one names is there.
  func namesPresentMessage(_ message: Int) -> Bool {
    references[message].contains { isFilled(Int($0)) } || inReplyTo[message].contains { isFilled(Int($0)) }
  }
}

extension [Int32] {
  /// The numbers below `limit` of a sorted list.
  func earlier(than limit: Int) -> ArraySlice<Int32> {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle]) < limit { low = middle + 1 } else { high = middle }
    }
    return self[..<low]
  }
}
