import MailModel

/// Observations as they came: one record a message, one pair of key and record a fact.
struct ObservationLog: Sendable {
  /// One message.
  struct Record: Sendable {
    var seconds: Int64
    var group: UInt64
    var author: UInt64
  }

  private(set) var records: [Record] = []
  private(set) var keys: [UInt64] = []
  private(set) var owners: [UInt32] = []
  /// The names of the authors' domains by the key under which they are observed.
  private(set) var domains: [UInt64: String] = [:]

  /// The first date, in seconds since 1970; later than everything while no message has one.
  private(set) var start = Int64.max

  var count: Int { records.count }

  mutating func append(_ facts: MessageFacts, _ trace: MailboxTrace) {
    let keysOfMessage = MessageKeys(facts)
    let posted = keysOfMessage.posted + MailboxKeys(facts).posted(facts, trace)
    guard !posted.isEmpty, let owner = UInt32(exactly: records.count) else { return }
    start = min(start, facts.moment)
    records.append(
      Record(seconds: facts.moment, group: facts.copyGroup, author: keysOfMessage.author.rawValue))
    for key in posted {
      keys.append(key.rawValue)
      owners.append(owner)
    }
    domains[keysOfMessage.domain.rawValue] = facts.authorDomain
  }
}
