import Conversations
import MailModel

/// The traces of all messages of which the places say anything.
public struct MailboxTraces: Sendable {
  private var traces: [ContentDigest: MailboxTrace] = [:]

  /// No traces.
  public init() {}

  init(_ traces: [ContentDigest: MailboxTrace]) { self.traces = traces }

  /// The trace of a message's mail.
  public subscript(message: ContentDigest) -> MailboxTrace { traces[message] ?? .none }
}

/// Finds out whose mailboxes the archive holds, and what they say of each message's sending.
///
/// Messages may be added in any order; their order changes nothing. Some 100 bytes a message.
public struct MailboxSurvey: Sendable {
  /// One message.
  private struct Record {
    var digest: ContentDigest
    /// Its copies together (`MessageFacts.copyGroup`).
    var group: UInt64
    /// The author's number.
    var author: Int32
    /// Whether it reached a mailbox over a way, or because the author wrote to himself as well.
    var isReceived: Bool
    /// Where its places begin, and how many there are.
    var firstPlace: Int
    var placeCount: Int
  }

  private struct Spot {
    var mailbox: Int32
    var folder: MailboxPlace.Folder
  }

  private var records: [Record] = []
  private var spots: [Spot] = []
  private var authors = NumberedNames()
  private var mailboxes = NumberedNames()

  /// Of an author's mails in a folder of sent mail so many must be there to make it his, if no address names it.
  private static let fewestSent = 3

  /// Starts without messages.
  public init() {}

  /// Takes in a message with the places of which the mailbox is known.
  public mutating func add(_ facts: MessageFacts, places: [MailboxPlace]) {
    let author = authors.number(of: facts.author)
    let first = spots.count
    for place in places where !place.mailbox.isEmpty {
      spots.append(Spot(mailbox: mailboxes.number(of: place.mailbox), folder: place.folder))
    }
    records.append(
      Record(
        digest: facts.digest, group: facts.copyGroup, author: author,
        isReceived: !facts.hops.isEmpty || facts.recipients.contains { $0.key == facts.author },
        firstPlace: first, placeCount: spots.count - first))
  }

  /// The traces of all messages, those of `copies` with their originals.
  public func traces(_ copies: Copies) -> MailboxTraces {
    guard !spots.isEmpty else { return MailboxTraces() }
    let mails = mails(copies)
    let owners = owners(of: mails)
    let withMailbox = Set(owners.values)
    var traces: [ContentDigest: MailboxTrace] = [:]
    for members in mails {
      let trace = trace(of: members, owners, withMailbox)
      guard trace != .none else { continue }
      for member in members { traces[records[member].digest] = trace }
    }
    return MailboxTraces(traces)
  }

  /// The messages of each mail, the one that names the author first.
  private func mails(_ copies: Copies) -> [[Int]] {
    var groupOf: [ContentDigest: UInt64] = [:]
    let wanted = Set(copies.originals.values)
    for record in records where wanted.contains(record.digest) { groupOf[record.digest] = record.group }
    var mails: [UInt64: [Int]] = [:]
    for (index, record) in records.enumerated() where !copies.isCopy(record.digest) {
      mails[record.group, default: []].append(index)
    }
    for (index, record) in records.enumerated() where copies.isCopy(record.digest) {
      let group = groupOf[copies.original(of: record.digest)] ?? record.group
      mails[group, default: []].append(index)
    }
    return Array(mails.values)
  }

  private func places(of members: [Int]) -> [(spot: Spot, isReceived: Bool)] {
    members.flatMap { member in
      let record = records[member]
      return spots[record.firstPlace..<record.firstPlace + record.placeCount].map { ($0, record.isReceived) }
    }
  }

  /// For each mailbox the number of its owner's address: who wrote most of what lies in its folder of sent mail.
  private func owners(of mails: [[Int]]) -> [Int32: Int32] {
    var sent: [Int32: [Int32: Int]] = [:]
    for members in mails {
      guard let first = members.first, !authors[records[first].author].isEmpty else { continue }
      let boxes = Set(places(of: members).lazy.filter { $0.spot.folder == .sent }.map(\.spot.mailbox))
      for mailbox in boxes { sent[mailbox, default: [:]][records[first].author, default: 0] += 1 }
    }
    var owners: [Int32: Int32] = [:]
    for (mailbox, counts) in sent {
      let all = counts.values.reduce(0, +)
      let most = counts.max { a, b in
        a.value != b.value ? a.value < b.value : authors[a.key] > authors[b.key]
      }
      guard let most else { continue }
      let isNamed = authors[most.key] == mailboxes[mailbox]
      // More than half, so that no second author can be the owner with as good a right.
      if isNamed || most.value >= Self.fewestSent && most.value * 2 > all { owners[mailbox] = most.key }
    }
    return owners
  }

  private func trace(of members: [Int], _ owners: [Int32: Int32], _ withMailbox: Set<Int32>) -> MailboxTrace {
    guard let first = members.first else { return .none }
    let author = records[first].author
    var trace = MailboxTrace.none
    if withMailbox.contains(author) { trace.marks.insert(.authorHasMailbox) }
    for (spot, isReceived) in places(of: members) {
      let owner = owners[spot.mailbox]
      if spot.folder == .deleted { trace.marks.insert(.thrownAway) }
      if owner == author {
        switch spot.folder {
        case .sent: trace.marks.insert(.inOwnSent)
        case .deleted where !isReceived: trace.marks.insert(.inOwnDeleted)
        case .other where !isReceived: trace.marks.insert(.elsewhereInOwn)
        default: break
        }
      } else if spot.folder == .sent {
        trace.marks.insert(.inForeignSent)
        if let address = owner.map({ authors[$0] }) {
          trace.foreignSender = min(trace.foreignSender ?? address, address)
        }
      } else if isReceived || owner != nil {
        trace.marks.insert(.receivedByOthers)
      } else {
        // Nobody knows whose mailbox it is: it may be an older part of the author's.
        trace.marks.insert(.elsewhereInOwn)
      }
    }
    return trace
  }
}

/// Names and their numbers, from 0.
private struct NumberedNames: Sendable {
  private var names: [String] = []
  private var numbers: [String: Int32] = [:]

  subscript(number: Int32) -> String { names[Int(number)] }

  mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(clamping: names.count)
    names.append(name)
    numbers[name] = number
    return number
  }
}
