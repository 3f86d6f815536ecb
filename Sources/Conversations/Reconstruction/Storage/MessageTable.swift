import MailModel

/// All messages as their edges were handed in, each content once, numbered from 0.
struct MessageTable: Sendable {
  private(set) var records: [MessageRecord] = []
  /// All identifiers that messages bear or name.
  private(set) var identifiers = StringTable()
  /// Addresses, subjects and Gmail's threads.
  private(set) var texts = StringTable()
  private(set) var threadIndexes = StringTable()
  private var numbers: [Int32] = []
  private var digests = HashIndex()
  /// Which messages are another's copy: the number of that one, by the copy's own.
  private(set) var originals: [Int32: Int32] = [:]

  /// How many recipients of a message are looked at.
  private static let maximumRecipients = 1_000

  /// The number of a message.
  func number(of digest: ContentDigest) -> Int32? {
    digests.number(hash: digest.hashValue) { records[Int($0)].digest == digest }
  }

  /// Takes in a message, unless its content is there already.
  mutating func add(_ edges: ThreadEdges) {
    guard number(of: edges.message) == nil else { return }
    digests.insert(Int32(clamping: records.count), hash: edges.message.hashValue)
    let own = edges.messageID.map { identifiers.insert(bytesOf: $0.rawValue) } ?? -1
    let start = numbers.count
    append(edges.references, except: own)
    let replies = numbers.count
    append(edges.inReplyTo, except: own)
    let recipients = numbers.count
    let isBareReply =
      edges.subject.isReply && edges.references.isEmpty && edges.inReplyTo.isEmpty && !edges.subject.base.isEmpty
    // Who else took part matters only where the subject is all there is to go by.
    if isBareReply {
      for address in edges.recipients.prefix(Self.maximumRecipients) { numbers.append(texts.insert(text: address)) }
    }
    records.append(
      MessageRecord(
        digest: edges.message, identifier: own,
        author: edges.author.isEmpty ? -1 : texts.insert(text: edges.author),
        subject: texts.insert(text: edges.subject.base),
        gmailThread: edges.gmailThread.map { texts.insert(text: $0) } ?? -1,
        threadIndex: ThreadIndexTable.isUsable(edges.threadIndex) ? threadIndexes.insert(edges.threadIndex) : -1,
        referenceCount: Int32(clamping: replies - start), replyCount: Int32(clamping: recipients - replies),
        recipientCount: Int32(clamping: numbers.count - recipients), firstNumber: start, date: edges.date?.seconds,
        isReply: edges.subject.isReply, isBareReply: isBareReply))
  }

  /// Notes that a message is another's copy.
  mutating func setOriginal(_ original: Int32, of copy: Int32) { originals[copy] = original }

  /// The identifiers of a message's References, its own left out, oldest first.
  func references(of record: MessageRecord) -> ArraySlice<Int32> {
    numbers(from: record.firstNumber, count: record.referenceCount)
  }

  /// The same of In-Reply-To.
  func inReplyTo(of record: MessageRecord) -> ArraySlice<Int32> {
    numbers(from: record.firstNumber + Int(record.referenceCount), count: record.replyCount)
  }

  /// The recipients' addresses; none but for a bare reply.
  func recipients(of record: MessageRecord) -> ArraySlice<Int32> {
    numbers(
      from: record.firstNumber + Int(record.referenceCount) + Int(record.replyCount), count: record.recipientCount)
  }

  /// Drops all but the digests and the identifiers.
  mutating func freeze() {
    identifiers.freeze()
    texts = StringTable()
    threadIndexes = StringTable()
    numbers = []
    digests = HashIndex()
    originals = [:]
  }

  private mutating func append(_ list: [MessageID], except own: Int32) {
    for id in list {
      let number = identifiers.insert(bytesOf: id.rawValue)
      if number != own { numbers.append(number) }
    }
  }

  /// Some numbers in a row; none where `freeze` has dropped them.
  private func numbers(from start: Int, count: Int32) -> ArraySlice<Int32> {
    numbers.dropFirst(start).prefix(Int(count))
  }
}
